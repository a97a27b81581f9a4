package io.github.lvs4j.vrrp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a request to a {@link VrrpControl} ended well. Immutable.
 *
 * @param name the sync group or virtual router
 * @param request what was asked
 * @param peers the master that each member hears, in the group's order; empty if this router is master itself
 * @param took from the request to this end
 */
public record Handover(String name, VrrpRequest request, List<VrrpPeer> peers, Duration took) {

    /** Copies the list. */
    public Handover {
        peers = List.copyOf(peers);
    }

    /**
     * Who is master now, as the first member sees it.
     *
     * @return empty if this router is
     */
    public Optional<VrrpPeer> peer() {
        return peers.stream().findFirst();
    }

    /**
     * The end as one sentence.
     *
     * @return text for a log line
     */
    public String describe() {
        String who = peers.isEmpty() ? "this router is master" : "the master is " + peers.get(0);
        return request.phrase() + " of " + name + " done: " + who + " after " + took.toMillis() + " ms";
    }
}
