package io.github.lvs4j.vrrp.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.vrrp.Preemption;
import io.github.lvs4j.vrrp.SyncGroup;
import io.github.lvs4j.vrrp.VrrpState;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * What two directors of one sync group do when one link fails, next to what keepalived was measured to do at 1 s, priorities 150 and
 * 100: its figures bear the phase of its advertisements, ours are of virtual time.
 */
class SyncGroupScenarioTest {

    private static final Duration PHASE = Duration.ofMillis(300);

    @Test
    void shouldWaitForTheDeadLinksTimerAsKeepalivedDoes() {
        TwoDirectors pair = running(UnaryOperator.identity());
        pair.a.ports.log.clear();
        pair.link(pair.a, "eth0", false);
        assertThat(pair.a.ports.log).as("priority 0 where it can leave").contains("unbind WAN", "unbind LAN");
        assertThat(pair.a.ports.log).anyMatch(line -> line.startsWith("send eth1 0 "));
        assertThat(pair.a.state("LAN")).isEqualTo(VrrpState.FAULT);
        assertThat(pair.runUntilMaster(pair.b))
                .as("keepalived: 3309 ms, 300 ms after the last advertisement")
                .isEqualTo(3309.375);
    }

    @Test
    void shouldComeBackAfterRepairWithItsOwnDownInterval() {
        TwoDirectors pair = running(UnaryOperator.identity());
        pair.link(pair.a, "eth0", false);
        pair.run(Duration.ofSeconds(10));
        assertThat(pair.states()).containsExactly("a FAULT FAULT", "b MASTER MASTER");
        pair.link(pair.a, "eth0", true);
        assertThat(pair.runUntilMaster(pair.a)).as("keepalived: 3433 ms").isEqualTo(3414.0625);
        pair.run(Duration.ofSeconds(1));
        assertThat(pair.states()).containsExactly("a MASTER MASTER", "b BACKUP BACKUP");
    }

    @Test
    void shouldTakeOverAfterItsSkewTimeWhereTheGroupIsFast() {
        TwoDirectors pair = running(group -> group.withFastTakeover(true));
        pair.link(pair.a, "eth0", false);
        assertThat(pair.runUntilMaster(pair.b)).isEqualTo(609.375);
    }

    @Test
    void shouldStayBackupBehindASilentPartitionAsKeepalivedDoes() {
        TwoDirectors pair = running(UnaryOperator.identity());
        pair.cut("eth0");
        pair.run(Duration.ofSeconds(30));
        assertThat(pair.states()).containsExactly("a MASTER MASTER", "b BACKUP BACKUP");
    }

    @Test
    void shouldTakeOverInASilentPartitionWhereItRanksHigherAndTheGroupMay() {
        assertThat(partitioned(group -> group, 200).states()).containsExactly("a MASTER MASTER", "b BACKUP BACKUP");
        TwoDirectors pair = partitioned(group -> group.withPartitionTakeover(true), 200);
        assertThat(pair.b.state("WAN")).isEqualTo(VrrpState.MASTER);
        assertThat(pair.b.state("LAN")).isEqualTo(VrrpState.MASTER);
        assertThat(pair.a.state("LAN")).isEqualTo(VrrpState.BACKUP);
    }

    @Test
    void shouldNotFlapInASilentPartitionWhereItRanksLower() {
        TwoDirectors pair = partitioned(group -> group.withPartitionTakeover(true), 100);
        assertThat(pair.states()).containsExactly("a MASTER MASTER", "b BACKUP BACKUP");
        assertThat(pair.b.loop.status().router("LAN").orElseThrow().timesMaster())
                .isZero();
    }

    @Test
    void shouldFailOverTogetherWhenTheMasterIsKilled() {
        TwoDirectors pair = running(UnaryOperator.identity());
        pair.kill(pair.a);
        assertThat(pair.runUntilMaster(pair.b)).isEqualTo(3309.375);
    }

    @Test
    void shouldDropTheWholeGroupAndComeBackFirstWhenAnAddressIsDeleted() {
        TwoDirectors pair = running(UnaryOperator.identity());
        pair.a.ports.bound.remove("WAN");
        pair.a.ports.listener.onAddressRemoved(
                io.github.lvs4j.net.InterfaceName.of("eth0"), io.github.lvs4j.net.IpAddress.parse("113.226.77.88"));
        pair.run(Duration.ZERO);
        assertThat(pair.a.state("LAN")).isEqualTo(VrrpState.BACKUP);
        assertThat(pair.runUntilMaster(pair.a)).as("keepalived: 424 ms").isEqualTo(414.0625);
        assertThat(pair.b.loop.status().router("LAN").orElseThrow().timesMaster())
                .isZero();
    }

    @Test
    void shouldTakeOneStalledMemberForAllOfThem() {
        LoopHarness h = new LoopHarness(new io.github.lvs4j.vrrp.VrrpConfig(
                java.util.List.of(
                        LoopHarness.router(
                                "WAN",
                                "eth0",
                                b -> b.preemption(Preemption.OFF).advertisementInterval(Duration.ofSeconds(1))),
                        LoopHarness.router(
                                "LAN",
                                "eth1",
                                b -> b.preemption(Preemption.OFF).advertisementInterval(Duration.ofSeconds(3)))),
                java.util.List.of(SyncGroup.of("G", "WAN", "LAN"))));
        h.run(Duration.ofSeconds(11));
        assertThat(h.state("LAN")).isEqualTo(VrrpState.MASTER);
        h.ports.log.clear();
        h.pause(Duration.ofSeconds(4)); // too long for WAN, not for LAN
        assertThat(h.ports.log).containsExactlyInAnyOrder("unbind WAN", "unbind LAN");
        assertThat(h.state("WAN")).isEqualTo(VrrpState.BACKUP);
        assertThat(h.state("LAN")).isEqualTo(VrrpState.BACKUP);
    }

    private static TwoDirectors running(UnaryOperator<SyncGroup> rule) {
        TwoDirectors pair = new TwoDirectors(150, 100, Preemption.IMMEDIATE, rule);
        pair.runUntilMaster(pair.a);
        pair.run(Duration.ofSeconds(7).plus(PHASE));
        return pair;
    }

    /** b ranks as said and does not preempt; its WAN hears nothing any more, its LAN hears a. */
    private static TwoDirectors partitioned(UnaryOperator<SyncGroup> rule, int priorityOfB) {
        TwoDirectors pair = new TwoDirectors(150, priorityOfB, Preemption.OFF, rule);
        pair.runUntilMaster(pair.a); // b has not begun yet
        pair.run(Duration.ofSeconds(7));
        pair.cut("eth0");
        pair.run(Duration.ofSeconds(30));
        return pair;
    }
}
