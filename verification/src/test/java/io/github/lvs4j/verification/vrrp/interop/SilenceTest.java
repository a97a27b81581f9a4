package io.github.lvs4j.verification.vrrp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How {@link GcPauseSoak} judges, on times that are made up. */
class SilenceTest {

    private static final Instant START = Instant.ofEpochMilli(1_000_000);
    private static final Duration BUDGET = Duration.ofMillis(260);
    private static final Duration INTERVAL = Duration.ofMillis(100);

    @Test
    void shouldReadSafepointsAndStalls() {
        List<String> lines = List.of(
                "event: something",
                "[1000360ms] Safepoint \"G1CollectForAllocation\", Time since last:  1 ns, Reaching safepoint:  50 ns,"
                        + " At safepoint: 260000000 ns, Total: 260000050 ns",
                "stalled 1000100 260000000");
        Standstill pause = Standstill.safepoints(lines).get(0);
        assertThat(pause.isOfCollector()).isTrue();
        assertThat(pause.end()).isEqualTo(at(360));
        assertThat(pause.length()).isEqualTo(Duration.ofNanos(260_000_050));
        assertThat(Standstill.stalls(lines)).containsExactly(stop(100, 260));
    }

    @Test
    void shouldExplainATakeoverByALongEnoughStandstillInTheSilenceOnly() {
        Silence silence = new Silence(at(0), at(361));
        assertThat(silence.explained(List.of(stop(95, 270)), BUDGET)).contains(stop(95, 270));
        assertThat(silence.explained(List.of(stop(95, 200)), BUDGET))
                .as("too short")
                .isEmpty();
        assertThat(silence.explained(List.of(stop(300, 400)), BUDGET))
                .as("too late")
                .isEmpty();
        assertThat(silence.explained(List.of(stop(-500, 600)), BUDGET))
                .as("too early")
                .isEmpty();
        assertThat(silence.explained(List.of(stop(0, 150), stop(160, 150)), BUDGET))
                .as("two that leave time between them")
                .isEmpty();
    }

    @Test
    void shouldCountWhatOverlapsOnce() {
        Silence silence = new Silence(at(0), at(200));
        assertThat(silence.unexplained(List.of(), INTERVAL)).isEqualTo(Duration.ofMillis(100));
        assertThat(silence.unexplained(List.of(stop(150, 100), stop(90, 70)), INTERVAL))
                .isEqualTo(Duration.ofMillis(-10));
    }

    @Test
    void shouldFindWhoTookOverFromWhom() {
        List<OnWire> wire = List.of(seen(0, 150), seen(100, 150), seen(461, 100), seen(470, 150), seen(570, 150));
        boolean[] byMaster = {true, true, false, true, true};
        assertThat(Silence.beforeTakeovers(wire, byMaster)).containsExactly(new Silence(at(100), at(461)));
        assertThat(Silence.of(wire, byMaster))
                .containsExactly(new Silence(at(0), at(100)), new Silence(at(470), at(570)));
    }

    private static OnWire seen(long millis, int priority) {
        return new OnWire(at(millis), "10.9.0.11", priority);
    }

    private static Standstill stop(long begin, long millis) {
        return new Standstill(at(begin), Duration.ofMillis(millis), Standstill.MACHINE);
    }

    private static Instant at(long millis) {
        return START.plusMillis(millis);
    }
}
