package io.github.lvs4j.verification.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.hosts.HostProcess;
import io.github.lvs4j.testkit.junit.RequiresPeer;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VrrpVersion;
import io.github.lvs4j.vrrp.machine.VrrpTimers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The takeover after a SIGKILL, again and again, ours and keepalived's in turns: {@code ./lvs4j soak Takeover}. Run it alone on
 * an idle machine. Its quick form is one round each in {@link KeepalivedInteropTest}.
 */
@Tag("soak")
@RequiresRoot
@RequiresTool({"ip", "tcpdump"})
@RequiresPeer("keepalived")
class TakeoverSoak {

    private static final int ROUNDS = 20;
    private static final int PRIORITY = 99;
    private static final Duration GRACE = Duration.ofMillis(50);

    @Test
    void shouldTakeOverWithinTheBoundEveryTime() {
        List<Duration> ours = new ArrayList<>();
        List<Duration> theirs = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            ours.add(ourTakeover());
            theirs.add(theirTakeover());
            System.out.printf(
                    Locale.ROOT,
                    "round %d of %d: ours %.1f ms, keepalived's %.1f ms%n",
                    round,
                    ROUNDS,
                    millis(ours.get(round - 1)),
                    millis(theirs.get(round - 1)));
        }
        System.out.printf(Locale.ROOT, "theory %.1f ms%n", millis(down()));
        summary("ours", ours);
        summary("keepalived's", theirs);
        assertThat(ours).allSatisfy(takeover -> assertThat(takeover).isLessThanOrEqualTo(down().plus(GRACE)));
    }

    private static Duration ourTakeover() {
        try (SeedNetwork net = new SeedNetwork()) {
            HostProcess keepalived = net.startKeepalived(net.lvs1, 100);
            net.startOursAndWait(net.lvs2, "priority=" + PRIORITY);
            net.awaitMaster(net.lvs1);
            SeedNetwork.killKeepalived(keepalived);
            return takeover(net);
        }
    }

    private static Duration theirTakeover() {
        try (SeedNetwork net = new SeedNetwork()) {
            HostProcess ours = net.startOursAndWait(net.lvs1, "priority=100");
            net.startKeepalived(net.lvs2, PRIORITY);
            net.awaitMaster(net.lvs1);
            ours.kill();
            return takeover(net);
        }
    }

    /** From the last advertisement of the dead one's group to the later one of the new master's two first. */
    private static Duration takeover(SeedNetwork net) {
        net.awaitMaster(net.lvs2);
        Instant last = net.lastFrom(SeedNetwork.WAN1, SeedNetwork.LAN1);
        Duration wan = Duration.between(last, net.firstFrom(net.wan, SeedNetwork.WAN2, last));
        Duration lan = Duration.between(last, net.firstFrom(net.inside, SeedNetwork.LAN2, last));
        return wan.compareTo(lan) > 0 ? wan : lan;
    }

    private static void summary(String whose, List<Duration> takeovers) {
        List<Duration> sorted = new ArrayList<>(takeovers);
        Collections.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%-13s least %.1f ms, median %.1f ms, most %.1f ms of %d%n",
                whose,
                millis(sorted.get(0)),
                millis(sorted.get(sorted.size() / 2)),
                millis(sorted.get(sorted.size() - 1)),
                sorted.size());
    }

    private static Duration down() {
        return VrrpTimers.masterDownInterval(VrrpVersion.V2, Priority.of(PRIORITY), Duration.ofSeconds(1), 3);
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
