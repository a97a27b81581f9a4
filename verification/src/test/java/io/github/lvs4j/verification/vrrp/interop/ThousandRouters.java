package io.github.lvs4j.verification.vrrp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.hosts.Capture;
import io.github.lvs4j.testkit.hosts.CapturedFrame;
import io.github.lvs4j.testkit.hosts.Eventually;
import io.github.lvs4j.testkit.hosts.HostProcess;
import io.github.lvs4j.testkit.hosts.TestHost;
import io.github.lvs4j.testkit.hosts.TestLan;
import io.github.lvs4j.testkit.hosts.TestNetwork;
import io.github.lvs4j.verification.vrrp.SoakTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Many virtual routers at 1 s, a quarter on each of four interfaces, all master, in one program; a third host listens. */
final class ThousandRouters {

    static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int LINKS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ENOUGH_OF_A_FRAME = 96;

    /** What was seen in the time that counts; {@code missed} are frames that the listener itself has lost. */
    record Seen(Cadence cadence, Duration time, Duration processorTime, long residentKilobytes, long missed) {}

    private ThousandRouters() {}

    /**
     * Waits until all are master, then for the bursts of announcements and the compiler to be done, and then watches.
     *
     * @param routers a multiple of 4, up to 1,020
     */
    static Seen watch(List<String> command, int routers, Duration settling, Duration time) {
        try (TestLan lan = TestLan.create()) {
            TestHost host = lan.host("host");
            TestHost third = lan.host("third");
            for (int link = 0; link < LINKS; link++) {
                TestNetwork network = lan.network("link" + link);
                host.connect("eth" + link, network, "10.9." + link + ".11/24");
                third.connect("eth" + link, network);
            }
            HostProcess process = host.start(command, Map.of());
            Eventually.within(PATIENCE, "all " + routers + " addresses", () -> {
                Waiting.sleep(Duration.ofMillis(500));
                return addresses(host) == routers;
            });
            pass("settling", settling);
            List<Capture> captures = new ArrayList<>();
            for (int link = 0; link < LINKS; link++) {
                captures.add(third.capture("eth" + link, "ip proto 112", ENOUGH_OF_A_FRAME));
            }
            ProcessLoad load = new ProcessLoad(process);
            Duration usedBefore = load.processorTime();
            long begin = System.nanoTime();
            pass("watching", time);
            Duration used = load.processorTime().minus(usedBefore);
            Duration watched = Duration.ofNanos(System.nanoTime() - begin);
            long resident = load.residentKilobytes();
            List<List<CapturedFrame>> frames =
                    captures.stream().map(Capture::stop).toList();
            long missed = captures.stream().mapToLong(Capture::lost).sum();
            captures.forEach(Capture::close);
            assertThat(addresses(host)).as("still master of all").isEqualTo(routers);
            return new Seen(Cadence.of(frames, INTERVAL), watched, used, resident, missed);
        }
    }

    private static void pass(String what, Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            if (second % 10 == 0) {
                SoakTable.progress("ThousandRouters: %s, %d of %d s", what, second, time.toSeconds());
            }
            Waiting.sleep(Duration.ofSeconds(1));
        }
    }

    private static long addresses(TestHost host) {
        return host.ip("-4", "-o", "address")
                .lines()
                .filter(line -> line.contains(" 10.2"))
                .count();
    }

    /** The file, for both programs. */
    static String conf(int routers) {
        StringBuilder text = new StringBuilder();
        for (int link = 0; link < LINKS; link++) {
            for (int id = 1; id <= routers / LINKS; id++) {
                text.append("vrrp_instance R" + link + "_" + id + " {\n interface eth" + link + "\n virtual_router_id "
                        + id
                        + "\n priority 100\n advert_int 1\n virtual_ipaddress {\n 10." + (20 + link) + ".0." + id
                        + "\n }\n}\n");
            }
        }
        return text.toString();
    }

    /** Ours, with the flags of a JVM that is started without any. */
    static List<String> ours(String conf) {
        List<String> java = new ArrayList<>(OurRouter.command(ManyRouters.class, List.of(), Variant.V2, 0, 0));
        java.subList(java.size() - 3, java.size()).clear();
        java.add(conf);
        return java;
    }
}
