package io.github.lvs4j.vrrp;

import io.github.lvs4j.error.LvsException;
import java.util.Optional;

/**
 * A request to a {@link VrrpControl} did not reach its end; {@link #failure()} says why, {@link #stance()} what is in force now.
 * It arrives as the cause of the {@link java.util.concurrent.ExecutionException} of the request's future.
 */
public final class HandoverException extends LvsException {

    private static final long serialVersionUID = 1L;

    private final HandoverFailure failure;
    private final VrrpStance stance;
    private final transient Optional<VrrpPeer> peer;

    /**
     * Makes a failure.
     *
     * @param name the sync group or virtual router
     * @param request what was asked
     * @param failure why it failed
     * @param stance how the router contends from now on
     * @param peer the other router that is the reason, if one is
     */
    public HandoverException(
            String name, VrrpRequest request, HandoverFailure failure, VrrpStance stance, Optional<VrrpPeer> peer) {
        super(describe(name, request, failure, stance, peer));
        this.failure = failure;
        this.stance = stance;
        this.peer = peer;
    }

    /**
     * Why.
     *
     * @return the reason
     */
    public HandoverFailure failure() {
        return failure;
    }

    /**
     * What is in force though the request failed: after a failed hold {@link VrrpStance#HELD}, which only prefer ends.
     *
     * @return how the router contends from now on
     */
    public VrrpStance stance() {
        return stance;
    }

    /**
     * The other router that is the reason.
     *
     * @return empty if none is
     */
    public Optional<VrrpPeer> peer() {
        return peer;
    }

    /**
     * The failure as one sentence.
     *
     * @param name the sync group or virtual router
     * @param request what was asked
     * @param failure why it failed
     * @param stance how the router contends from now on
     * @param peer the other router that is the reason, if one is
     * @return text for a log line
     */
    static String describe(
            String name, VrrpRequest request, HandoverFailure failure, VrrpStance stance, Optional<VrrpPeer> peer) {
        String remains = switch (stance) {
            case HELD -> "; the hold remains in force until prefer";
            case RELEASED -> "; it stays released until prefer, or until there is no master";
            case CLAIMING, ORDINARY -> "";
        };
        return request.phrase() + " of " + name + " failed: " + failure.phrase()
                + peer.map(other -> " (" + other + ")").orElse("") + remains;
    }
}
