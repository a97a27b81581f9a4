package io.github.lvs4j.director.plan;

import io.github.lvs4j.director.ServiceConfig;

/**
 * Whether a service has enough living servers, with hysteresis as keepalived counts it: lost when the sum of living weights
 * is below quorum - hysteresis or is 0, gained when it reaches quorum + hysteresis. A service has to gain it before it first
 * has it: one whose servers together stay below quorum + hysteresis starts without. Immutable.
 *
 * @param up whether the quorum is there
 * @param weight the sum of the living servers' weights at the last look
 */
public record Quorum(boolean up, long weight) {

    /** Before the first look. No look gives the same, as there is no quorum with weight 0. */
    public static final Quorum INITIAL = new Quorum(true, 0);

    /**
     * Looks again.
     *
     * @param service whose quorum
     * @param livingWeight the sum of the weights of its living servers
     * @return the quorum now
     */
    public Quorum next(ServiceConfig service, long livingWeight) {
        boolean lost = livingWeight == 0 || livingWeight < (long) service.quorum() - service.hysteresis();
        boolean gained = livingWeight > 0 && livingWeight >= (long) service.quorum() + service.hysteresis();
        boolean had = up && !equals(INITIAL);
        return new Quorum(had ? !lost : gained, livingWeight);
    }
}
