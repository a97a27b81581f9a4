package io.github.lvs4j.route;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.style.LvsStyle;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/** An address on an interface (rtnetlink(7), RTM_NEWADDR). Immutable. */
@LvsStyle
@Value.Immutable
public abstract class InterfaceAddress {

    InterfaceAddress() {}

    /** What the kernel says of an address (IFA_F_* of linux/if_addr.h). */
    public enum State {
        /** It has no end (IFA_F_PERMANENT). */
        PERMANENT(0x80),
        /** IPv4: not the first of its network, and gone with that one, see {@link NetworkStack#removeAddress}. */
        SECONDARY(0x01),
        /** IPv6: made by the kernel for privacy (IFA_F_TEMPORARY). */
        TEMPORARY(0x01),
        /** IPv6: used although {@link #TENTATIVE} (IFA_F_OPTIMISTIC). */
        OPTIMISTIC(0x04),
        /** IPv6: another host has it (IFA_F_DADFAILED). */
        DETECTION_FAILED(0x08),
        /** No longer chosen as a source: its preferred lifetime is over (IFA_F_DEPRECATED). */
        DEPRECATED(0x20),
        /** IPv6: it is not known yet whether another host has it (IFA_F_TENTATIVE). */
        TENTATIVE(0x40),
        /** IPv6: a stable address made by the kernel (IFA_F_STABLE_PRIVACY). */
        STABLE_PRIVACY(0x800);

        private final int bit;

        State(int bit) {
            this.bit = bit;
        }

        /**
         * The kernel's flag. {@link #SECONDARY} and {@link #TEMPORARY} share theirs.
         *
         * @return IFA_F_*
         */
        public int bit() {
            return bit;
        }
    }

    /**
     * Starts a value.
     *
     * @return an empty builder; interface and prefix must be given
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * An address without further attributes.
     *
     * @param interfaceName where it is
     * @param prefix address and prefix length
     * @return the address
     */
    public static InterfaceAddress of(InterfaceName interfaceName, IpPrefix prefix) {
        return builder().interfaceName(interfaceName).prefix(prefix).build();
    }

    /**
     * Where the address is.
     *
     * @return the interface's name
     */
    public abstract InterfaceName interfaceName();

    /**
     * The address with its network's length; host bits are the address. With a {@link #peer()}, the length is that of the
     * peer's network.
     *
     * @return address and prefix length
     */
    public abstract IpPrefix prefix();

    /**
     * The address at the other end of a point-to-point link (IFA_ADDRESS where it is not IFA_LOCAL).
     *
     * @return empty if there is no such end
     */
    public abstract Optional<InetAddress> peer();

    /**
     * IPv4 label, which old tools show as an alias interface, as "eth1:1".
     *
     * @return empty if it is the interface's name
     */
    public abstract Optional<String> label();

    /**
     * IPv4 broadcast address.
     *
     * @return empty if there is none
     */
    public abstract Optional<InetAddress> broadcast();

    /**
     * Where the address is valid (RT_SCOPE_*).
     *
     * @return 0 for global, which is the default, 253 for link, 254 for host
     */
    @Value.Default
    public int scope() {
        return 0;
    }

    /**
     * After which time the kernel removes the address by itself (IFA_CACHEINFO ifa_valid).
     *
     * @return empty for ever, else whole seconds: the remaining time when read
     */
    public abstract Optional<Duration> validLifetime();

    /**
     * After which time the address is no longer chosen as a source (IFA_CACHEINFO ifa_prefered).
     *
     * @return empty for as long as it is valid, else whole seconds; zero means deprecated at once
     */
    public abstract Optional<Duration> preferredLifetime();

    /**
     * Whether duplicate address detection is skipped (IFA_F_NODAD, IPv6 only).
     *
     * @return false unless set
     */
    @Value.Default
    public boolean noDuplicateDetection() {
        return false;
    }

    /**
     * Whether the kernel adds no route to the address's network (IFA_F_NOPREFIXROUTE).
     *
     * @return false unless set
     */
    @Value.Default
    public boolean noPrefixRoute() {
        return false;
    }

    /**
     * Metric of the route to the address's network that the kernel adds (IFA_RT_PRIORITY, kernel 4.18).
     *
     * @return 0 for the kernel's own: none for IPv4, 256 for IPv6
     */
    @Value.Default
    public long routeMetric() {
        return 0;
    }

    /**
     * Whether the address is the home address of a mobile host (IFA_F_HOMEADDRESS, IPv6 only).
     *
     * @return false unless set
     */
    @Value.Default
    public boolean homeAddress() {
        return false;
    }

    /**
     * Whether the kernel makes temporary addresses after this one (IFA_F_MANAGETEMPADDR, IPv6 with /64 only; RFC 8981).
     *
     * @return false unless set
     */
    @Value.Default
    public boolean managesTemporaryAddresses() {
        return false;
    }

    /**
     * Whether the kernel joins the address, a multicast one, as a group (IFA_F_MCAUTOJOIN).
     *
     * @return false unless set
     */
    @Value.Default
    public boolean autoJoin() {
        return false;
    }

    /**
     * What the kernel says of the address when it is read. Does not count when addresses are compared, and is not written.
     *
     * @return empty for a value that was not read
     */
    @Value.Auxiliary
    public abstract Set<State> states();

    /**
     * Whether packets can be sent from the address: it is neither being looked for elsewhere nor known to be there.
     *
     * @return true also for a value that was not read
     */
    public boolean isUsable() {
        return !states().contains(State.DETECTION_FAILED)
                && (!states().contains(State.TENTATIVE) || states().contains(State.OPTIMISTIC));
    }

    /**
     * Who added the address (IFA_PROTO, kernel 5.18; older kernels do not store it and report 0).
     *
     * @return {@link RouteProtocol#UNSPECIFIED} unless set
     */
    @Value.Default
    public RouteProtocol protocol() {
        return RouteProtocol.UNSPECIFIED;
    }

    @Value.Check
    void check() {
        peer().filter(end -> AddressFamily.of(end) != prefix().family()).ifPresent(end -> {
            throw new IllegalArgumentException(
                    "peer " + IpAddress.format(end) + " of " + prefix() + " is of the other family");
        });
        label().ifPresent(label -> {
            boolean fits = label.equals(interfaceName().value()) || label.startsWith(interfaceName() + ":");
            if (!fits || label.length() > 15) {
                throw new IllegalArgumentException("label \"" + label + "\" of " + prefix() + ": it must begin with \""
                        + interfaceName() + ":\" and have at most 15 characters");
            }
        });
        if (routeMetric() < 0 || routeMetric() > 0xffff_ffffL) {
            throw new IllegalArgumentException(
                    "route metric " + routeMetric() + " of " + prefix() + " is out of range: 0 to 4294967295");
        }
        validLifetime().ifPresent(time -> checkLifetime("valid", time, 1));
        preferredLifetime().ifPresent(time -> checkLifetime("preferred", time, 0));
    }

    private void checkLifetime(String name, Duration time, int least) {
        if (time.getNano() != 0 || time.getSeconds() < least || time.getSeconds() >= 0xffff_ffffL) {
            throw new IllegalArgumentException(name + " lifetime " + time + " of " + prefix()
                    + " is out of range: whole seconds, " + least + " to 4294967294");
        }
    }

    /** Builds an {@link InterfaceAddress}. Confined to one thread. {@code build()} checks what the accessors promise. */
    public static final class Builder extends ImmutableInterfaceAddress.Builder {
        Builder() {}
    }
}
