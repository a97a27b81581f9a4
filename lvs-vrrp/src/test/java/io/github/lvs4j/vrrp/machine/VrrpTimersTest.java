package io.github.lvs4j.vrrp.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VrrpVersion;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VrrpTimersTest {

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
