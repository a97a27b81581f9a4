package io.github.lvs4j.healthcheck.host;

import io.github.lvs4j.healthcheck.CheckResult;
import io.github.lvs4j.healthcheck.HealthCheck;
import io.github.lvs4j.healthcheck.HealthState;
import io.github.lvs4j.healthcheck.machine.HealthMachine;
import org.jspecify.annotations.Nullable;

/** One check with all its watchers. Guarded by the lock of {@link CheckLoop}, but for {@link #latest}. */
final class SharedCheck {

    /**
     * What watchers read.
     *
     * @param state the verdict
     * @param result the latest result; null before the first
     * @param atNanos when it came in
     */
    record Latest(HealthState state, @Nullable CheckResult result, long atNanos) {}

    final HealthCheck check;
    final HealthMachine machine;
    volatile Latest latest = new Latest(HealthState.UNKNOWN, null, 0);
    int watchers;
    long dueNanos;
    long order;

    /** The probe under way, or one that was cut and has still not returned. */
    @Nullable
    CheckRun run;

    SharedCheck(HealthCheck check) {
        this.check = check;
        this.machine = new HealthMachine(check.policy(), check.checker().probes());
    }
}
