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
import java.lang.management.ManagementFactory;
import java.time.DateTimeException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * Answers every request with bad datagrams, made of good ones, and expects a value or an {@link LvsException}; then the next
 * honest call must be as if nothing had been. Each execution depends on its number alone, so that a failing one can be repeated.
 */
final class DecoderFuzz {

    private static final int DATAGRAM_BUDGET = 64 * 1024 * 1024;
    private static final int FIRST_FAMILY = 28;

    /** RTM_GET* of linux/rtnetlink.h. */
    static final Map<Integer, String> READINGS =
            Map.of(18, "links", 22, "addresses", 26, "routes", 34, "rules", 30, "neighbors");

    static final List<String> EVENTS = List.copyOf(new TreeSet<>(READINGS.values()));

    private final long seed;
    private final Recorded recorded = new Recorded();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Map<String, String> failures = new TreeMap<>();
    private Mutator mutator = new Mutator(0);
    private String answering = "";
    private long executions;
    private long refused;
    private long mostAllocated;

    private final FakeIpvsKernel honest = new FakeIpvsKernel();
    private final NetlinkIpvs ipvs = NetlinkIpvs.over(new FakeNetlinkSocket(this::answer));
    private FakeNetlinkSocket events;
    private boolean opening;
    private NetworkMonitor monitor;

    DecoderFuzz(long seed) {
        this.seed = seed;
        openMonitor();
    }

    /** Runs until told to stop. */
    void run(BooleanSupplier goOn) {
        while (goOn.getAsBoolean()) {
            execute(executions++);
        }
    }

    private void execute(long number) {
        mutator = new Mutator(seed + number);
        long before = threads.getCurrentThreadAllocatedBytes();
        boolean hearing = mutator.oneIn(3);
        try {
            if (hearing) {
                hear();
            } else {
                ask();
            }
        } catch (LvsException e) {
            refused++;
            for (Throwable cause = e.getCause(); hearing && cause != null; cause = cause.getCause()) {
                if (cause instanceof IllegalArgumentException || cause instanceof DateTimeException) {
                    failures.putIfAbsent(
                            "value: " + place(cause), "execution " + number + " of seed " + seed + ": " + e);
                }
            }
        } catch (RuntimeException | Error e) {
            failures.putIfAbsent(place(e), "execution " + number + " of seed " + seed + ": " + e);
        } finally {
            answering = "";
        }
        mostAllocated = Math.max(mostAllocated, threads.getCurrentThreadAllocatedBytes() - before);
        if (number % 16 == 0) {
            try {
                if (!ipvs.info().version().equals("1.2.1") || !ipvs.services().isEmpty()) {
                    failures.putIfAbsent("answer", "execution " + number + " answered a later request");
                }
            } catch (RuntimeException | Error e) {
                failures.putIfAbsent("then " + place(e), "after execution " + number + " of seed " + seed + ": " + e);
            }
        }
    }

    private static String place(Throwable failure) {
        StringBuilder place = new StringBuilder(failure.getClass().getSimpleName());
        int frames = 0;
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (frame.getClassName().startsWith("io.github.lvs4j") && frames++ < 3) {
                place.append(" < ").append(frame);
            }
        }
        return place.toString();
    }

    private void ask() {
        FuzzedCall call = mutator.pick(FuzzedCall.ALL);
        answering = mutator.oneIn(6) ? "any" : call.recorded();
        call.call().accept(ipvs);
    }

    private void answer(FakeNetlinkSocket socket, KernelRequest request) {
        if (answering.isEmpty() || (request.type() < FIRST_FAMILY && !mutator.oneIn(8))) {
            honest.answer(socket, request);
            return;
        }
        List<byte[]> good = answering.equals("any") ? recorded.all() : recorded.of(answering);
        for (int i = mutator.below(4); i > 0; i--) {
            socket.reply(addressed(request, mutator.mutate(mutator.pick(good), mutator.pick(recorded.all()))));
        }
        if (mutator.oneIn(2)) {
            socket.reply(request.isDump() ? KernelMessages.done(request, 0) : KernelMessages.acknowledgement(request));
        }
    }

    /** Nearly always with the number, port and type that are looked at. */
    private byte[] addressed(KernelRequest request, byte[] datagram) {
        if (mutator.oneIn(20)) {
            return datagram;
        }
        return ReplyHeaders.address(request, datagram, () -> !answering.isEmpty() && !mutator.oneIn(20));
    }

    private void hear() {
        if (mutator.oneIn(500)) {
            monitor.close();
            openMonitor();
        }
        for (int i = mutator.below(3); i >= 0; i--) {
            events.reply(mutator.mutate(mutator.pick(recorded.of(mutator.pick(EVENTS))), mutator.pick(recorded.all())));
        }
        monitor.drain(Object::toString);
    }

    private void openMonitor() {
        opening = true;
        events = new FakeNetlinkSocket((socket, request) -> {});
        monitor = NetworkMonitor.over(EnumSet.allOf(NetworkTopic.class), events, new FakeNetlinkSocket(this::state));
        opening = false;
    }

    /** Nothing when it opens, and bad entries when it reads again. */
    private void state(FakeNetlinkSocket socket, KernelRequest request) {
        if (!opening && mutator.oneIn(2)) {
            String asked = READINGS.getOrDefault(request.type(), "links");
            socket.reply(
                    addressed(request, mutator.mutate(mutator.pick(recorded.of(asked)), mutator.pick(recorded.all()))));
        }
        socket.reply(KernelMessages.done(request, 0));
    }

    /** Every unexpected failure once, by its place. */
    Map<String, String> failures() {
        return failures;
    }

    /** How many executions gave values: not everything that is bad can be noticed. */
    long values() {
        return executions - refused;
    }

    /** Whether no execution took more memory than some datagrams can ask for. */
    boolean isBounded() {
        return mostAllocated < DATAGRAM_BUDGET;
    }

    String figures(double seconds) {
        return String.format(
                Locale.ROOT,
                "%d executions in %.0f s, %.0f a second; %d ended with an LvsException, %d unique failures;"
                        + " the most that one allocated: %d KiB",
                executions,
                seconds,
                executions / seconds,
                refused,
                failures.size(),
                mostAllocated / 1024);
    }
}
