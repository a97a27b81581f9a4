package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.ipvs.IpvsChange;
import io.github.lvs4j.netlink.AttributeWriter;
import io.github.lvs4j.netlink.BatchOutcome;
import io.github.lvs4j.netlink.MessageDecoder;
import io.github.lvs4j.netlink.MessageEncoder;
import io.github.lvs4j.netlink.MessageFlags;
import io.github.lvs4j.netlink.generic.GenericChannel;
import io.github.lvs4j.netlink.generic.GenericFamily;
import io.github.lvs4j.netlink.socket.Errno;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Requests to the IPVS family. The family's number is looked up once, and again when the kernel answers ENOENT, which is
 * what a number that is no longer given out gets: then the module was loaded anew. Any thread may call.
 */
final class IpvsConversation implements AutoCloseable {

    private final GenericChannel channel;
    private volatile int family;

    IpvsConversation(GenericChannel channel) {
        this.channel = channel;
        this.family = look("open IPVS");
    }

    private int look(Object operation) {
        return channel.resolve(IpvsCommand.FAMILY)
                .map(GenericFamily::id)
                .orElseThrow(() -> IpvsRefusals.noModule(operation));
    }

    /** Whether the family's number is another one than was used: another thread may have found that out already. */
    private boolean hasMoved(Object operation, int used) {
        int now = look(operation);
        family = now;
        return now != used;
    }

    private <T> T again(Object operation, Supplier<T> request) {
        int used = family;
        try {
            return request.get();
        } catch (NotFoundException e) {
            if (e.errno() == Errno.ENOENT && hasMoved(operation, used)) {
                return request.get();
            }
            throw e;
        }
    }

    private MessageEncoder request(int command, int flags, Consumer<AttributeWriter> attributes) {
        return (index, into) -> {
            attributes.accept(
                    GenericChannel.begin(into, family, MessageFlags.REQUEST | flags, command, IpvsCommand.VERSION)
                            .attributes());
            into.end();
        };
    }

    /** Gives a command that only answers whether it was done. */
    void execute(Object operation, int command, Consumer<AttributeWriter> attributes) {
        execute(operation, request(command, 0, attributes));
    }

    /**
     * Gives a command that may be carried out without an answer: netlink keeps silent when a handler ends with EINTR. So it
     * is an empty message behind it that is acknowledged; a refusal is answered unasked.
     */
    void executeSilently(Object operation, int command, Consumer<AttributeWriter> attributes) {
        MessageEncoder encoder = request(command, 0, attributes);
        again(operation, () -> {
            BatchOutcome outcome = channel.netlink().batch(operation, 2, (index, into) -> {
                if (index == 0) {
                    encoder.encode(0, into);
                } else {
                    into.begin(MessageFlags.TYPE_NOOP, MessageFlags.REQUEST);
                    into.end();
                }
            });
            RuntimeException failure = IpvsRefusals.failure(operation, outcome, 0);
            if (failure != null) {
                throw failure;
            }
            return true;
        });
    }

    private void execute(Object operation, MessageEncoder encoder) {
        again(operation, () -> {
            channel.netlink().execute(operation, encoder, IpvsRefusals::refusal);
            return true;
        });
    }

    /** Reads one object. */
    <T> Optional<T> get(
            Object operation, int command, Consumer<AttributeWriter> attributes, MessageDecoder<T> decoder) {
        MessageEncoder encoder = request(command, 0, attributes);
        return again(operation, () -> channel.netlink().get(operation, encoder, decoder, IpvsRefusals::refusal));
    }

    /** Reads a table. */
    <T> List<T> dump(Object operation, int command, Consumer<AttributeWriter> attributes, MessageDecoder<T> decoder) {
        MessageEncoder encoder = request(command, MessageFlags.DUMP, attributes);
        return again(operation, () -> channel.netlink().dump(operation, encoder, decoder, IpvsRefusals::refusal));
    }

    /** Reads a table and hands its rows out as they come. */
    <T> void read(
            Object operation,
            int command,
            Consumer<AttributeWriter> attributes,
            MessageDecoder<T> decoder,
            Consumer<? super T> consumer) {
        MessageEncoder encoder = request(command, MessageFlags.DUMP, attributes);
        int used = family;
        AtomicBoolean begun = new AtomicBoolean();
        Consumer<T> rows = row -> {
            begun.set(true);
            consumer.accept(row);
        };
        try {
            channel.netlink().read(operation, encoder, decoder, rows, IpvsRefusals::refusal);
        } catch (NotFoundException e) {
            // After the first row it is the consumer's own.
            if (begun.get() || e.errno() != Errno.ENOENT || !hasMoved(operation, used)) {
                throw e;
            }
            channel.netlink().read(operation, encoder, decoder, rows, IpvsRefusals::refusal);
        }
    }

    /** Refuses what the consumer of a {@link #read} asks. */
    void checkNotReading() {
        channel.netlink().checkNotReading();
    }

    /** Makes many changes. */
    BatchOutcome batch(Object operation, List<IpvsChange> changes) {
        MessageEncoder encoder = (index, into) -> IpvsChangeEncoder.encode(changes.get(index), family, into);
        int used = family;
        BatchOutcome outcome = channel.netlink().batch(operation, changes.size(), encoder);
        if (isAllAbsent(outcome) && hasMoved(operation, used)) {
            return channel.netlink().batch(operation, changes.size(), encoder);
        }
        return outcome;
    }

    /** A family that is gone refuses every message; whatever else ENOENT means, it is then looked at again for nothing. */
    private static boolean isAllAbsent(BatchOutcome outcome) {
        for (int i = 0; i < outcome.sent(); i++) {
            if (outcome.errno(i) != Errno.ENOENT) {
                return false;
            }
        }
        return outcome.sent() > 0;
    }

    /** Does several things without another thread's request in between. */
    <T> T inOneTurn(Supplier<T> work) {
        return channel.netlink().inOneTurn(work);
    }

    @Override
    public void close() {
        channel.close();
    }
}
