package io.github.lvs4j.vrrp;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.style.LvsStyle;
import io.github.lvs4j.vrrp.track.TrackerUse;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.immutables.value.Value;

/**
 * The definition of a virtual router as this host takes part in it. Immutable.
 *
 * <p>It is identified by interface, address family and {@link #id()}; the name is for people and sync groups.
 */
@Value.Immutable
@LvsStyle
public abstract class VirtualRouter {

    VirtualRouter() {}

    /**
     * Starts a definition.
     *
     * @return an empty builder; name, id, interface and at least one address are needed
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts a definition with what identifies a virtual router on a network.
     *
     * @param interfaceName the interface, as "eth0"
     * @param id the virtual router id, 1 to 255
     * @return a builder; name and addresses must be given
     * @throws IllegalArgumentException if the name is none the kernel accepts, or the id is out of range
     */
    public static Builder on(String interfaceName, int id) {
        return builder().interfaceName(InterfaceName.of(interfaceName)).id(VirtualRouterId.of(id));
    }

    /**
     * What people and sync groups call it.
     *
     * @return the name, unique in a configuration
     */
    public abstract String name();

    /**
     * Its number on the link.
     *
     * @return the number, unique by interface and family
     */
    public abstract VirtualRouterId id();

    /**
     * Where it advertises.
     *
     * @return the interface
     */
    public abstract InterfaceName interfaceName();

    /**
     * The virtual addresses in the order in which they are sent.
     *
     * @return 1 to 255 addresses of one family
     */
    public abstract List<VirtualAddress> addresses();

    /**
     * The protocol version.
     *
     * @return by default 2 for IPv4 and 3 for IPv6, as keepalived
     */
    @Value.Default
    public VrrpVersion version() {
        return family() == AddressFamily.INET ? VrrpVersion.V2 : VrrpVersion.V3;
    }

    /**
     * Its rank.
     *
     * @return by default 100
     */
    @Value.Default
    public Priority priority() {
        return Priority.DEFAULT;
    }

    /**
     * How often a master advertises.
     *
     * @return by default one second
     */
    @Value.Default
    public Duration advertisementInterval() {
        return Duration.ofSeconds(1);
    }

    /**
     * Authentication, version 2 only.
     *
     * @return by default none
     */
    @Value.Default
    public Authentication authentication() {
        return Authentication.NONE;
    }

    /**
     * Whether it replaces a living master of lower priority.
     *
     * @return by default at once
     */
    @Value.Default
    public Preemption preemption() {
        return Preemption.IMMEDIATE;
    }

    /**
     * How long it keeps out of everything after its start: sends nothing and hears nothing, so that a slow bond or spanning tree
     * cannot make it take a living master for dead (keepalived's {@code vrrp_startup_delay}).
     *
     * @return by default zero, at most a day
     */
    @Value.Default
    public Duration startupDelay() {
        return Duration.ZERO;
    }

    /**
     * How many intervals of silence make a master dead, before the skew time.
     *
     * @return by default 3, as the RFCs have it
     */
    @Value.Default
    public int silentIntervals() {
        return 3;
    }

    /**
     * How a new master announces its addresses.
     *
     * @return by default as keepalived
     */
    @Value.Default
    public AnnouncementPolicy announcement() {
        return AnnouncementPolicy.DEFAULT;
    }

    /**
     * Whether the kernel removes the addresses of a director that was killed.
     *
     * @return by default for intervals of one second and more
     */
    @Value.Default
    public LeasePolicy lease() {
        return LeasePolicy.AUTOMATIC;
    }

    /**
     * The address to send from.
     *
     * @return empty for the interface's first address
     */
    public abstract Optional<InetAddress> sourceAddress();

    /**
     * Whom to advertise to instead of the multicast group, and from whom to accept.
     *
     * @return by default nobody: multicast
     */
    public abstract List<InetAddress> unicastPeers();

    /**
     * Whether an advertisement with other virtual addresses is rejected. Otherwise it is accepted and reported.
     *
     * @return by default false
     */
    @Value.Default
    public boolean strictAddressList() {
        return false;
    }

    /**
     * Whether a virtual address that is already present, and does not bear our mark, is taken over instead of refused.
     *
     * @return by default false
     */
    @Value.Default
    public boolean adoptAddresses() {
        return false;
    }

    /**
     * Addresses that are installed and announced like the virtual addresses but not advertised (keepalived's {@code
     * virtual_ipaddress_excluded}), of either family and of any number.
     *
     * @return by default none
     */
    public abstract List<VirtualAddress> excludedAddresses();

    /**
     * Routes that move with the mastership: added after the addresses, removed before them, put back when they are lost. They
     * bear our protocol number, which tells ours from others.
     *
     * @return by default none
     */
    public abstract List<Route> virtualRoutes();

    /**
     * Policy rules that move with the mastership: added after the routes, removed before them, put back when they are lost.
     * They bear our protocol number.
     *
     * @return by default none
     */
    public abstract List<PolicyRule> virtualRules();

    /**
     * Whether the addresses are reached by the virtual router's own link-layer address.
     *
     * @return by default not: by the interface's
     */
    public abstract Optional<VirtualMac> virtualMac();

    /**
     * The macvlan of the virtual MAC.
     *
     * @return its name; empty without virtual MAC
     */
    public Optional<InterfaceName> virtualMacInterface() {
        return virtualMac().map(mac -> mac.name().orElseGet(() -> InterfaceName.of("vrrp." + id())));
    }

    /**
     * The addresses that a master holds: the virtual ones, then the excluded ones.
     *
     * @return in the order in which they are installed
     */
    public List<VirtualAddress> installedAddresses() {
        return Stream.concat(addresses().stream(), excludedAddresses().stream()).toList();
    }

    /**
     * Where an address is installed.
     *
     * @param address one of {@link #installedAddresses()}
     * @return its own interface, or else the virtual MAC's, or else the virtual router's
     */
    public InterfaceName placeOf(VirtualAddress address) {
        return address.interfaceName().or(this::virtualMacInterface).orElseGet(this::interfaceName);
    }

    /**
     * The checksum to send in version 3 over IPv4. Both forms are accepted.
     *
     * @return by default with the pseudo-header, as keepalived and FRR
     */
    @Value.Default
    public ChecksumPolicy checksum() {
        return ChecksumPolicy.WITH_PSEUDO_HEADER;
    }

    /**
     * Which intervals of a master a backup adopts in version 3. Other masters are rejected.
     *
     * @return by default all that the protocol has
     */
    @Value.Default
    public LearnedIntervals learnedIntervals() {
        return LearnedIntervals.ANY;
    }

    /**
     * The lowest TTL or hop limit with which a unicast advertisement is accepted. Multicast ones must have 255 in any case, and
     * everything that this router sends has 255. Where peers are behind routers, allow for one less each.
     *
     * @return by default 255 for IPv4, and 64 for IPv6, with which keepalived sends unicast
     */
    @Value.Default
    public int leastUnicastTimeToLive() {
        return family() == AddressFamily.INET ? 255 : 64;
    }

    /**
     * Whether a unicast advertisement from anybody but the {@link #unicastPeers} is rejected. Without this check whoever can
     * send a packet to this host takes part, unless authentication keeps him out.
     *
     * @return by default true
     */
    @Value.Default
    public boolean checkUnicastSource() {
        return true;
    }

    /**
     * Authentication by a trailer with time stamp and HMAC, for both versions. <strong>Experimental.</strong>
     *
     * @return by default none
     */
    public abstract Optional<Hmac> hmac();

    /**
     * What lowers or raises its priority, and what it cannot be master without, besides the trackers of its sync group.
     *
     * @return by default nothing but its own interfaces
     */
    public abstract List<TrackerUse> trackers();

    /**
     * The family of its addresses.
     *
     * @return IPv4 or IPv6
     */
    public AddressFamily family() {
        return addresses().get(0).prefix().family();
    }

    /**
     * Whether the addresses are leased.
     *
     * @return the decision of {@link #lease()} for this interval
     */
    public boolean isLeased() {
        return switch (lease()) {
            case ON -> true;
            case OFF -> false;
            case AUTOMATIC -> advertisementInterval().compareTo(Duration.ofSeconds(1)) >= 0;
        };
    }

    /**
     * How long a leased address lives after it was prolonged last, with an advertisement or halfway to the next: as long as a
     * backup waits for after that, less the half second by which the kernel may be late, in the whole seconds that it counts,
     * rounded down, at least one.
     *
     * @return whole seconds; 2 at an interval of 1 s, 4 at 2 s
     */
    public Duration leaseTime() {
        Duration half = advertisementInterval().dividedBy(2);
        Duration silence = half.multipliedBy(2L * silentIntervals() - 1);
        return Duration.ofSeconds(Math.max(1, silence.minusMillis(500).toSeconds()));
    }

    /**
     * The virtual addresses without prefix length and interface.
     *
     * @return the addresses as an advertisement carries them
     */
    public List<InetAddress> advertisedAddresses() {
        return addresses().stream().map(address -> address.prefix().address()).toList();
    }

    /**
     * What works but was probably meant otherwise.
     *
     * @return one sentence each, for {@link VrrpConfig#warnings}
     */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (authentication() instanceof Authentication.SimpleText text && text.isCut()) {
            warnings.add("the password is longer than 8 bytes, of which VRRP sends the first 8, as keepalived does");
        }
        if (authentication() instanceof Authentication.AuthenticationHeader header && header.isCut()) {
            warnings.add("the password is longer than 8 bytes, of which the first 8 are the key, as in keepalived");
        }
        InetAddress first = advertisedAddresses().get(0);
        if (family() == AddressFamily.INET6 && !first.isLinkLocalAddress()) {
            warnings.add("the first address is " + IpAddress.format(first)
                    + "; RFC 9568 wants a link-local one there (erratum 8300), and a strict peer may discard this");
        }
        return warnings;
    }

    @Value.Check
    void check() {
        require(!name().isBlank(), "has no name");
        require(
                !addresses().isEmpty() && addresses().size() <= 255,
                "needs 1 to 255 virtual addresses, not " + addresses().size());
        for (VirtualAddress address : addresses()) {
            require(
                    address.prefix().family() == family(),
                    "mixes " + addresses().get(0) + " and " + address + ": make one virtual router per family");
        }
        require(
                List.copyOf(new java.util.LinkedHashSet<>(advertisedAddresses()))
                        .equals(advertisedAddresses()),
                "has a virtual address twice: " + addresses());
        checkDuties();
        require(priority().value() != 0, "has priority 0, which means stepping down: use 1 to 255");
        require(
                silentIntervals() >= 1 && silentIntervals() <= 100,
                "waits for " + silentIntervals() + " silent intervals: use 1 to 100");
        require(
                !startupDelay().isNegative() && startupDelay().compareTo(Duration.ofDays(1)) <= 0,
                "has a start-up delay of " + startupDelay() + ": use 0 to a day");
        boolean v2 = version() == VrrpVersion.V2;
        require(!v2 || family() == AddressFamily.INET, "uses version 2, which has no IPv6: use version 3");
        require(
                v2 || authentication().equals(Authentication.NONE),
                "has authentication, which version 3 has not: remove it or use version 2");
        try {
            version().checkInterval(advertisementInterval());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("virtual router " + name() + ": " + e.getMessage(), e);
        }
        require(
                learnedIntervals().contain(advertisementInterval()),
                "advertises each " + advertisementInterval() + ", which is outside the intervals that it accepts: "
                        + learnedIntervals());
        require(
                leastUnicastTimeToLive() >= 0 && leastUnicastTimeToLive() <= 255,
                "asks for a TTL of " + leastUnicastTimeToLive() + ": use 0 to 255");
        require(
                hmac().isEmpty() || !(authentication() instanceof Authentication.AuthenticationHeader),
                "has both an authentication header and an HMAC trailer: the latter is enough");
        sourceAddress().ifPresent(this::checkFamily);
        unicastPeers().forEach(this::checkFamily);
    }

    private void checkDuties() {
        Set<InetAddress> seen = new HashSet<>(advertisedAddresses());
        for (VirtualAddress address : excludedAddresses()) {
            require(
                    seen.add(address.prefix().address()),
                    "has the excluded address " + address + " twice, or as a virtual address too");
        }
        for (Route route : virtualRoutes()) {
            require(route.protocol().equals(RouteProtocol.LVS4J), "has a route of another protocol: " + route);
        }
        for (PolicyRule rule : virtualRules()) {
            require(rule.protocol().equals(RouteProtocol.LVS4J), "has a policy rule of another protocol: " + rule);
        }
        require(
                !virtualMacInterface().equals(Optional.of(interfaceName())),
                "gives its virtual MAC to " + interfaceName() + ", which is to be below it: name another");
    }

    private void checkFamily(InetAddress address) {
        require(AddressFamily.of(address) == family(), "is " + family() + " and cannot use " + address);
    }

    private void require(boolean condition, String complaint) {
        if (!condition) {
            throw new IllegalArgumentException("virtual router " + name() + " " + complaint);
        }
    }

    /** Builds a virtual router. Not thread-safe. */
    public static final class Builder extends ImmutableVirtualRouter.Builder {

        Builder() {}

        /**
         * Adds virtual addresses.
         *
         * @param texts addresses with or without prefix length
         * @return this builder
         * @throws IllegalArgumentException if a text is no address
         */
        public Builder addresses(String... texts) {
            for (String text : texts) {
                addAddresses(VirtualAddress.parse(text));
            }
            return this;
        }
    }
}
