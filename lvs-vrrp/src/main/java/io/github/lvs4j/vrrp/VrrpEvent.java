package io.github.lvs4j.vrrp;

import io.github.lvs4j.event.LvsEvent;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.vrrp.packet.Advertisement;
import io.github.lvs4j.vrrp.packet.AdvertisementError;
import io.github.lvs4j.vrrp.packet.AdvertisementOddity;
import io.github.lvs4j.vrrp.track.TrackerState;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
     * @param peer whose advertisement caused it, or who was master before, if that is known
     * @param timing how long after the last advertisement of another master, and how late
     */
    record RouterTransition(
            Instant when,
            String router,
            Optional<String> group,
            VrrpState from,
            VrrpState to,
            TransitionReason reason,
            Optional<VrrpPeer> peer,
            VrrpTiming timing)
            implements VrrpEvent {
        @Override
        public String describe() {
            return "virtual router " + router + ": " + from + " to " + to + ", " + reason.phrase()
                    + peer.map(other -> " (" + other + ")").orElse("") + timing.phrase();
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
     * @param peer that member's peer, if it had one
     * @param timing that member's timing
     */
    record GroupTransition(
            Instant when,
            String group,
            VrrpState from,
            VrrpState to,
            TransitionReason reason,
            Optional<VrrpPeer> peer,
            VrrpTiming timing)
            implements VrrpEvent {
        @Override
        public String describe() {
            return "sync group " + group + ": " + from + " to " + to + ", " + reason.phrase()
                    + peer.map(other -> " (" + other + ")").orElse("") + timing.phrase();
        }
    }

    /**
     * A virtual router's mastership is beyond doubt: its addresses are installed, the first burst of announcements was sent, and
     * one advertisement interval passed without an objection by another router.
     *
     * @param when wall-clock time
     * @param router the router's name
     * @param group its sync group, if it has one
     * @param took since it became master
     */
    record MastershipConfirmed(Instant when, String router, Optional<String> group, Duration took)
            implements VrrpEvent {
        @Override
        public String describe() {
            return "virtual router " + router + ": mastership confirmed after " + took.toMillis() + " ms";
        }
    }

    /**
     * The mastership of every member of a sync group is beyond doubt.
     *
     * @param when wall-clock time
     * @param group the group's name
     * @param took since the group became master
     */
    record GroupMastershipConfirmed(Instant when, String group, Duration took) implements VrrpEvent {
        @Override
        public String describe() {
            return "sync group " + group + ": mastership confirmed after " + took.toMillis() + " ms";
        }
    }

    /**
     * The program asked for something through a {@link VrrpControl}.
     *
     * @param when wall-clock time
     * @param name the sync group or virtual router
     * @param request what was asked
     * @param priority the new priority, if it was for that
     * @param deadline how long it may take
     */
    record HandoverAsked(Instant when, String name, VrrpRequest request, Optional<Priority> priority, Duration deadline)
            implements VrrpEvent {
        @Override
        public String describe() {
            return request.phrase() + " of " + name
                    + priority.map(value -> " to " + value).orElse("") + " asked for within " + deadline.toMillis()
                    + " ms";
        }
    }

    /**
     * A request has reached its end.
     *
     * @param when wall-clock time
     * @param handover who is master now, and how long it took
     */
    record HandoverDone(Instant when, Handover handover) implements VrrpEvent {
        @Override
        public String describe() {
            return handover.describe();
        }
    }

    /**
     * A request has failed.
     *
     * @param when wall-clock time
     * @param name the sync group or virtual router
     * @param request what was asked
     * @param failure why
     * @param stance how it contends from now on
     * @param peer the other router that is the reason, if one is
     */
    record HandoverFailed(
            Instant when,
            String name,
            VrrpRequest request,
            HandoverFailure failure,
            VrrpStance stance,
            Optional<VrrpPeer> peer)
            implements VrrpEvent {
        @Override
        public String describe() {
            return HandoverException.describe(name, request, failure, stance, peer);
        }
    }

    /**
     * A packet was discarded. Each cause is reported once until the router changes its state or its master, which only accepted
     * advertisements and timers bring about; repetitions are counted.
     *
     * @param when wall-clock time
     * @param router the router's name
     * @param error why
     * @param source who sent it
     * @param count how many of this cause the router has discarded so far
     * @param timing how long after the last accepted advertisement, and how long after the packet's reception
     */
    record AdvertisementRejected(
            Instant when, String router, AdvertisementError error, InetAddress source, long count, VrrpTiming timing)
            implements VrrpEvent {
        @Override
        public String describe() {
            return "virtual router " + router + ": advertisement from " + IpAddress.format(source) + " rejected, "
                    + error.describe() + " (" + count + " so far)";
        }
    }

    /**
     * An accepted advertisement names other virtual addresses than ours. Reported once for each sender until it agrees, and no more
     * than once a minute for a sender that changes its mind.
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
     * An accepted advertisement is strange. Each kind is reported once until the router changes its state or its master;
     * repetitions are counted. Other virtual addresses have their own event, {@link AddressListDiffers}.
     *
     * @param when wall-clock time
     * @param router the router's name
     * @param oddity what it is
     * @param advertisement what was accepted
     * @param source who sent it
     * @param count how many of this kind the router has accepted so far
     */
    record AdvertisementOdd(
            Instant when,
            String router,
            AdvertisementOddity oddity,
            Advertisement advertisement,
            InetAddress source,
            long count)
            implements VrrpEvent {
        @Override
        public String describe() {
            String detail = switch (oddity) {
                case INTERVAL_DIFFERS -> " (" + advertisement.interval() + ")";
                case FIRST_ADDRESS_NOT_LINK_LOCAL ->
                    " (" + IpAddress.format(advertisement.addresses().get(0)) + ")";
                case ADDRESS_LIST_DIFFERS, NO_HMAC -> "";
            };
            return "virtual router " + router + ": advertisement from " + IpAddress.format(source) + " accepted, but "
                    + oddity.phrase() + detail + " (" + count + " so far)";
        }
    }

    /**
     * A packet on an interface belongs to no virtual router here. Each cause is reported once for each interface and family;
     * repetitions are counted in {@link VrrpStatus#links}. Other people's routers on a shared link are the usual reason.
     *
     * @param when wall-clock time
     * @param interfaceName where it came
     * @param error why nobody wants it
     * @param source who sent it
     */
    record PacketUnclaimed(Instant when, InterfaceName interfaceName, AdvertisementError error, InetAddress source)
            implements VrrpEvent {
        @Override
        public String describe() {
            return "interface " + interfaceName + ": packet from " + IpAddress.format(source) + " ignored, "
                    + error.describe();
        }
    }

    /**
     * A master hears another one that should not be. Each kind is reported once until the router changes its state;
     * repetitions are counted.
     *
     * @param when wall-clock time
     * @param router the router's name
     * @param conflict what it is
     * @param peer the other router
     * @param count how many of this kind the router has met so far
     * @param timing how long after the last accepted advertisement of another router, and how long after this one's reception
     */
    record ConflictDetected(
            Instant when, String router, PeerConflict conflict, VrrpPeer peer, long count, VrrpTiming timing)
            implements VrrpEvent {
        @Override
        public String describe() {
            return "virtual router " + router + ": " + conflict.phrase() + " (" + peer + ", " + count + " so far)";
        }
    }

    /**
     * A master has outlasted another one: none was heard for one advertisement interval. The addresses were announced again, for
     * the other one's announcements may have come after ours.
     *
     * @param when wall-clock time
     * @param router the router's name
     * @param peer the other router
     * @param lasted from its first advertisement to its last
     */
    record ConflictWon(Instant when, String router, VrrpPeer peer, Duration lasted) implements VrrpEvent {
        @Override
        public String describe() {
            return "virtual router " + router + ": the second master is silent again (" + peer + ", after "
                    + lasted.toMillis() + " ms)";
        }
    }

    /**
     * A tracker of a virtual router has found something else. Told to each router that uses it, before what follows from it.
     *
     * @param when wall-clock time
     * @param router the router's name
     * @param tracker the tracker's name
     * @param from what it had found before
     * @param to what it finds now
     * @param before the router's priority before
     * @param after the router's priority now, which may be the same
     */
    record TrackerChanged(
            Instant when,
            String router,
            String tracker,
            TrackerState from,
            TrackerState to,
            Priority before,
            Priority after)
            implements VrrpEvent {
        @Override
        public String describe() {
            return "virtual router " + router + ": tracker " + tracker + " changes from " + from.describe() + " to "
                    + to.describe() + ", priority "
                    + (before.equals(after) ? "remains " + after : before + " becomes " + after);
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

    /**
     * An address of a router that is not master was added by somebody else. What bears our mark was removed again.
     *
     * @param when wall-clock time
     * @param router the router's name
     * @param address the address as it was found
     * @param removed whether it was ours by its mark and is gone; otherwise remove it by hand, or two hosts answer for it
     */
    record AddressAppeared(Instant when, String router, InterfaceAddress address, boolean removed)
            implements VrrpEvent {
        @Override
        public String describe() {
            return "virtual router " + router + ": it is not master, and somebody added " + address.prefix() + " to "
                    + address.interfaceName()
                    + (removed ? "; it bore our mark and was removed" : "; it does not bear our mark and stays");
        }
    }

    /**
     * Virtual routes or rules of a master had been removed by somebody else, or by the kernel with a link, and were put back.
     *
     * @param when wall-clock time
     * @param router the router's name
     * @param restored each of them, as {@code ip} writes it
     */
    record RoutingRestored(Instant when, String router, List<String> restored) implements VrrpEvent {

        /** Copies the list. */
        public RoutingRestored {
            restored = List.copyOf(restored);
        }

        @Override
        public String describe() {
            return "virtual router " + router + ": put back " + String.join(", ", restored);
        }
    }
}
