package io.github.lvs4j.verification.netlink;

import com.sun.management.ThreadMXBean;
import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import io.github.lvs4j.netlink.route.NetworkMonitor;
import io.github.lvs4j.route.NetworkTopic;
import io.github.lvs4j.testkit.netlink.FakeIpvsKernel;
import io.github.lvs4j.testkit.netlink.FakeNetlinkSocket;
import io.github.lvs4j.testkit.netlink.KernelMessages;
import io.github.lvs4j.testkit.netlink.KernelRequest;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/**
 * What a fuzzer that watches the coverage calls: the decoders take the input as the kernel's answers, and must make a value or an
 * {@link LvsException} of it. Nothing is left from one input for the next, so that each can be repeated alone.
 *
 * <pre>
 *   which call (1 byte) | flags (1 byte) | for each request: how many datagrams (2 bits) | their size (2 bytes) and bytes ...
 * </pre>
 */
public final class DecoderTarget {

    private static final int ENDS = 1;
    private static final int UNADDRESSED = 2;
    private static final int TYPED = 4;
    private static final int FAMILY = 8;

    private static final long BUDGET = 64 * 1024 * 1024;
    private static final int FIRST_FAMILY = 28;
    private static final FakeIpvsKernel HONEST = new FakeIpvsKernel();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final byte[] input;
    private int at = 2;
    private boolean fuzzing;

    private DecoderTarget(byte[] input) {
        this.input = input;
    }

    /**
     * One execution.
     *
     * @param input what the kernel is said to answer
     * @throws AssertionError if it took too much memory, or the next honest call was not answered honestly
     */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length > 2 && allocatedBy(input) > BUDGET && allocatedBy(input) > BUDGET) {
            throw new AssertionError("took more memory than its datagrams can ask for");
        }
    }

    /** The first time it may be that of loading and rewriting classes. */
    private static long allocatedBy(byte[] input) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        new DecoderTarget(input).run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private void run() {
        int which = (input[0] & 0xff) % (FuzzedCall.ALL.size() + 1);
        if (which == FuzzedCall.ALL.size()) {
            hear();
        } else {
            ask(FuzzedCall.ALL.get(which));
        }
    }

    private void ask(FuzzedCall call) {
        try (NetlinkIpvs ipvs = NetlinkIpvs.over(new FakeNetlinkSocket(this::answer))) {
            try {
                fuzzing = true;
                call.call().accept(ipvs);
            } catch (LvsException e) {
                // as documented
            }
            fuzzing = false;
            // With a false number of the family, the honest kernel would answer for another family.
            if (has(FAMILY)) {
                return;
            }
            if (!ipvs.info().version().equals("1.2.1") || !ipvs.services().isEmpty()) {
                throw new AssertionError("answered a later request");
            }
        }
    }

    private void answer(FakeNetlinkSocket socket, KernelRequest request) {
        if (!fuzzing || (request.type() < FIRST_FAMILY && !has(FAMILY))) {
            HONEST.answer(socket, request);
            return;
        }
        reply(socket, request);
        if (has(ENDS)) {
            socket.reply(request.isDump() ? KernelMessages.done(request, 0) : KernelMessages.acknowledgement(request));
        }
    }

    private void hear() {
        FakeNetlinkSocket events = new FakeNetlinkSocket((socket, request) -> {});
        FakeNetlinkSocket state = new FakeNetlinkSocket((socket, request) -> {
            if (fuzzing) {
                reply(socket, request);
            }
            socket.reply(KernelMessages.done(request, 0));
        });
        try (NetworkMonitor monitor = NetworkMonitor.over(EnumSet.allOf(NetworkTopic.class), events, state)) {
            fuzzing = true;
            datagrams().forEach(events::reply);
            monitor.drain(Object::toString);
        } catch (LvsException e) {
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof IllegalArgumentException || cause instanceof DateTimeException) {
                    throw new AssertionError("no decoder looked before a value refused it", e);
                }
            }
        }
    }

    private void reply(FakeNetlinkSocket socket, KernelRequest request) {
        for (byte[] datagram : datagrams()) {
            socket.reply(has(UNADDRESSED) ? datagram : ReplyHeaders.address(request, datagram, () -> !has(TYPED)));
        }
    }

    private boolean has(int flag) {
        return (input[1] & flag) != 0;
    }

    private List<byte[]> datagrams() {
        List<byte[]> datagrams = new ArrayList<>();
        for (int count = at < input.length ? input[at++] & 3 : 0; count > 0 && input.length - at > 2; count--) {
            int size = Math.min((input[at] & 0xff) << 8 | input[at + 1] & 0xff, input.length - at - 2);
            at += 2;
            if (size > 0) {
                datagrams.add(Arrays.copyOfRange(input, at, at + size));
            }
            at += size;
        }
        return datagrams;
    }

    /** Inputs to begin with: every call answered by what was recorded, and every event. */
    static List<byte[]> seeds() {
        Recorded recorded = new Recorded();
        List<byte[]> seeds = new ArrayList<>();
        for (int which = 0; which < FuzzedCall.ALL.size(); which++) {
            for (byte[] datagram : recorded.of(FuzzedCall.ALL.get(which).recorded())) {
                byte[] servers = recorded.of("servers").get(0);
                seeds.add(seed(which, ENDS, datagram, servers, servers, datagram, servers, servers));
                seeds.add(seed(which, ENDS | FAMILY, recorded.of("family").get(0), datagram, servers));
            }
        }
        for (String event : DecoderFuzz.EVENTS) {
            for (byte[] datagram : recorded.of(event)) {
                seeds.add(seed(FuzzedCall.ALL.size(), ENDS, datagram, datagram, datagram));
            }
        }
        return seeds;
    }

    private static byte[] seed(int which, int flags, byte[]... answers) {
        ByteArrayOutputStream seed = new ByteArrayOutputStream();
        seed.write(which);
        seed.write(flags);
        for (byte[] answer : answers) {
            seed.write(1);
            seed.write(answer.length >> 8);
            seed.write(answer.length);
            seed.writeBytes(answer);
        }
        return seed.toByteArray();
    }
}
