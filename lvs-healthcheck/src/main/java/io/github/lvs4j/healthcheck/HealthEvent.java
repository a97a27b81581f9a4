package io.github.lvs4j.healthcheck;

import io.github.lvs4j.event.LvsEvent;
import io.github.lvs4j.healthcheck.machine.HealthTransition;
import java.time.Duration;

/** Something that happened to a check. A shared check reports once. Immutable. */
public sealed interface HealthEvent extends LvsEvent {

    /**
     * The check that it happened to.
     *
     * @return as it was given to {@link HealthMonitor#watch}
     */
    HealthCheck check();

    /**
     * The target came up or went down, or its first verdict is there.
     *
     * @param check the check
     * @param transition from what to what, and for which result
     */
    record StateChanged(HealthCheck check, HealthTransition transition) implements HealthEvent {

        /**
         * Whether the target is to be treated differently than before: false when the first verdict only confirms what
         * the policy supposed.
         *
         * @return true if traffic should now start or stop
         */
        public boolean changesTraffic() {
            return check.policy().countsAsUp(transition.from())
                    != check.policy().countsAsUp(transition.to());
        }

        @Override
        public String describe() {
            return check + ": " + transition;
        }
    }

    /**
     * A probe of a target that was not down failed; a retry may follow.
     *
     * @param check the check
     * @param result what was found
     */
    record AttemptFailed(HealthCheck check, CheckResult.Failed result) implements HealthEvent {
        @Override
        public String describe() {
            return check + ": attempt " + result;
        }
    }

    /**
     * A probe could not be made for a cause on this side.
     *
     * @param check the check
     * @param result what stood in the way
     */
    record AttemptNotPossible(HealthCheck check, CheckResult.NotPossible result) implements HealthEvent {
        @Override
        public String describe() {
            return check + ": attempt " + result;
        }
    }

    /**
     * A checker did not return by its deadline. It was interrupted, its channels were closed, and the probe counts as
     * failed. The checker has a fault: a target, however slow, cannot cause this.
     *
     * @param check the check
     * @param limit the time that it had
     */
    record CheckerOverran(HealthCheck check, Duration limit) implements HealthEvent {
        @Override
        public String describe() {
            return check + ": checker did not return within " + limit;
        }
    }
}
