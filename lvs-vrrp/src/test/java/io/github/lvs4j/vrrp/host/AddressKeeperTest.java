package io.github.lvs4j.vrrp.host;

import static io.github.lvs4j.vrrp.host.LoopHarness.advertisement;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.vrrp.AnnouncementPolicy;
import io.github.lvs4j.vrrp.LeasePolicy;
import io.github.lvs4j.vrrp.VirtualAddress;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AddressKeeperTest {

    private static final Duration DOWN = Duration.ofMillis(3610);

    @Test
    void shouldTryAgainToRemoveWhatABackupCouldNotRemove() {
        VrrpConfig config = LoopHarness.single(b -> b.lease(LeasePolicy.OFF));
        LoopHarness h = new LoopHarness(config);
        h.run(DOWN);
        h.ports.unbindFails = true;
        h.ports.channel("eth0").arrive(advertisement(config.routers().get(0), 200), Duration.ZERO);
        h.turn();
        assertThat(h.state("WAN")).isEqualTo(VrrpState.BACKUP);
        h.run(Duration.ofMillis(2500));
        assertThat(h.ports.log).filteredOn("unbind WAN"::equals).hasSize(3);
        h.ports.unbindFails = false;
        h.run(Duration.ofSeconds(1));
        assertThat(h.ports.bound).isEmpty();
        assertThat(h.ports.log).filteredOn("unbind WAN"::equals).hasSize(4);
        h.run(Duration.ofMillis(1500));
        assertThat(h.ports.log)
                .as("done is done")
                .filteredOn("unbind WAN"::equals)
                .hasSize(4);
    }

    @Test
    void shouldAnnounceExcludedAddressesAfterTheVirtualOnes() {
        LoopHarness h =
                new LoopHarness(LoopHarness.single(b -> b.addExcludedAddresses(VirtualAddress.parse("2001:db8::7"))
                        .announcement(new AnnouncementPolicy(2, Duration.ZERO))));
        h.run(DOWN);
        h.run(Duration.ofMillis(100));
        assertThat(h.ports.log)
                .filteredOn(line -> line.startsWith("announce"))
                .containsExactly(
                        "announce eth0 113.226.77.88",
                        "announce eth0 2001:db8::7",
                        "announce eth0 113.226.77.88",
                        "announce eth0 2001:db8::7");
    }

    @Test
    void shouldKeepTheGapBetweenAnnouncements() {
        Duration gap = Duration.ofMillis(100);
        LoopHarness h = new LoopHarness(LoopHarness.single(
                b -> b.announcement(new AnnouncementPolicy(5, Duration.ZERO).withIntervals(gap, Duration.ZERO))));
        h.run(DOWN);
        assertThat(announcements(h)).isEqualTo(1);
        h.run(Duration.ofMillis(250));
        assertThat(announcements(h)).isEqualTo(3);
        h.run(Duration.ofMillis(900));
        assertThat(announcements(h)).isEqualTo(5);
    }

    @Test
    void shouldAnnounceAgainPeriodicallyWhileMaster() {
        VrrpConfig config = LoopHarness.single(
                b -> b.announcement(new AnnouncementPolicy(1, Duration.ZERO).withRefresh(Duration.ofSeconds(10), 2)));
        LoopHarness h = new LoopHarness(config);
        h.run(DOWN.plusSeconds(25));
        assertThat(announcements(h)).isEqualTo(1 + 2 + 2);
        h.ports.channel("eth0").arrive(advertisement(config.routers().get(0), 200), Duration.ZERO);
        h.turn();
        assertThat(h.state("WAN")).isEqualTo(VrrpState.BACKUP);
        int before = announcements(h);
        h.run(Duration.ofSeconds(2));
        assertThat(announcements(h)).isEqualTo(before);
    }

    @Test
    void shouldAnnounceAsOftenAsAskedForAfterAConflict() {
        VrrpConfig config = LoopHarness.single(
                b -> b.announcement(new AnnouncementPolicy(5, Duration.ZERO).withConflict(2, Duration.ofSeconds(1))));
        VirtualRouter router = config.routers().get(0);
        LoopHarness h = new LoopHarness(config);
        h.run(DOWN.plusSeconds(1));
        assertThat(announcements(h)).isEqualTo(5);
        h.ports.channel("eth0").arrive(advertisement(router, 50), Duration.ZERO);
        h.turn();
        assertThat(announcements(h)).isEqualTo(7);
        h.run(Duration.ofMillis(1500));
        assertThat(announcements(h)).isEqualTo(9);
    }

    private static int announcements(LoopHarness h) {
        return (int)
                h.ports.log.stream().filter(line -> line.startsWith("announce")).count();
    }
}
