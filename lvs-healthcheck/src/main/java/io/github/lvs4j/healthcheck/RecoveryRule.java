package io.github.lvs4j.healthcheck;

/** What it takes to bring a target up: at first, and again after it was down. */
public enum RecoveryRule {
    /** One probe that passes is enough, as with keepalived's TCP_CHECK. */
    ONE_SUCCESS,

    /**
     * All probes must pass in a row. A failed probe is first polled alone; once it passes, all are run again, one per
     * interval, so a target with a single probe needs two good answers. As with keepalived's HTTP_GET.
     */
    ALL_PROBES,

    /**
     * Like {@link #ALL_PROBES}, but the probes that decide follow each other without delay, as with keepalived's
     * {@code fast_recovery}.
     */
    ALL_PROBES_AT_ONCE
}
