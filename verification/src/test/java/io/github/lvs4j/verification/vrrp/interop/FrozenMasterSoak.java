package io.github.lvs4j.verification.vrrp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.hosts.CapturedFrame;
import io.github.lvs4j.testkit.hosts.TestHost;
import io.github.lvs4j.testkit.junit.RequiresPeer;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Our master stands still for longer than keepalived waits, and a third host asks 50 times a second who has the address: {@code
 * ./lvs4j soak FrozenMaster}, 5 rounds each or {@code -Dsoak.rounds}. The lease ends our answers before keepalived begins at 1 s
 * against priorities up to 150; at shorter intervals it bounds the overlap.
 */
@Tag("soak")
@RequiresRoot
@RequiresTool({"ip", "tcpdump"})
@RequiresPeer("keepalived")
class FrozenMasterSoak {

    private static final int ROUNDS = Integer.getInteger("soak.rounds", 5);
    private static final int PROBES_PER_SECOND = 50;
    private static final int SECONDS = 30;
    private static final Duration FROZEN = Duration.ofSeconds(6);

    @ParameterizedTest
    @CsvSource({"V2_PASS, 100, 0", "V2_PASS, 150, 0", "V3_LEASED, 100, 1400", "V3_TENTH_LEASED, 100, 1400"})
    void shouldNotAnswerForLongerThanItsLease(Variant variant, int peerPriority, long bound) {
        Duration worst = Duration.ofDays(-1);
        for (int round = 0; round < ROUNDS; round++) {
            Duration overlap = overlap(variant, peerPriority);
            worst = overlap.compareTo(worst) > 0 ? overlap : worst;
        }
        System.out.printf(
                Locale.ROOT,
                "[measure] frozen master, %s, peer's priority %d: both answer for at most %d ms of %d rounds (below 0: nobody"
                        + " did), bound %d ms%n",
                variant,
                peerPriority,
                worst.toMillis(),
                ROUNDS,
                bound);
        assertThat(worst.toMillis()).isLessThanOrEqualTo(bound);
    }

    private static Duration overlap(Variant variant, int peerPriority) {
        try (Bed bed = new Bed(variant, false, 200, peerPriority)) {
            bed.peer.start();
            bed.startOurs();
            Instant first =
                    bed.await(0, true, Instant.MIN, "first", seen -> true).time();
            bed.third
                    .start(FrameSender.command("eth0", PROBES_PER_SECOND, SECONDS, List.of(question(bed))), Map.of())
                    .awaitLine("sending"::equals, Bed.PATIENCE);
            bed.await(0, true, first.plusSeconds(3), "settled", seen -> true);
            Instant frozen = Instant.now();
            bed.ours.freeze();
            Waiting.sleep(FROZEN);
            Instant thawed = Instant.now();
            String ours = mac(bed.ourHost);
            String theirs = mac(bed.peerHost);
            Instant lastOfOurs = frozen;
            Instant firstOfTheirs = Instant.MAX;
            for (CapturedFrame frame : bed.frames(0)) {
                if (!isReply(frame)
                        || frame.time().isBefore(frozen)
                        || frame.time().isAfter(thawed)) {
                    continue;
                }
                String sender = frame.hex().substring(12, 24);
                if (sender.equals(ours)) {
                    lastOfOurs = frame.time();
                } else if (sender.equals(theirs) && frame.time().isBefore(firstOfTheirs)) {
                    firstOfTheirs = frame.time();
                }
            }
            assertThat(firstOfTheirs)
                    .as("keepalived answers while we stand still")
                    .isBefore(thawed);
            bed.ours.thaw();
            bed.await(0, true, thawed, "return", seen -> true);
            return Duration.between(firstOfTheirs, lastOfOurs);
        }
    }

    private static String mac(TestHost host) {
        return host.run("cat", "/sys/class/net/eth0/address").orFail().strip().replace(":", "");
    }

    private static boolean isReply(CapturedFrame frame) {
        return frame.etherType() == 0x0806 && frame.bytes().getShort(20) == 2;
    }

    /** An ARP request of the third host for the virtual address 10.8.0.88, from 10.9.0.19. */
    private static String question(Bed bed) {
        String mac = mac(bed.third);
        return "ffffffffffff" + mac + "0806" + "0001080006040001" + mac + "0a090013" + "000000000000" + "0a080058";
    }
}
