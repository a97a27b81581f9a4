package io.github.lvs4j.vrrp.machine;

import io.github.lvs4j.vrrp.HandoverFailure;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VrrpPeer;
import io.github.lvs4j.vrrp.VrrpStance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Carries out {@link HandoverAction}s, one method for each; their Javadoc is the contract. Called on the thread that owns the machine.
 * What the members do thereupon is news for the machine: it comes after the present list is done, or in between.
 */
public interface HandoverActionHandler {

    /**
     * See {@link HandoverAction.SetStance}.
     *
     * @param stance how to contend
     */
    void setStance(VrrpStance stance);

    /**
     * See {@link HandoverAction.SetPriority}.
     *
     * @param priority 1 to 254
     */
    void setPriority(Priority priority);

    /**
     * See {@link HandoverAction.Complete}.
     *
     * @param peers the master that each member hears
     * @param took since it was asked
     */
    void complete(List<VrrpPeer> peers, Duration took);

    /**
     * See {@link HandoverAction.Fail}.
     *
     * @param failure why
     * @param peer the other router that is the reason, if one is
     */
    void fail(HandoverFailure failure, Optional<VrrpPeer> peer);
}
