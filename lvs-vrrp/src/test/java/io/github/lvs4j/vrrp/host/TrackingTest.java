package io.github.lvs4j.vrrp.host;

import static io.github.lvs4j.vrrp.host.LoopHarness.router;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.SyncGroup;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpState;
import io.github.lvs4j.vrrp.VrrpStatus;
import io.github.lvs4j.vrrp.track.ProgramTracker;
import io.github.lvs4j.vrrp.track.Tracker;
import io.github.lvs4j.vrrp.track.TrackerState;
import io.github.lvs4j.vrrp.track.TrackerUse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrackingTest {

    private static final Duration LONG = Duration.ofSeconds(10);
    private final ProgramTracker database = Tracker.program("database");

    private static VrrpStatus.RouterStatus status(LoopHarness h, String router) {
        return h.loop.status().router(router).orElseThrow();
    }

    private static LoopHarness tracking(TrackerUse... uses) {
        return new LoopHarness(LoopHarness.single(b -> b.addTrackers(uses)));
    }

    private static List<String> sent(LoopHarness h) {
        return h.ports.log.stream().filter(line -> line.startsWith("send")).toList();
    }

    @Test
    void shouldAdvertiseTheWeightedPriority() {
        LoopHarness h = tracking(database.weight(-30));
        h.run(LONG);
        assertThat(sent(h)).last().asString().startsWith("send eth0 100 ");
        database.down("no connection");
        h.run(Duration.ofSeconds(2));
        assertThat(sent(h)).last().asString().startsWith("send eth0 70 ");
        assertThat(status(h, "WAN").priority()).isEqualTo(Priority.of(70));
        assertThat(status(h, "WAN").basePriority()).isEqualTo(Priority.of(100));
        assertThat(status(h, "WAN").trackers())
                .containsExactly(
                        new VrrpStatus.TrackerStatus(database.weight(-30), new TrackerState.Down("no connection")));
        database.up();
        h.run(Duration.ofSeconds(2));
        assertThat(sent(h)).last().asString().startsWith("send eth0 100 ");
    }

    @Test
    void shouldTellAChangeWithBothPriorities() {
        LoopHarness h = tracking(database.weight(-30));
        h.events.start();
        database.down("no connection");
        h.turn();
        h.events.close();
        assertThat(h.heard).extracting(Object::toString).isNotEmpty();
        assertThat(h.heard)
                .extracting(event -> event.describe())
                .contains("virtual router WAN: tracker database changes from up to down (no connection),"
                        + " priority 100 becomes 70");
    }

    @Test
    void shouldStepDownWhileAConditionIsDown() {
        LoopHarness h = tracking(database.fault());
        h.run(LONG);
        assertThat(h.state("WAN")).isEqualTo(VrrpState.MASTER);
        database.down();
        h.turn();
        assertThat(h.state("WAN")).isEqualTo(VrrpState.FAULT);
        assertThat(sent(h)).last().asString().startsWith("send eth0 0 ");
        assertThat(h.ports.bound).isEmpty();
        database.up();
        h.turn();
        assertThat(h.state("WAN")).isEqualTo(VrrpState.BACKUP);
        h.run(LONG);
        assertThat(h.state("WAN")).isEqualTo(VrrpState.MASTER);
    }

    @Test
    void shouldStartWithWhatTheProgramHasSaid() {
        database.down();
        LoopHarness h = tracking(database.weight(-30));
        assertThat(status(h, "WAN").priority()).isEqualTo(Priority.of(70));
        assertThat(tracking(database.fault()).state("WAN")).isEqualTo(VrrpState.FAULT);
    }

    @Test
    void shouldFollowAnInterfaceThatIsNoneOfItsOwn() {
        LoopHarness h =
                tracking(Tracker.link("eth1").fault(), Tracker.link("eth9").weight(50));
        h.run(LONG);
        assertThat(h.state("WAN")).isEqualTo(VrrpState.MASTER);
        h.ports.link("eth1", 3, false);
        h.ports.listener.onInterfaceChanged(InterfaceName.of("eth1"));
        h.turn();
        assertThat(h.state("WAN")).isEqualTo(VrrpState.FAULT);
        h.ports.link("eth9", 9, true);
        h.ports.listener.onInterfaceChanged(InterfaceName.of("eth9"));
        h.ports.link("eth1", 3, true);
        h.ports.listener.onOverrun();
        h.turn();
        h.turn();
        assertThat(h.state("WAN")).isEqualTo(VrrpState.BACKUP);
        assertThat(status(h, "WAN").priority()).isEqualTo(Priority.of(150));
        assertThat(h.ports.channels.keySet()).containsExactly(InterfaceName.of("eth0"));
    }

    @Test
    void shouldCountAGroupsTrackerInEachMember() {
        LoopHarness h = group(database.weight(-30));
        database.down();
        h.turn();
        assertThat(status(h, "WAN").priority()).isEqualTo(Priority.of(70));
        assertThat(status(h, "LAN").priority()).isEqualTo(Priority.of(70));
    }

    @Test
    void shouldTakeTheWholeGroupDown() {
        LoopHarness h = group(database.fault());
        h.run(LONG);
        assertThat(h.state("LAN")).isEqualTo(VrrpState.MASTER);
        database.down();
        h.turn();
        assertThat(h.state("WAN")).isEqualTo(VrrpState.FAULT);
        assertThat(h.state("LAN")).isEqualTo(VrrpState.FAULT);
        database.up();
        h.turn();
        assertThat(h.state("WAN")).isEqualTo(VrrpState.BACKUP);
        assertThat(h.state("LAN")).isEqualTo(VrrpState.BACKUP);
    }

    @Test
    void shouldWaitForTheFirstResultOfACondition() {
        LoopHarness h = tracking(
                Tracker.script("check", "/bin/true").every(Duration.ofDays(1)).fault());
        assertThat(h.state("WAN")).isEqualTo(VrrpState.FAULT);
        while (h.state("WAN") == VrrpState.FAULT) {
            Thread.onSpinWait();
            h.turn();
        }
        assertThat(h.state("WAN")).isEqualTo(VrrpState.BACKUP);
        h.loop.shutDown();
    }

    @Test
    void shouldCountFromTheBaseThatTheProgramAskedFor() {
        LoopHarness h = tracking(database.weight(-30));
        database.down();
        h.turn();
        h.loop.controls().get(0).setPriority(Priority.of(200));
        assertThat(status(h, "WAN").priority()).isEqualTo(Priority.of(170));
        database.up();
        h.turn();
        assertThat(status(h, "WAN").priority()).isEqualTo(Priority.of(200));
    }

    @Test
    void shouldHearNothingAfterTheEnd() {
        LoopHarness h = tracking(database.weight(-30));
        h.loop.shutDown();
        database.down();
        h.turn();
        assertThat(status(h, "WAN").priority()).isEqualTo(Priority.of(100));
    }

    @Test
    void shouldRefuseTwoTrackersOfOneName() {
        TrackerUse other = Tracker.program("database").weight(-10);
        assertThatThrownBy(() -> tracking(database.weight(-30), other)).hasMessageContaining("two trackers are called");
        assertThatThrownBy(() -> tracking(database.weight(-30), database.weight(-10)))
                .hasMessageContaining("tracks database twice");
    }

    private static LoopHarness group(TrackerUse use) {
        VirtualRouter wan = router("WAN", "eth0", b -> b);
        VirtualRouter lan = router("LAN", "eth1", b -> b);
        return new LoopHarness(new VrrpConfig(
                List.of(wan, lan), List.of(SyncGroup.of("G", "WAN", "LAN").withTrackers(use))));
    }
}
