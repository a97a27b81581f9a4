package io.github.lvs4j.route;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.style.LvsStyle;
import java.util.Optional;
import java.util.OptionalInt;
import org.immutables.value.Value;

/** A network interface as it is now (rtnetlink(7), RTM_NEWLINK; IFLA_* of linux/if_link.h). Immutable. */
@LvsStyle
@Value.Immutable
public abstract class Link {

    Link() {}

    /** Whether a link can be used and, if not, why (RFC 2863; IF_OPER_* of linux/if.h). */
    public enum OperationalState {
        /** The driver does not say; lo is always so. 0. */
        UNKNOWN,
        /** Some component is missing, as the hardware. 1. */
        NOT_PRESENT,
        /** Set down, or without a signal. 2. */
        DOWN,
        /** The link that this one stands on is down. 3. */
        LOWER_LAYER_DOWN,
        /** In a test mode. 4. */
        TESTING,
        /** Waits for something outside, as 802.1X. 5. */
        DORMANT,
        /** Carries packets. 6. */
        UP
    }

    /**
     * Starts a value.
     *
     * @return an empty builder; index and name must be given
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The kernel's number, which a re-created interface does not keep.
     *
     * @return from 1
     */
    public abstract int index();

    /**
     * The link's name, which {@link NetworkStack#renameLink} can change.
     *
     * @return its name
     */
    public abstract InterfaceName name();

    /**
     * The link-layer address (IFLA_ADDRESS).
     *
     * @return {@link MacAddress#ZERO} if it has none of 48 bits, as a tunnel
     */
    @Value.Default
    public MacAddress mac() {
        return MacAddress.ZERO;
    }

    /**
     * The longest packet (IFLA_MTU).
     *
     * @return bytes, without the link-layer header
     */
    @Value.Default
    public int mtu() {
        return 1500;
    }

    /**
     * Whether the link is administratively up (IFF_UP).
     *
     * @return true if somebody set it up
     */
    @Value.Default
    public boolean up() {
        return false;
    }

    /**
     * Whether it can carry packets (IFF_RUNNING), by {@link #operationalState()}.
     *
     * @return true if the state is {@code UP} or {@code UNKNOWN} and the link is up
     */
    @Value.Default
    public boolean carrier() {
        return false;
    }

    /**
     * Whether the driver has a signal (IFF_LOWER_UP); it can be there some time before {@link #carrier()} is.
     *
     * @return true if there is one
     */
    @Value.Default
    public boolean lowerUp() {
        return carrier();
    }

    /**
     * Whether the link can be used and, if not, why (IFLA_OPERSTATE).
     *
     * @return {@link OperationalState#UNKNOWN} also for a number that lvs4j has no name for
     */
    @Value.Default
    public OperationalState operationalState() {
        return OperationalState.UNKNOWN;
    }

    /**
     * What made the link (IFLA_INFO_KIND).
     *
     * @return as "veth", "macvlan", "vlan"; empty for hardware and lo
     */
    public abstract Optional<String> kind();

    /**
     * The bridge, bond or VRF that the link belongs to (IFLA_MASTER).
     *
     * @return the master's {@link #index()}; empty if there is none
     */
    public abstract OptionalInt masterIndex();

    /**
     * The link that this one stands on, or a veth's peer (IFLA_LINK).
     *
     * @return that one's {@link #index()}, of its own namespace if {@link #isParentElsewhere()}; empty if there is none
     */
    public abstract OptionalInt parentIndex();

    /**
     * Whether {@link #parentIndex()} counts in another network namespace (IFLA_LINK_NETNSID).
     *
     * @return true if it does
     */
    @Value.Default
    public boolean isParentElsewhere() {
        return false;
    }

    /**
     * How a macvlan talks to the others on its parent (IFLA_MACVLAN_MODE).
     *
     * @return empty if the link is no macvlan, or has a mode that lvs4j has no name for
     */
    public abstract Optional<MacvlanMode> macvlanMode();

    /**
     * The ends of an ipip tunnel (IFLA_IPTUN_LOCAL and the next).
     *
     * @return empty if the link is none
     */
    public abstract Optional<IpTunnel> tunnel();

    /**
     * Whether packets can be sent now.
     *
     * @return true if the link is up and has a carrier
     */
    public boolean isUsable() {
        return up() && carrier();
    }

    /** Builds a {@link Link}. Confined to one thread. {@code build()} checks that index and name are given. */
    public static final class Builder extends ImmutableLink.Builder {
        Builder() {}
    }
}
