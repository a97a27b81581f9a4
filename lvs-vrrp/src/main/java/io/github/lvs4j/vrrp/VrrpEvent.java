package io.github.lvs4j.vrrp;

import io.github.lvs4j.event.LvsEvent;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.vrrp.packet.Advertisement;
import io.github.lvs4j.vrrp.packet.AdvertisementError;
import io.github.lvs4j.vrrp.packet.AdvertisementOddity;
import java.net.InetAddress;
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
     * A packet was discarded. Each cause is reported once until the router changes its state or its master, which only accepted
     * advertisements and timers bring about; repetitions are counted.
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
