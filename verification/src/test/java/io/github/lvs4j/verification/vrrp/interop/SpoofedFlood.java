package io.github.lvs4j.verification.vrrp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.hosts.Capture;
import io.github.lvs4j.testkit.hosts.HostProcess;
import io.github.lvs4j.verification.vrrp.SoakTable;
import io.github.lvs4j.vrrp.packet.RejectionCause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A third host sends every {@link Forgery} in the name of the other director, half of them with priority 254 and half with 0, and
 * each kind must be found in its own counter. Confined to the test's thread.
 */
final class SpoofedFlood {

    /** How to flood. */
    record Strength(int perSecond, int seconds) {}

    /** What came of it; {@code lost} are packets that the kernel says it has dropped. */
    record Counted(int sent, double perSecond, Map<RejectionCause, Long> rejected, long lost) {
        long total() {
            return rejected.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    static final Variant VARIANT = Variant.V2_PASS;
    private static final String QUIET = "ip proto 112 and ether src not 02:00:00:00:09:09"; // else tcpdump is the load
    private static final int DOUBLED = 2 * Forgery.values().length;

    private final Strength strength;
    private Duration lateness = Duration.ZERO;
    private Duration takeover = Duration.ZERO;

    SpoofedFlood(Strength strength) {
        this.strength = strength;
    }

    /** The latest advertisement of the flooded master, beyond its interval. */
    Duration lateness() {
        return lateness;
    }

    /** From the last advertisement of the killed master to the flooded backup's first. */
    Duration takeover() {
        return takeover;
    }

    /** Our master is flooded; it stays master. */
    Counted master() {
        try (Bed bed = new Bed(VARIANT, false, true, "arp");
                Capture quiet = bed.third.capture("eth0", QUIET)) {
            bed.startOurs();
            bed.peer.start();
            awaitSecond(bed, quiet, true);
            long lostBefore = lost(bed);
            Instant begin = Instant.now();
            HostProcess flood = start(bed, strength.seconds());
            String sent = awaitSent(flood);
            Instant end = Instant.now();
            Waiting.sleep(Duration.ofMillis(1500)); // the next advertisement shows whether the last was delayed
            List<OnWire> claims = claims(bed, quiet, true);
            for (int i = 1; i < claims.size(); i++) {
                Instant before = claims.get(i - 1).time();
                if (claims.get(i).time().isAfter(begin) && before.isBefore(end)) {
                    Duration late =
                            Duration.between(before, claims.get(i).time()).minus(VARIANT.ourInterval());
                    lateness = late.compareTo(lateness) > 0 ? late : lateness;
                }
            }
            assertThat(claims.get(claims.size() - 1).time())
                    .as("still advertises")
                    .isAfter(end);
            assertThat(claims(bed, quiet, false)).as("takeovers by keepalived").isEmpty();
            assertThat(bed.weHold()).isTrue();
            return counted(bed, sent, lostBefore);
        }
    }

    /** Our backup is flooded, first while keepalived is master, which stays, and then while keepalived is killed. */
    Counted backup() {
        try (Bed bed = new Bed(VARIANT, false, false, "arp");
                Capture quiet = bed.third.capture("eth0", QUIET)) {
            bed.peer.start();
            bed.startOurs();
            awaitSecond(bed, quiet, false);
            long lostBefore = lost(bed);
            String sent = awaitSent(start(bed, strength.seconds()));
            assertThat(claims(bed, quiet, true)).as("false takeovers").isEmpty();
            long lostMeanwhile = lost(bed);
            HostProcess flood = start(bed, 5);
            Waiting.sleep(Duration.ofMillis(500));
            bed.peer.kill();
            Waiting.sleep(VARIANT.down(100, VARIANT.ourInterval()).plusMillis(300)); // reading a capture would disturb
            bed.await("takeover", () -> !claims(bed, quiet, true).isEmpty());
            List<OnWire> theirs = claims(bed, quiet, false);
            takeover = Duration.between(
                    theirs.get(theirs.size() - 1).time(),
                    claims(bed, quiet, true).get(0).time());
            String more = awaitSent(flood);
            Counted all = counted(bed, more, lostBefore);
            SoakTable.progress("of these packets the kernel dropped %d of the first part", lostMeanwhile - lostBefore);
            return new Counted(
                    all.sent() + Integer.parseInt(sent.split(" ")[1]), perSecond(sent), all.rejected(), all.lost());
        }
    }

    /** Every kind in its own counter, and no packet unaccounted for. */
    static void check(Counted counted) {
        Map<RejectionCause, Long> expected = new EnumMap<>(RejectionCause.class);
        for (Forgery forgery : Forgery.values()) {
            expected.merge(forgery.cause, 2L * (counted.sent() / DOUBLED), Long::sum);
        }
        assertThat(counted.rejected().keySet()).isEqualTo(expected.keySet());
        assertThat(counted.total()).as("all of them").isEqualTo(counted.sent() - counted.lost());
        counted.rejected()
                .forEach((cause, count) -> assertThat(count)
                        .as(cause + " of " + expected)
                        .isBetween(expected.get(cause) - counted.lost(), expected.get(cause)));
    }

    private void awaitSecond(Bed bed, Capture quiet, boolean ofOurs) {
        bed.await("two advertisements", () -> claims(bed, quiet, ofOurs).size() >= 2);
    }

    private static List<OnWire> claims(Bed bed, Capture quiet, boolean ofOurs) {
        return quiet.frames().stream()
                .flatMap(frame -> OnWire.of(frame).stream())
                .filter(seen -> seen.priority() > 0 && bed.isOurs(0, seen) == ofOurs)
                .toList();
    }

    private HostProcess start(Bed bed, int seconds) {
        String mac = bed.ourHost
                .run("cat", "/sys/class/net/eth0/address")
                .orFail()
                .strip()
                .replace(":", "");
        List<String> frames = new ArrayList<>();
        for (Forgery forgery : Forgery.values()) {
            for (int priority : new int[] {254, 0}) {
                frames.add(forgery.frame(
                        mac, VARIANT.host(0, bed.ourNumber), VARIANT.host(0, 3 - bed.ourNumber), priority));
            }
        }
        int whole = strength.perSecond() * seconds / DOUBLED * DOUBLED; // as many of each kind
        HostProcess flood = bed.third.start(FrameSender.command("eth0", strength.perSecond(), whole, frames), Map.of());
        flood.awaitLine("sending"::equals, Bed.PATIENCE);
        return flood;
    }

    private static String awaitSent(HostProcess flood) {
        String sent = flood.awaitLine(line -> line.startsWith("sent "), Bed.PATIENCE.plusSeconds(60));
        SoakTable.progress("the third host %s: %.0f a second", sent, perSecond(sent));
        return sent;
    }

    private static double perSecond(String sent) {
        String[] words = sent.split(" ");
        return Integer.parseInt(words[1]) * 1000.0 / Integer.parseInt(words[3]);
    }

    private static Counted counted(Bed bed, String sent, long lostBefore) {
        Waiting.sleep(Duration.ofMillis(500));
        long lost = lost(bed) - lostBefore;
        bed.ours.stop(Bed.PATIENCE);
        Map<RejectionCause, Long> rejected = new EnumMap<>(RejectionCause.class);
        for (String line : bed.ours.lines()) {
            String[] words = line.split(" ");
            if (words[0].equals("rejected")) {
                rejected.merge(RejectionCause.valueOf(words[1]), Long.parseLong(words[2]), Long::sum);
            }
        }
        return new Counted(Integer.parseInt(sent.split(" ")[1]), perSecond(sent), rejected, lost);
    }

    /** By full sockets of the host (proc_net_raw) and by the machine's full backlogs, the second number of softnet_stat. */
    private static long lost(Bed bed) {
        long sockets = bed.ourHost
                .run("cat", "/proc/net/raw")
                .orFail()
                .lines()
                .skip(1)
                .map(line -> line.strip().split("\\s+"))
                .mapToLong(words -> Long.parseLong(words[words.length - 1]))
                .sum();
        try {
            return sockets
                    + Files.readAllLines(Path.of("/proc/net/softnet_stat")).stream()
                            .mapToLong(line -> Long.parseLong(line.split(" ")[1], 16))
                            .sum();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read softnet_stat", e);
        }
    }
}
