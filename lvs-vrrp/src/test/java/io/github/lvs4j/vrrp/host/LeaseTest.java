package io.github.lvs4j.vrrp.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.vrrp.LeasePolicy;
import io.github.lvs4j.vrrp.VrrpVersion;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Leases end before a backup takes over, and are prolonged halfway to the next advertisement, so that they outlive a pause. */
class LeaseTest {

    private static final Duration DOWN = Duration.ofMillis(3610);

    /** Prolonged last at half an interval, 0.5 s late: over before three intervals are, wherever whole seconds allow that. */
    @ParameterizedTest
    @CsvSource({
        "1000, 3, 2",
        "1200, 3, 2",
        "1500, 3, 3",
        "2000, 3, 4",
        "10000, 3, 24",
        "1000, 10, 9",
        "1000, 1, 1",
        "100, 3, 1"
    })
    void shouldLiveForWholeSecondsShorterThanABackupWaits(int interval, int silent, int seconds) {
        Duration lease = LoopHarness.router(
                        "WAN",
                        "eth0",
                        b -> b.version(VrrpVersion.V3)
                                .advertisementInterval(Duration.ofMillis(interval))
                                .silentIntervals(silent))
                .leaseTime();
        assertThat(lease).isEqualTo(Duration.ofSeconds(seconds));
        if (interval >= 1000 && silent >= 3) {
            assertThat(lease.plusMillis(500).plusMillis(interval / 2))
                    .isLessThanOrEqualTo(Duration.ofMillis(interval).multipliedBy(silent));
        }
    }

    @Test
    void shouldProlongALeaseWithEachAdvertisementAndHalfwayToTheNext() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b));
        h.run(DOWN);
        assertThat(binds(h)).as("installed").isEqualTo(1);
        h.run(Duration.ofMillis(499));
        assertThat(binds(h)).isEqualTo(1);
        h.run(Duration.ofMillis(2));
        assertThat(binds(h)).as("halfway").isEqualTo(2);
        h.run(Duration.ofMillis(500));
        assertThat(binds(h)).as("with the advertisement").isEqualTo(3);
        h.run(Duration.ofSeconds(2));
        assertThat(binds(h)).isEqualTo(7);
    }

    @Test
    void shouldNotProlongALeaseAfterAStallBeforeItIsKnownWhoIsMaster() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b));
        var router = LoopHarness.single(b -> b).routers().get(0);
        h.run(DOWN);
        h.ports.now += Duration.ofMillis(3500).toNanos();
        h.ports.channel("eth0").arrive(LoopHarness.advertisement(router, 200), Duration.ofMillis(100));
        h.turn();
        assertThat(h.ports.log).doesNotContainSequence("bind WAN", "bind WAN").endsWith("unbind WAN");
        h.run(Duration.ofSeconds(2));
        assertThat(binds(h)).isEqualTo(1);
    }

    @Test
    void shouldProlongOnceAfterAPauseThatEndsHalfway() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b));
        h.run(DOWN);
        h.pause(Duration.ofMillis(900));
        assertThat(binds(h)).isEqualTo(2);
        h.run(Duration.ofMillis(100));
        assertThat(binds(h)).as("prolonged just now").isEqualTo(2);
        h.run(Duration.ofMillis(500));
        assertThat(binds(h)).isEqualTo(3);
    }

    @Test
    void shouldProlongALeaseOfOneSecondNoMoreOftenThanNeeded() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b.version(VrrpVersion.V3)
                .advertisementInterval(Duration.ofMillis(100))
                .lease(LeasePolicy.ON)));
        h.run(Duration.ofMillis(361 + 5050));
        assertThat(binds(h))
                .as("each 300 ms: one order a second would race with its end")
                .isEqualTo(17);
    }

    @Test
    void shouldNotProlongWhatIsNotLeased() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b.lease(LeasePolicy.OFF)));
        h.run(DOWN.plusSeconds(5));
        assertThat(binds(h)).isEqualTo(1);
    }

    private static int binds(LoopHarness h) {
        return (int) h.ports.log.stream().filter("bind WAN"::equals).count();
    }
}
