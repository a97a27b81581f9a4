package io.github.lvs4j.vrrp.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.vrrp.VirtualAddress;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VirtualRouterId;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpState;
import io.github.lvs4j.vrrp.packet.Advertisement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The process may stand still at any instant, in the middle of a turn too, and the wall clock may be set meanwhile. */
class VrrpPauseTest {

    private static final VirtualRouter WAN = LoopHarness.router("WAN", "eth0", b -> b);
    private static final Advertisement HIGHER = LoopHarness.advertisement(WAN, 150);

    @Test
    void shouldNotTakeAPauseAfterReadingForSilence() {
        LoopHarness h = hearing();
        h.ports.whenNothingIsLeft = () -> pauseOnce(h, Duration.ofSeconds(6), Duration.ofSeconds(1));
        h.turn();
        assertThat(h.state("WAN")).isEqualTo(VrrpState.BACKUP);
        h.turn();
        assertThat(h.state("WAN")).isEqualTo(VrrpState.BACKUP);
        h.run(Duration.ofMillis(2600));
        assertThat(h.state("WAN")).isEqualTo(VrrpState.BACKUP);
        h.run(Duration.ofMillis(10));
        assertThat(h.state("WAN")).as("silent since 3.61 s").isEqualTo(VrrpState.MASTER);
    }

    @Test
    void shouldNotTakeAPacketForOlderThanItIsAfterAPauseBetweenTwoClocks() {
        LoopHarness h = hearing();
        h.ports.whenTheWallClockIsRead = () -> pauseOnce(h, Duration.ofSeconds(4), Duration.ofMillis(100));
        h.turn();
        h.turn();
        assertThat(h.state("WAN")).isEqualTo(VrrpState.BACKUP);
        h.run(Duration.ofMillis(3400));
        assertThat(h.state("WAN")).isEqualTo(VrrpState.BACKUP);
    }

    @Test
    void shouldReadEverythingWhenTheWallClockIsSetBackDuringAPause() {
        VirtualRouter other = LoopHarness.router(
                "OTHER",
                "eth0",
                b -> b.id(VirtualRouterId.of(101)).addresses(List.of(VirtualAddress.parse("113.226.77.89"))));
        LoopHarness h = new LoopHarness(new VrrpConfig(List.of(WAN, other), List.of()));
        h.ports.channel("eth0").arrive(HIGHER, Duration.ZERO);
        h.ports.channel("eth0").arrive(LoopHarness.advertisement(other, 150), Duration.ZERO);
        h.turn();
        h.ports.now += Duration.ofSeconds(6).toNanos();
        for (int ago = 5; ago >= 1; ago--) {
            h.ports.channel("eth0").arrive(HIGHER, Duration.ofSeconds(ago));
            h.ports.channel("eth0").arrive(LoopHarness.advertisement(other, 150), Duration.ofSeconds(ago));
        }
        h.ports.wallShift = -Duration.ofHours(1).toNanos();
        h.turn();
        assertThat(h.state("WAN")).isEqualTo(VrrpState.BACKUP);
        assertThat(h.state("OTHER")).isEqualTo(VrrpState.BACKUP);
    }

    private static LoopHarness hearing() {
        LoopHarness h = new LoopHarness(VrrpConfig.of(WAN));
        h.ports.channel("eth0").arrive(HIGHER, Duration.ZERO);
        h.turn();
        return h;
    }

    private static void pauseOnce(LoopHarness h, Duration length, Duration ago) {
        h.ports.whenNothingIsLeft = () -> {};
        h.ports.whenTheWallClockIsRead = () -> {};
        h.ports.now += length.toNanos();
        h.ports.channel("eth0").arrive(HIGHER, ago);
    }
}
