package io.github.lvs4j.verification.vrrp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.hosts.Capture;
import io.github.lvs4j.testkit.hosts.CapturedFrame;
import io.github.lvs4j.testkit.hosts.HostProcess;
import io.github.lvs4j.testkit.hosts.TestHost;
import io.github.lvs4j.testkit.hosts.TestLan;
import io.github.lvs4j.testkit.hosts.TestNetwork;
import io.github.lvs4j.testkit.junit.RequiresPeer;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.testkit.peers.Keepalived;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 1,000 virtual routers at 1 s, 250 on each of four interfaces, all master, in one JVM and then in keepalived with the same file:
 * {@code ./lvs4j soak ThousandRouters}, watched for 60 seconds or {@code -Dsoak.seconds}; {@code -Dsoak.routers} is a multiple of 4.
 */
@Tag("soak")
@RequiresRoot
@RequiresTool({"ip", "tcpdump"})
@RequiresPeer("keepalived")
class ThousandRoutersSoak {

    private static final int LINKS = 4;
    private static final int ROUTERS = Integer.getInteger("soak.routers", 1000);
    private static final int SECONDS = Integer.getInteger("soak.seconds", 60);
    private static final Duration SETTLING = Duration.ofSeconds(20); // takeovers, both bursts, the compiler
    private static final long TICKS = 100; // a second, to user space, on every Linux

    @TempDir
    private Path directory;

    private record Load(double cpuPercent, long residentKilobytes, Duration latest, long advertisements) {
        void print(String whose) {
            System.out.printf(
                    Locale.ROOT,
                    "%-12s %8.1f%%  %8d kB  %8.1f ms  %8d%n",
                    whose,
                    cpuPercent,
                    residentKilobytes,
                    latest.toNanos() / 1e6,
                    advertisements);
        }
    }

    @Test
    void shouldAdvertiseInTimeForAThousandRouters() throws IOException {
        Path conf = Files.writeString(directory.resolve("keepalived.conf"), conf());
        List<String> java = new ArrayList<>(OurRouter.command(ManyRouters.class, List.of(), Variant.V2, 0, 0));
        java.subList(java.size() - 3, java.size()).clear();
        java.add(conf.toString());
        Load ours = measure(java);
        Load theirs = measure(Keepalived.command(conf, directory, "--vrrp"));
        System.out.printf(Locale.ROOT, "%d virtual routers at 1 s, %d s%n", ROUTERS, SECONDS);
        System.out.printf(Locale.ROOT, "%-12s %9s  %11s  %11s  %8s%n", "", "CPU", "RSS", "latest", "adverts");
        ours.print("ours");
        theirs.print("keepalived");
        assertThat(ours.advertisements())
                .as("every router advertises each second")
                .isGreaterThanOrEqualTo((long) ROUTERS * (SECONDS - 1));
        assertThat(ours.latest()).isLessThanOrEqualTo(Duration.ofMillis(50));
    }

    private static Load measure(List<String> command) {
        try (TestLan lan = TestLan.create()) {
            TestHost host = lan.host("host");
            TestHost third = lan.host("third");
            List<Capture> captures = new ArrayList<>();
            for (int link = 0; link < LINKS; link++) {
                TestNetwork network = lan.network("link" + link);
                host.connect("eth" + link, network, "10.9." + link + ".11/24");
                third.connect("eth" + link, network);
            }
            HostProcess process = host.start(command, Map.of());
            Waiting.sleep(SETTLING);
            for (int link = 0; link < LINKS; link++) {
                captures.add(third.capture("eth" + link, "ip proto 112"));
            }
            List<Long> pids = pids(process);
            long before = ticks(pids);
            Instant begin = Instant.now();
            Waiting.sleep(Duration.ofSeconds(SECONDS));
            double cpu = (ticks(pids) - before)
                    * 100.0
                    / TICKS
                    / (Duration.between(begin, Instant.now()).toMillis() / 1e3);
            Load load = new Load(cpu, resident(pids), Duration.ZERO, 0);
            for (Capture capture : captures) {
                load = with(load, capture.stop());
                capture.close();
            }
            return load;
        }
    }

    /** Lateness: how much later than a second after the one before it, by the kernel's stamps. */
    private static Load with(Load load, List<CapturedFrame> frames) {
        Map<Integer, Instant> last = new HashMap<>();
        Duration latest = load.latest();
        for (CapturedFrame frame : frames) {
            int id = Byte.toUnsignedInt(frame.bytes().get(35));
            Instant before = last.put(id, frame.time());
            if (before != null) {
                Duration late = Duration.between(before, frame.time()).minusSeconds(1);
                latest = late.compareTo(latest) > 0 ? late : latest;
            }
        }
        return new Load(load.cpuPercent(), load.residentKilobytes(), latest, load.advertisements() + frames.size());
    }

    private static List<Long> pids(HostProcess process) {
        List<Long> pids = new ArrayList<>(List.of(process.pid()));
        ProcessHandle.of(process.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .forEach(child -> pids.add(child.pid()));
        return pids;
    }

    /** Fields 14 and 15 of proc_pid_stat(5). */
    private static long ticks(List<Long> pids) {
        long ticks = 0;
        for (long pid : pids) {
            String stat = read(pid, "stat");
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        }
        return ticks;
    }

    private static long resident(List<Long> pids) {
        return pids.stream()
                .mapToLong(pid -> read(pid, "status")
                        .lines()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .sum())
                .sum();
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid + " is gone", e);
        }
    }

    private static String conf() {
        StringBuilder text = new StringBuilder();
        for (int link = 0; link < LINKS; link++) {
            for (int id = 1; id <= ROUTERS / LINKS; id++) {
                text.append("vrrp_instance R" + link + "_" + id + " {\n interface eth" + link + "\n virtual_router_id "
                        + id
                        + "\n priority 100\n advert_int 1\n virtual_ipaddress {\n 10." + (20 + link) + ".0." + id
                        + "\n }\n}\n");
            }
        }
        return text.toString();
    }
}
