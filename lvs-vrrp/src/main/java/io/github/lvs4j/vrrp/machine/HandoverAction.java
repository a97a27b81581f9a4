package io.github.lvs4j.vrrp.machine;

import io.github.lvs4j.vrrp.HandoverFailure;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VrrpPeer;
import io.github.lvs4j.vrrp.VrrpStance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a {@link HandoverMachine} wants its host to do, in the order given. Immutable. */
public sealed interface HandoverAction {

    /**
     * Hands this action to the method that is made for it.
     *
     * @param handler the host
     */
    void accept(HandoverActionHandler handler);

    /**
     * Call {@code onStance} of every member, all of them before any news of one reaches the group.
     *
     * @param stance how to contend
     */
    record SetStance(VrrpStance stance) implements HandoverAction {
        @Override
        public void accept(HandoverActionHandler handler) {
            handler.setStance(stance);
        }
    }

    /**
     * Give every member another base priority.
     *
     * @param priority 1 to 254
     */
    record SetPriority(Priority priority) implements HandoverAction {
        @Override
        public void accept(HandoverActionHandler handler) {
            handler.setPriority(priority);
        }
    }

    /**
     * The request has reached its end.
     *
     * @param peers the master that each member hears; empty if we are master
     * @param took since it was asked
     */
    record Complete(List<VrrpPeer> peers, Duration took) implements HandoverAction {

        /** Copies the list. */
        public Complete {
            peers = List.copyOf(peers);
        }

        @Override
        public void accept(HandoverActionHandler handler) {
            handler.complete(peers, took);
        }
    }

    /**
     * The request has failed.
     *
     * @param failure why
     * @param peer the other router that is the reason, if one is
     */
    record Fail(HandoverFailure failure, Optional<VrrpPeer> peer) implements HandoverAction {
        @Override
        public void accept(HandoverActionHandler handler) {
            handler.fail(failure, peer);
        }
    }
}
