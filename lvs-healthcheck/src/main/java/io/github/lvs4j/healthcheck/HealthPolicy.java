package io.github.lvs4j.healthcheck;

import io.github.lvs4j.style.LvsStyle;
import java.time.Duration;
import org.immutables.value.Value;

/**
 * How often and how patiently a target is checked. Immutable. The defaults are keepalived's for its TCP_CHECK; {@link
 * #http()} starts from those of HTTP_GET.
 *
 * <p>The worst time to detection is {@code interval + (retries + 1) × timeout + retries × delayBeforeRetry}.
 */
@LvsStyle
@Value.Immutable
public abstract class HealthPolicy {

    private static final Duration LONGEST = Duration.ofDays(366);

    HealthPolicy() {}

    /**
     * Starts from the defaults of a check with one probe.
     *
     * @return a builder; nothing must be given
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts from the defaults of an HTTP check: 3 s before a retry, and all probes must pass to recover.
     *
     * @return a builder; nothing must be given
     */
    public static Builder http() {
        Builder builder = builder();
        builder.delayBeforeRetry(Duration.ofSeconds(3)).recovery(RecoveryRule.ALL_PROBES);
        return builder;
    }

    /**
     * The time from the end of a probe to the next one in normal operation, and while down (keepalived's {@code
     * delay_loop}).
     *
     * @return 60 s unless set
     */
    @Value.Default
    public Duration interval() {
        return Duration.ofSeconds(60);
    }

    /**
     * The time for each step of a probe: to connect, to the first byte, to each further one (keepalived's {@code
     * connect_timeout}).
     *
     * @return 5 s unless set
     */
    @Value.Default
    public Duration timeout() {
        return Duration.ofSeconds(5);
    }

    /**
     * Extra attempts after the first failure of a target that is up; it is down after {@code retries + 1} consecutive
     * failures. Before the first verdict, and while down, there are no retries (keepalived's {@code retry}).
     *
     * @return 1 unless set
     */
    @Value.Default
    public int retries() {
        return 1;
    }

    /**
     * The time from a failure to the next attempt (keepalived's {@code delay_before_retry}).
     *
     * @return 1 s unless set
     */
    @Value.Default
    public Duration delayBeforeRetry() {
        return Duration.ofSeconds(1);
    }

    /**
     * The first probe is made after a random part of this time, so that many checks do not start together.
     *
     * @return the interval unless set
     */
    @Value.Default
    public Duration warmup() {
        return interval();
    }

    /**
     * Whether a target counts as down until its first success (keepalived's {@code alpha}).
     *
     * @return false unless set: the target counts as up until it fails
     */
    @Value.Default
    public boolean alpha() {
        return false;
    }

    /**
     * What it takes to bring a target up.
     *
     * @return {@link RecoveryRule#ONE_SUCCESS} unless set
     */
    @Value.Default
    public RecoveryRule recovery() {
        return RecoveryRule.ONE_SUCCESS;
    }

    /**
     * How a target in the given state is to be treated.
     *
     * @param state its state
     * @return true if it should get traffic
     */
    public boolean countsAsUp(HealthState state) {
        return state == HealthState.UP || (state == HealthState.UNKNOWN && !alpha());
    }

    @Value.Check
    void check() {
        require("interval", interval(), false);
        require("timeout", timeout(), false);
        require("delay before retry", delayBeforeRetry(), true);
        require("warmup", warmup(), true);
        if (retries() < 0) {
            throw new IllegalArgumentException("health policy: retries " + retries() + " is out of range: 0 or more");
        }
    }

    private static void require(String name, Duration value, boolean zeroAllowed) {
        boolean tooShort = value.isNegative() || (value.isZero() && !zeroAllowed);
        if (tooShort || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("health policy: " + name + " " + value + " is out of range: "
                    + (zeroAllowed ? "zero" : "more than zero") + " to " + LONGEST.toDays() + " days");
        }
    }

    /** Builds a {@link HealthPolicy}. Confined to one thread. {@code build()} checks what the accessors promise. */
    public static final class Builder extends ImmutableHealthPolicy.Builder {
        Builder() {}
    }
}
