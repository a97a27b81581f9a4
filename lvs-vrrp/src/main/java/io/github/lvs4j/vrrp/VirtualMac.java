package io.github.lvs4j.vrrp;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.route.MacvlanMode;
import java.util.Optional;

/**
 * That the virtual addresses are reached by the virtual router's own link-layer address (RFC 9568 section 7.3), which moves with
 * them, so that no neighbour has to learn another one. Immutable.
 *
 * <p>A macvlan of that address is made on the virtual router's interface at the start and removed at the end; one that a killed
 * run left is taken over. It is up only while this router is master, for a backup must discard what is sent to the virtual
 * address (keepalived leaves it up). It generates no address of its own, and answers ARP for its own addresses only. The
 * interface below it must do so too, or neighbours would learn its MAC for the virtual addresses, from its answers and from its
 * questions: while the virtual router runs, its sysctls {@code arp_ignore} and {@code arp_announce} are at least 1 and 2.
 *
 * @param name the macvlan's name; empty for "vrrp." and the virtual router id
 * @param mode whether macvlans of one interface hear each other
 * @param transmitOnBase whether advertisements come from the interface's own address instead of the virtual one; those to
 *     unicast peers always do
 */
public record VirtualMac(Optional<InterfaceName> name, MacvlanMode mode, boolean transmitOnBase) {

    /** As keepalived's {@code use_vmac}: a private macvlan vrrp.VRID that also sends the advertisements. */
    public static final VirtualMac DEFAULT = new VirtualMac(Optional.empty(), MacvlanMode.PRIVATE, false);

    private static final long IPV4_PREFIX = 0x0000_5e00_0100L;
    private static final long IPV6_PREFIX = 0x0000_5e00_0200L;

    /**
     * Checks the mode.
     *
     * @throws IllegalArgumentException if a macvlan of this mode has no address of its own, or filters by sender
     */
    public VirtualMac {
        if (mode == MacvlanMode.PASSTHRU || mode == MacvlanMode.SOURCE) {
            throw new IllegalArgumentException("a virtual MAC cannot use a macvlan of mode " + mode
                    + ": use PRIVATE, as keepalived, or BRIDGE, as FRR");
        }
    }

    /**
     * The same on a macvlan of this name.
     *
     * @param value 1 to 15 characters
     * @return a copy
     * @throws IllegalArgumentException if the kernel does not accept the name
     */
    public VirtualMac named(String value) {
        return new VirtualMac(Optional.of(InterfaceName.of(value)), mode, transmitOnBase);
    }

    /**
     * The same with advertisements from the interface's own address.
     *
     * @return a copy
     */
    public VirtualMac transmittingOnBase() {
        return new VirtualMac(name, mode, true);
    }

    /**
     * The same with another mode.
     *
     * @param value private, VEPA or bridge
     * @return a copy
     */
    public VirtualMac withMode(MacvlanMode value) {
        return new VirtualMac(name, value, transmitOnBase);
    }

    /**
     * The link-layer address of a virtual router (RFC 9568 section 7.3).
     *
     * @param id its number
     * @param family its family
     * @return 00:00:5e:00:01:VRID for IPv4, 00:00:5e:00:02:VRID for IPv6
     */
    public static MacAddress addressOf(VirtualRouterId id, AddressFamily family) {
        return new MacAddress((family == AddressFamily.INET ? IPV4_PREFIX : IPV6_PREFIX) | id.value());
    }
}
