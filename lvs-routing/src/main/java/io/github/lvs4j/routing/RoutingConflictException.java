package io.github.lvs4j.routing;

import io.github.lvs4j.error.LvsException;
import java.util.List;

/**
 * A desired state cannot stand beside what the host has: an interface is missing or down, or an entry of somebody else is in
 * the way. Nothing was changed. Each conflict names the object and the remedy.
 */
public class RoutingConflictException extends LvsException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> conflicts;

    /**
     * Makes a refusal.
     *
     * @param conflicts one sentence each, at least one
     */
    public RoutingConflictException(List<String> conflicts) {
        super("the routing state cannot be applied: " + String.join("; ", conflicts));
        this.conflicts = List.copyOf(conflicts);
    }

    /**
     * What is in the way.
     *
     * @return one sentence each
     */
    public List<String> conflicts() {
        return conflicts;
    }
}
