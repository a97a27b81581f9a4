package io.github.lvs4j.vrrp;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Failover by hand: tells one sync group, or one virtual router without a group, to step down, to stay away, to take over or to
 * rank differently. Any thread may call; no call waits.
 *
 * <p>Each future ends on a thread that is neither the protocol's nor the listener's, so that code behind it may take its time: with
 * the {@link Handover}, or with a {@link HandoverException} that says why not. A newer request takes the place of an older one, whose
 * future fails with {@link HandoverFailure#REPLACED}. Cancelling a future does not take the request back.
 */
public interface VrrpControl {

    /**
     * What is controlled.
     *
     * @return the name of the sync group or the virtual router
     */
    String name();

    /**
     * Steps down: priority 0 at once in every member, then backup that leaves every other master alone, whatever its priority. When
     * there is no master any more (none within the master down interval, or it stepped down) this router takes over again and is
     * released no longer. {@link #prefer} ends it too.
     *
     * @param deadline how long to wait for another master
     * @return ends when an advertisement of another master was accepted in every member; fails by the deadline, or as soon as this
     *     router is master again
     * @throws IllegalArgumentException if the deadline is not positive
     */
    CompletableFuture<Handover> release(Duration deadline);

    /**
     * Steps down for maintenance: as {@link #release}, but this router stays backup even if there is no master at all, until
     * {@link #prefer}, or a {@link #release} in its place. Nobody holds the addresses while no other router does.
     *
     * @param deadline how long to wait for another master
     * @return ends when an advertisement of another master was accepted in every member; fails by the deadline, which leaves the
     *     hold in force
     * @throws IllegalArgumentException if the deadline is not positive
     */
    CompletableFuture<Handover> hold(Duration deadline);

    /**
     * Ends {@link #release} and {@link #hold}, contends by its own priority, and takes over from a master of lower rank once, after
     * its skew time, even if preemption is off or delayed. A master of equal priority and lower address ranks lower too.
     *
     * @param deadline how long to wait for mastership
     * @return ends when mastership is confirmed in every member; fails by the deadline, or as soon as a member hears a master that
     *     ranks higher, which the exception names
     * @throws IllegalArgumentException if the deadline is not positive
     */
    CompletableFuture<Handover> prefer(Duration deadline);

    /**
     * Ranks every member differently from now on, until the next change or the end of this router. A master sends the new priority
     * with its next advertisement; a backup's timer moves at once. Release and hold stay in force.
     *
     * @param priority 1 to 254
     * @param deadline how long to wait for the election that follows
     * @return ends when that is settled: mastership confirmed in every member, or a master of another router accepted in every
     *     member; a master that stays so is settled after the time in which a backup could have replaced it
     * @throws IllegalArgumentException if the priority is 0 or 255, or the deadline is not positive
     */
    CompletableFuture<Handover> priority(Priority priority, Duration deadline);
}
