package io.github.lvs4j.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.lvs4j.time.TimerService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualTimerServiceTest {

    private final List<String> fired = new ArrayList<>();

    @Test
    void shouldFireInTheOrderOfDeadlinesAcrossTheWrap() {
        for (long start : List.of(0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 1_500_000_000L)) {
            fired.clear();
            ManualTimerService timers = new ManualTimerService(new ManualTicker(start));
            timers.schedule(Duration.ofSeconds(2), () -> fired.add("second"));
            timers.schedule(Duration.ofSeconds(1), () -> fired.add("first"));
            timers.schedule(Duration.ofSeconds(2), () -> fired.add("third"));
            timers.schedule(Duration.ofSeconds(3), () -> fired.add("later"));
            timers.advance(Duration.ofSeconds(2));
            assertThat(fired).as("from " + start).containsExactly("first", "second", "third");
            assertThat(timers.size()).isEqualTo(1);
            assertThat(timers.untilNext()).contains(Duration.ofSeconds(1));
        }
    }

    @Test
    void shouldFireEachTimerAtItsOwnInstant() {
        ManualTimerService timers = new ManualTimerService(new ManualTicker(0));
        timers.schedule(Duration.ofSeconds(1), () -> {
            fired.add("at " + timers.ticker().nowNanos());
            timers.schedule(
                    Duration.ofSeconds(1),
                    () -> fired.add("then at " + timers.ticker().nowNanos()));
            timers.schedule(Duration.ofSeconds(-1), () -> fired.add("at once"));
        });
        timers.advance(Duration.ofSeconds(5));
        assertThat(fired).containsExactly("at 1000000000", "at once", "then at 2000000000");
        assertThat(timers.ticker().nowNanos()).isEqualTo(5_000_000_000L);
    }

    @Test
    void shouldNotFireWhatWasCancelled() {
        ManualTimerService timers = new ManualTimerService();
        TimerService.Timer timer = timers.schedule(Duration.ofSeconds(1), () -> fired.add("cancelled"));
        timer.cancel();
        timer.cancel();
        timers.advance(Duration.ofSeconds(2));
        assertThat(fired).isEmpty();
    }

    @Test
    void shouldRefuseToTurnTimeBack() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ManualTimerService().advance(Duration.ofNanos(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new ManualTicker().advance(Duration.ofNanos(-1)));
    }
}
