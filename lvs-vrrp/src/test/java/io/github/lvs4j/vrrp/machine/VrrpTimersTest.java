package io.github.lvs4j.vrrp.machine;

import static io.github.lvs4j.vrrp.conformance.Covers.Side.NEGATIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VrrpVersion;
import io.github.lvs4j.vrrp.conformance.Covers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VrrpTimersTest {

    /** Every priority of the conformance list at every interval of it, in nanoseconds, computed with whole numbers. */
    @ParameterizedTest(name = "priority {0}")
    @ValueSource(ints = {1, 100, 254, 255})
    @Covers({"6.1-skew", "6.1-down"})
    void shouldBeExactAtEveryIntervalOfTheList(int priority) {
        for (long nanos : new long[] {1_000_000_000L, 100_000_000L, 10_000_000L, 40_950_000_000L}) {
            long skew = (256 - priority) * nanos / 256;
            Duration interval = Duration.ofNanos(nanos);
            assertThat(VrrpTimers.skewTime(VrrpVersion.V3, Priority.of(priority), interval))
                    .isEqualTo(Duration.ofNanos(skew));
            for (int silent : new int[] {1, 3, 100}) {
                assertThat(VrrpTimers.masterDownInterval(VrrpVersion.V3, Priority.of(priority), interval, silent))
                        .isEqualTo(Duration.ofNanos(silent * nanos + skew));
            }
        }
        long second = (256 - priority) * 1_000_000_000L / 256;
        assertThat(VrrpTimers.masterDownInterval(VrrpVersion.V2, Priority.of(priority), Duration.ofSeconds(255), 3))
                .isEqualTo(Duration.ofNanos(3 * 255_000_000_000L + second));
    }

    @Test
    @Covers(
            value = {"6.1-skew", "6.1-down"},
            side = NEGATIVE)
    void shouldNeverBeTheSameForTwoPriorities() {
        for (int priority = 1; priority < 255; priority++) {
            Duration interval = Duration.ofMillis(10);
            assertThat(VrrpTimers.masterDownInterval(VrrpVersion.V3, Priority.of(priority), interval, 3))
                    .isGreaterThan(
                            VrrpTimers.masterDownInterval(VrrpVersion.V3, Priority.of(priority + 1), interval, 3))
                    .isGreaterThan(interval.multipliedBy(3));
        }
    }

    @ParameterizedTest(name = "v{0} priority {1} interval {2} ms")
    @CsvSource({
        "V2, 1, 1000, 996093.75, 3996093.75",
        "V2, 100, 1000, 609375, 3609375",
        "V2, 150, 1000, 414062.5, 3414062.5",
        "V2, 254, 1000, 7812.5, 3007812.5",
        "V2, 255, 1000, 3906.25, 3003906.25",
        "V2, 100, 3000, 609375, 9609375",
        "V3, 1, 100, 99609.375, 399609.375",
        "V3, 100, 1000, 609375, 3609375",
        "V3, 100, 500, 304687.5, 1804687.5",
        "V3, 100, 100, 60937.5, 360937.5",
        "V3, 100, 10, 6093.75, 36093.75",
        "V3, 255, 10, 39.062, 30039.062",
        "V3, 100, 40950, 24953906.25, 147803906.25"
    })
    void shouldKeepEveryMicrosecondOfSkewAndDownInterval(
            VrrpVersion version, int priority, int millis, double skewMicros, double downMicros) {
        Duration interval = Duration.ofMillis(millis);
        assertThat(VrrpTimers.skewTime(version, Priority.of(priority), interval).toNanos() / 1000.0)
                .isEqualTo(skewMicros);
        assertThat(VrrpTimers.masterDownInterval(version, Priority.of(priority), interval, 3)
                                .toNanos()
                        / 1000.0)
                .isEqualTo(downMicros);
    }
}
