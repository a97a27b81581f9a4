package io.github.lvs4j.verification.vrrp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.hosts.CapturedFrame;
import io.github.lvs4j.testkit.hosts.TestHost;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Our master stands still for longer than keepalived waits, and a third host asks again and again who has the address. An owner is
 * who answers, or announces the address unasked. Judged from the standstill to our first advertisement after it, from where on it
 * is an election like any other.
 */
final class FrozenMaster {

    private static final int PROBES_PER_SECOND = 200; // so that two owners for 5 ms are seen
    private static final int PROBES = 40 * PROBES_PER_SECOND; // more than a round takes
    private static final Duration FROZEN = Duration.ofSeconds(5);
    private static final int ARP = 0x0806;
    private static final String VIP = "0a080058"; // 10.8.0.88

    private FrozenMaster() {}

    /**
     * What the wire showed.
     *
     * @param overlap from the peer's first word as owner to our last; below zero nobody owned the address between
     * @param oursAfterFreezing how long we still answered while we stood still
     * @param theirsAfterFreezing when the peer began to
     * @param oursAfterThawing how long our kernel still answered after we went on
     * @param spokeAfterThawing when we advertised again
     */
    record Seen(
            Duration overlap,
            Duration oursAfterFreezing,
            Duration theirsAfterFreezing,
            Duration oursAfterThawing,
            Duration spokeAfterThawing) {}

    static Seen run(Variant variant, int peerPriority) {
        try (Bed bed = new Bed(variant, false, 200, peerPriority)) {
            bed.peer.start();
            bed.startOurs();
            Instant first =
                    bed.await(0, true, Instant.MIN, "first", seen -> true).time();
            bed.third
                    .start(FrameSender.command("eth0", PROBES_PER_SECOND, PROBES, List.of(question(bed))), Map.of())
                    .awaitLine("sending"::equals, Bed.PATIENCE);
            bed.await(0, true, first.plusSeconds(2), "settled", seen -> true);
            Waiting.sleep(Duration.ofMillis(ThreadLocalRandom.current().nextInt(1000))); // any phase
            Instant frozen = Instant.now();
            bed.ours.freeze();
            Waiting.sleep(FROZEN);
            Instant thawed = Instant.now();
            bed.ours.thaw();
            Instant spoke = bed.await(0, true, thawed, "return", seen -> seen.priority() > 0)
                    .time();
            return judge(bed, frozen, thawed, spoke);
        }
    }

    private static Seen judge(Bed bed, Instant frozen, Instant thawed, Instant spoke) {
        String ours = mac(bed.ourHost);
        String theirs = mac(bed.peerHost);
        Instant lastOfOurs = frozen;
        Instant lastWhileFrozen = frozen;
        Instant firstOfTheirs = Instant.MAX;
        for (CapturedFrame frame : bed.frames(0)) {
            if (!owns(frame) || frame.time().isBefore(frozen) || !frame.time().isBefore(spoke)) {
                continue;
            }
            String sender = frame.hex().substring(12, 24);
            if (sender.equals(ours)) {
                lastOfOurs = frame.time();
                lastWhileFrozen = lastOfOurs.isBefore(thawed) ? lastOfOurs : lastWhileFrozen;
            } else if (sender.equals(theirs) && frame.time().isBefore(firstOfTheirs)) {
                firstOfTheirs = frame.time();
            }
        }
        assertThat(firstOfTheirs).as("keepalived answers while we stand still").isBefore(thawed);
        return new Seen(
                Duration.between(firstOfTheirs, lastOfOurs),
                Duration.between(frozen, lastWhileFrozen),
                Duration.between(frozen, firstOfTheirs),
                lastOfOurs.isAfter(thawed) ? Duration.between(thawed, lastOfOurs) : Duration.ZERO,
                Duration.between(thawed, spoke));
    }

    private static String mac(TestHost host) {
        return host.run("cat", "/sys/class/net/eth0/address").orFail().strip().replace(":", "");
    }

    /** An ARP packet whose sender has the virtual address: a reply, or an announcement of either kind. */
    private static boolean owns(CapturedFrame frame) {
        return frame.etherType() == ARP && frame.hex().startsWith(VIP, 2 * 28);
    }

    /** An ARP request of the third host for the virtual address, from 10.9.0.19. */
    private static String question(Bed bed) {
        String mac = mac(bed.third);
        return "ffffffffffff" + mac + "0806" + "0001080006040001" + mac + "0a090013" + "000000000000" + VIP;
    }
}
