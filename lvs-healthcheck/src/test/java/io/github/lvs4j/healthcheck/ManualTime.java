package io.github.lvs4j.healthcheck;

import io.github.lvs4j.time.Ticker;
import java.time.Duration;

/** Time that moves when told to. Starts just before the wrap, where careless comparisons break. */
public final class ManualTime implements Ticker {

    private volatile long now = Long.MAX_VALUE - 1_500_000_000L;

    @Override
    public long nowNanos() {
        return now;
    }

    /** Moves on. */
    public synchronized void advance(Duration by) {
        now += by.toNanos();
    }
}
