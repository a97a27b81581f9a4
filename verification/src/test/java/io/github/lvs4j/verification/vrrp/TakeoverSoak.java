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
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The takeover after a SIGKILL, again and again, of a sync group, ours and keepalived's in turns: {@code ./lvs4j soak
 * Takeover}, 20 rounds or {@code -Dsoak.rounds}. Run it alone on an idle machine. Its quick form is one round each in {@link KeepalivedInteropTest}.
 */
@Tag("soak")
@RequiresRoot
@RequiresTool({"ip", "tcpdump"})
@RequiresPeer("keepalived")
class TakeoverSoak {

    private static final int ROUNDS = Integer.getInteger("soak.rounds", 20);
    private static final int PRIORITY = 99;
    private static final Duration GRACE = Duration.ofMillis(50);
    private final SoakTable table = new SoakTable(
            "group-takeover", "sync group at 1 s, theory", "who takes over", "rounds", "least", "median", "most");

    @Test
    void shouldTakeOverWithinTheBoundEveryTime() {
        List<Duration> ours = new ArrayList<>();
        List<Duration> theirs = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            ours.add(ourTakeover());
            theirs.add(theirTakeover());
            SoakTable.progress(
                    "Takeover %d of %d: ours %s ms, keepalived's %s ms",
                    round, ROUNDS, SoakTable.millis(ours.get(round - 1)), SoakTable.millis(theirs.get(round - 1)));
            table.exact(
                    round, ours.get(round - 1).toNanos(), theirs.get(round - 1).toNanos());
        }
        row("lvs4j", ours);
        row("keepalived", theirs);
        table.print();
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

    private void row(String whose, List<Duration> takeovers) {
        table.row(
                SoakTable.millis(down()) + " ms",
                whose,
                takeovers.size(),
                SoakTable.millis(SoakTable.quantile(takeovers, 0)) + " ms",
                SoakTable.millis(SoakTable.median(takeovers)) + " ms",
                SoakTable.millis(SoakTable.quantile(takeovers, 1)) + " ms");
    }

    private static Duration down() {
        return VrrpTimers.masterDownInterval(VrrpVersion.V2, Priority.of(PRIORITY), Duration.ofSeconds(1), 3);
    }
}
