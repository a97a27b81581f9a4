package io.github.lvs4j.director.plan;

import io.github.lvs4j.director.ServiceConfig;

/**
 * Whether a service has enough living servers, with hysteresis as keepalived counts it: lost when the sum of living weights
 * is below quorum - hysteresis or is 0, gained when it reaches quorum + hysteresis. Immutable.
 *
 * @param up whether the quorum is there
 * @param weight the sum of the living servers' weights at the last look
 */
public record Quorum(boolean up, long weight) {

    /** Before the first look: the quorum is there unless the servers say otherwise. */
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
        return new Quorum(up ? !lost : gained, livingWeight);
    }
}
