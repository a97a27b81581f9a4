package io.github.lvs4j.testkit.time;

import io.github.lvs4j.time.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A ticker that a test turns by hand. Any thread may call. To fire timers as time passes, turn the {@link
 * ManualTimerService} on top of it instead.
 */
public final class ManualTicker implements Ticker {

    private final AtomicLong now;

    /**
     * A ticker that begins shortly before the instants wrap, so that code which compares them by {@code <} instead of by
     * subtraction fails its tests.
     */
    public ManualTicker() {
        this(Long.MAX_VALUE - Duration.ofSeconds(5).toNanos());
    }

    /**
     * A ticker with a chosen beginning.
     *
     * @param startNanos any instant
     */
    public ManualTicker(long startNanos) {
        this.now = new AtomicLong(startNanos);
    }

    @Override
    public long nowNanos() {
        return now.get();
    }

    /**
     * Lets time pass.
     *
     * @param time how much; zero changes nothing
     * @throws IllegalArgumentException if the time is negative: monotonic time does not run backwards
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time does not run backwards: " + time);
        }
        now.addAndGet(time.toNanos());
    }
}
