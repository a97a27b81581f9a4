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
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Requests to the IPVS family. The family's number is looked up once, and again when the kernel answers ENOENT, which is
 * what a number that is no longer given out gets: then the module was loaded anew. Any thread may call.
 */
final class IpvsConversation implements AutoCloseable {

    /** How often a request is made while the family's number changes under it. */
    private static final int TRIES = 4;

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

    /** In one turn, so that the number looked at is the one that was used, whatever other threads find out meanwhile. */
    private <T> T again(Object operation, Supplier<T> request) {
        return again(operation, () -> false, request);
    }

    /** The same for a request that hands something out: after that, an exception may be the consumer's own. */
    private <T> T again(Object operation, BooleanSupplier begun, Supplier<T> request) {
        return inOneTurn(() -> {
            for (int i = 1; ; i++) {
                int used = family;
                try {
                    return request.get();
                } catch (NotFoundException e) {
                    if (i == TRIES || begun.getAsBoolean() || e.errno() != Errno.ENOENT || !hasMoved(operation, used)) {
                        throw e;
                    }
                }
            }
        });
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
        AtomicBoolean begun = new AtomicBoolean();
        Consumer<T> rows = row -> {
            begun.set(true);
            consumer.accept(row);
        };
        again(operation, begun::get, () -> {
            channel.netlink().read(operation, encoder, decoder, rows, IpvsRefusals::refusal);
            return true;
        });
    }

    /** Refuses what the consumer of a {@link #read} asks. */
    void checkNotReading() {
        channel.netlink().checkNotReading();
    }

    /** Makes many changes. */
    BatchOutcome batch(Object operation, List<IpvsChange> changes) {
        MessageEncoder encoder = (index, into) -> IpvsChangeEncoder.encode(changes.get(index), family, into);
        return inOneTurn(() -> {
            for (int i = 1; ; i++) {
                int used = family;
                BatchOutcome outcome = channel.netlink().batch(operation, changes.size(), encoder);
                if (i == TRIES || !isAllAbsent(outcome) || !hasMoved(operation, used)) {
                    return outcome;
                }
            }
        });
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
