package io.github.lvs4j.vrrp;

import io.github.lvs4j.event.LvsEvent;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.vrrp.packet.AdvertisementError;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/** Something that happened to a virtual router or a sync group. Immutable. */
public sealed interface VrrpEvent extends LvsEvent {

    /**
     * When it happened.
     *
     * @return wall-clock time
     */
    Instant when();

    /**
     * A virtual router has changed its state.
     *
     * @param when wall-clock time
     * @param router the router's name
     * @param group its sync group, if it has one
     * @param from the former state
     * @param to the present state
     * @param reason why
     * @param peer whose advertisement caused it, if one did
     */
    record RouterTransition(
            Instant when,
            String router,
            Optional<String> group,
            VrrpState from,
            VrrpState to,
            TransitionReason reason,
            Optional<VrrpPeer> peer)
            implements VrrpEvent {
        @Override
        public String describe() {
            return "virtual router " + router + ": " + from + " to " + to + ", " + reason.phrase()
                    + peer.map(other -> " (" + other + ")").orElse("");
        }
    }

    /**
     * A sync group as a whole has changed its state.
     *
     * @param when wall-clock time
     * @param group the group's name
     * @param from the former state
     * @param to the present state
     * @param reason why the last member that counted changed its own
     */
    record GroupTransition(Instant when, String group, VrrpState from, VrrpState to, TransitionReason reason)
            implements VrrpEvent {
        @Override
        public String describe() {
            return "sync group " + group + ": " + from + " to " + to + ", " + reason.phrase();
        }
    }

    /**
     * A packet was discarded. Repetitions of one cause are counted and reported once a minute.
     *
     * @param when wall-clock time
     * @param router the router's name
     * @param error why
     * @param source who sent it
     * @param count how many of this cause the router has discarded so far
     */
    record AdvertisementRejected(Instant when, String router, AdvertisementError error, InetAddress source, long count)
            implements VrrpEvent {
        @Override
        public String describe() {
            return "virtual router " + router + ": advertisement from " + IpAddress.format(source) + " rejected, "
                    + error.describe() + " (" + count + " so far)";
        }
    }

    /**
     * An accepted advertisement names other virtual addresses than ours. Reported once for each sender until it agrees.
     *
     * @param when wall-clock time
     * @param router the router's name
     * @param difference both lists
     * @param source who sent it
     */
    record AddressListDiffers(
            Instant when, String router, AdvertisementError.AddressListMismatch difference, InetAddress source)
            implements VrrpEvent {
        @Override
        public String describe() {
            return "virtual router " + router + ": " + IpAddress.format(source) + " advertises "
                    + difference.describe();
        }
    }

    /**
     * A master hears another one that should not be. Repetitions are counted and reported once a minute.
     *
     * @param when wall-clock time
     * @param router the router's name
     * @param conflict what it is
     * @param peer the other router
     * @param count how many of this kind the router has met so far
     */
    record ConflictDetected(Instant when, String router, PeerConflict conflict, VrrpPeer peer, long count)
            implements VrrpEvent {
        @Override
        public String describe() {
            return "virtual router " + router + ": " + conflict.phrase() + " (" + peer + ", " + count + " so far)";
        }
    }

    /**
     * The kernel refused something; the router goes on.
     *
     * @param when wall-clock time
     * @param router the router's name
     * @param operation what was tried
     * @param failure what came back
     */
    record OperationFailed(Instant when, String router, String operation, Throwable failure) implements VrrpEvent {
        @Override
        public String describe() {
            return "virtual router " + router + ": " + operation + " failed: " + failure.getMessage();
        }
    }
}
