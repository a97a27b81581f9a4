package io.github.lvs4j.vrrp.machine;

import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpPeer;
import io.github.lvs4j.vrrp.VrrpStance;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** How a router ranks, and whether it may use its rank at present. Confined to its machine. */
final class Contention {

    private final boolean preemption;
    private Priority priority;
    private VrrpStance stance = VrrpStance.ORDINARY;
    private boolean claimsForGroup;
    private @Nullable InetAddress source;

    Contention(VirtualRouter router) {
        this.preemption = router.preemption().enabled();
        this.priority = router.priority();
    }

    Priority priority() {
        return priority;
    }

    void priority(Priority changed) {
        priority = changed;
    }

    VrrpStance stance() {
        return stance;
    }

    void stance(VrrpStance changed) {
        stance = changed;
    }

    void source(@Nullable InetAddress address) {
        source = address;
    }

    /** A group's silent partition: as if asked to claim, until the group says otherwise. */
    void claimForGroup(boolean on) {
        claimsForGroup = on;
    }

    boolean isOwner() {
        return priority.equals(Priority.OWNER);
    }

    /** Whether it replaces a living master of lower priority (RFC 9568 section 6.1, Preempt_Mode). */
    boolean preempts() {
        return !isAside() && (preemption || isOwner() || claims());
    }

    /** Whether it replaces any living master that it outranks, this once. */
    boolean claims() {
        return !isAside() && (stance == VrrpStance.CLAIMING || claimsForGroup);
    }

    /** Whether it was asked to leave mastership to others. */
    boolean isAside() {
        return stance == VrrpStance.RELEASED || stance == VrrpStance.HELD;
    }

    boolean isHeld() {
        return stance == VrrpStance.HELD;
    }

    boolean isLower(Priority theirs) {
        return theirs.compareTo(priority) < 0;
    }

    /**
     * Who wins between two masters: priority, then the sender's address, unsigned (RFC 9568 section 6.4.3).
     *
     * @return positive if the peer does; 0 if it bears our own priority and address
     */
    int rank(VrrpPeer peer) {
        int byPriority = peer.priority().compareTo(priority);
        if (byPriority != 0) {
            return byPriority;
        }
        InetAddress own = source;
        return own == null ? 1 : IpAddress.compare(peer.address(), own);
    }

    /** Once it is master it contends as ever. */
    void won() {
        claimsForGroup = false;
        if (stance != VrrpStance.HELD) {
            stance = VrrpStance.ORDINARY;
        }
    }
}
