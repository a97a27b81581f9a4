package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import io.github.lvs4j.netlink.namespace.NetworkNamespace;
import io.github.lvs4j.netlink.route.NetlinkNetworkStack;
import io.github.lvs4j.netlink.route.NetworkMonitor;
import io.github.lvs4j.netlink.socket.Errno;
import io.github.lvs4j.netlink.socket.LinuxSockets;
import io.github.lvs4j.netlink.socket.RawIpSocket;
import io.github.lvs4j.route.NetworkTopic;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** A process with few descriptors, which opens everything while none, one, two and so on are left, and says what came of it. */
final class DescriptorStarvation {

    private static final InterfaceName LO = InterfaceName.of("lo");
    private static final int MOST = 6;
    private static final int EMFILE = 24;

    private final Deque<FileInputStream> hoard = new ArrayDeque<>();

    private DescriptorStarvation() {}

    /** What opens something, uses up to {@link #MOST} descriptors, and closes it. */
    private interface Opening {
        void run() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        new DescriptorStarvation().run();
    }

    private static Map<String, Opening> openings(NetlinkNetworkStack stack) {
        RawIpSocket.Options.Builder raw =
                RawIpSocket.Options.builder().protocol(112).device(LO).sendOnly(true);
        Map<String, Opening> openings = new LinkedHashMap<>();
        openings.put("ipvs", () -> NetlinkIpvs.open().close());
        openings.put("network stack", () -> NetlinkNetworkStack.open().close());
        openings.put(
                "monitor",
                () -> NetworkMonitor.open(EnumSet.allOf(NetworkTopic.class)).close());
        openings.put("subscription", () -> stack.subscribe(event -> {}).close());
        openings.put("packet", () -> LinuxSockets.packet(LO, 0).close());
        openings.put(
                "raw",
                () -> LinuxSockets.rawIp(raw.family(AddressFamily.INET).build()).close());
        openings.put(
                "raw6",
                () -> LinuxSockets.rawIp(raw.family(AddressFamily.INET6).build())
                        .close());
        openings.put("poller", () -> LinuxSockets.poller().close());
        openings.put("claim", () -> LinuxSockets.claim("starvation").close());
        openings.put("namespace", () -> NetworkNamespace.current().close());
        return openings;
    }

    private void run() throws Exception {
        try (NetlinkNetworkStack stack = NetlinkNetworkStack.open()) {
            Map<String, Opening> openings = openings(stack);
            say("warm", 0, Errno.failure("load classes", EMFILE, null), 0); // classes need descriptors, too
            for (Opening opening : openings.values()) {
                tryIt(opening);
            }
            settle();
            for (Map.Entry<String, Opening> opening : openings.entrySet()) {
                for (int left = 0; left <= MOST; left++) {
                    hoard(left);
                    Throwable failure = tryIt(opening.getValue());
                    settle();
                    say(opening.getKey(), left, failure, left - left());
                    if (!isStarved(failure)) {
                        break;
                    }
                }
            }
        } finally {
            release(hoard.size());
        }
    }

    /** A subscription's thread closes what it owns when it ends. */
    private static void settle() throws InterruptedException {
        while (Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("lvs4j-"))) {
            Thread.sleep(5);
        }
    }

    private static Throwable tryIt(Opening opening) {
        try {
            opening.run();
            return null;
        } catch (Exception | Error e) {
            return e;
        }
    }

    private static boolean isStarved(Throwable failure) {
        return failure instanceof KernelException refused && refused.errno() == EMFILE;
    }

    private void hoard(int left) throws IOException {
        left();
        release(left);
    }

    /** How many are left, which are taken then. */
    private int left() {
        int taken = 0;
        while (true) {
            try {
                hoard.push(new FileInputStream("/dev/null"));
                taken++;
            } catch (IOException e) {
                return taken;
            }
        }
    }

    private void release(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            hoard.pop().close();
        }
    }

    private static void say(String what, int left, Throwable failure, int lost) {
        String kind = failure == null ? "done" : isStarved(failure) ? "starved" : "other";
        String text = failure == null ? "" : failure.getClass().getSimpleName() + ": " + failure.getMessage();
        boolean isExpected = failure == null || failure instanceof LvsException;
        System.out.println(what + "|" + left + "|" + kind + "|" + lost + "|" + isExpected + "|" + text);
    }
}
