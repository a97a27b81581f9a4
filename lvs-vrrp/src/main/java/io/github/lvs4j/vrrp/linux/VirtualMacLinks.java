package io.github.lvs4j.vrrp.linux;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.NewLink;
import io.github.lvs4j.vrrp.VirtualMac;
import io.github.lvs4j.vrrp.VirtualRouter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The macvlans of virtual MACs. One is known as ours by its name, its parent and its address, which no interface but a virtual
 * router's has. One thread at a time.
 */
final class VirtualMacLinks {

    private final NetworkStack stack;
    private final InterfaceSysctls sysctls;
    private final Map<InterfaceName, Map<String, String>> before = new HashMap<>();

    VirtualMacLinks(NetworkStack stack, InterfaceSysctls sysctls) {
        this.stack = stack;
        this.sysctls = sysctls;
    }

    /**
     * Refuses an interface that is in the way.
     *
     * @throws AlreadyExistsException if one of the name is no macvlan of the virtual router
     */
    void check(VirtualRouter router) {
        router.virtualMacInterface().flatMap(stack::link).ifPresent(found -> {
            if (!isOurs(router, found)) {
                throw new AlreadyExistsException(
                        "start virtual router " + router.name(),
                        0,
                        "",
                        "there is an interface " + found.name() + ", which is no macvlan of " + macOf(router) + " on "
                                + router.interfaceName() + ": remove it (ip link del " + found.name()
                                + "), or give the virtual MAC another name");
            }
        });
    }

    /** Makes it, or takes over what a killed run left; it is down then. */
    void prepare(VirtualRouter router) {
        router.virtualMac().ifPresent(virtual -> {
            InterfaceName name = router.virtualMacInterface().orElseThrow();
            Optional<Link> left = stack.link(name);
            if (left.isPresent() && !left.get().macvlanMode().equals(Optional.of(virtual.mode()))) {
                stack.removeLink(name);
                left = Optional.empty();
            }
            if (left.isPresent()) {
                configure(router, name);
                stack.setLinkUp(name, false);
            } else {
                make(router, virtual, name);
            }
        });
    }

    /** Sets it up; makes it anew if it has gone with its interface, or by somebody's hand. */
    void raise(VirtualRouter router) {
        router.virtualMac().ifPresent(virtual -> {
            InterfaceName name = router.virtualMacInterface().orElseThrow();
            Optional<Link> link = stack.link(name);
            if (link.isEmpty()) {
                make(router, virtual, name);
            }
            if (link.isEmpty() || !link.get().up()) {
                stack.setLinkUp(name, true);
            }
        });
    }

    void lower(VirtualRouter router) {
        router.virtualMacInterface().ifPresent(name -> {
            try {
                stack.setLinkUp(name, false);
            } catch (NotFoundException gone) {
                // with its interface: as wanted
            }
        });
    }

    boolean isRaised(VirtualRouter router) {
        return router.virtualMacInterface()
                .map(name -> stack.link(name).map(Link::up).orElse(false))
                .orElse(true);
    }

    /** Removes it, if it is ours, and gives its interface back the settings that it had. */
    void remove(VirtualRouter router) {
        router.virtualMacInterface().ifPresent(name -> {
            Optional<Link> link = stack.link(name);
            try {
                if (link.isPresent() && isOurs(router, link.get())) {
                    stack.removeLink(name);
                }
            } catch (NotFoundException gone) {
                // as wanted
            }
            Map<String, String> changed = before.remove(router.interfaceName());
            if (changed != null) {
                changed.forEach((key, value) -> sysctls.write(AddressFamily.INET, router.interfaceName(), key, value));
            }
        });
    }

    private void make(VirtualRouter router, VirtualMac virtual, InterfaceName name) {
        stack.addLink(
                NewLink.macvlan(name, router.interfaceName(), virtual.mode()).withMac(macOf(router)));
        configure(router, name);
    }

    private boolean isOurs(VirtualRouter router, Link found) {
        return found.kind().equals(Optional.of("macvlan"))
                && found.mac().equals(macOf(router))
                && stack.link(router.interfaceName())
                        .filter(base -> found.parentIndex().orElse(0) == base.index())
                        .isPresent();
    }

    /**
     * IPv4: requests that reach both interfaces are answered by the one that has the address, and a packet's way back need not
     * lead through the macvlan, which has no network. IPv6: no address derived from the virtual MAC, which the other director
     * would derive too, and nothing learned from router advertisements; forwarding as on the interface, for it shows in
     * neighbour advertisements.
     */
    private void configure(VirtualRouter router, InterfaceName name) {
        InterfaceName base = router.interfaceName();
        boolean strict = !sysctls.read(AddressFamily.INET, "all", "rp_filter").equals("0");
        sysctls.write(AddressFamily.INET, name, "arp_ignore", "1");
        sysctls.write(AddressFamily.INET, name, "rp_filter", strict ? "2" : "0");
        sysctls.write(AddressFamily.INET, name, "promote_secondaries", "1");
        sysctls.copy(AddressFamily.INET, base, name, "forwarding");
        sysctls.write(AddressFamily.INET6, name, "addr_gen_mode", "1");
        sysctls.write(AddressFamily.INET6, name, "accept_ra", "0");
        sysctls.write(AddressFamily.INET6, name, "autoconf", "0");
        sysctls.copy(AddressFamily.INET6, base, name, "forwarding");
        boolean answersArp = router.installedAddresses().stream()
                .anyMatch(address -> address.prefix().family() == AddressFamily.INET);
        if (answersArp) {
            raiseTo(base, "arp_ignore", 1); // answer for own addresses only
            raiseTo(base, "arp_announce", 2); // ask with own addresses only: who is asked learns the asker
        }
    }

    private void raiseTo(InterfaceName base, String key, int least) {
        String present = sysctls.read(AddressFamily.INET, base.value(), key);
        if (Integer.parseInt(present) < least) {
            before.computeIfAbsent(base, name -> new HashMap<>()).putIfAbsent(key, present);
            sysctls.write(AddressFamily.INET, base, key, Integer.toString(least));
        }
    }

    private static MacAddress macOf(VirtualRouter router) {
        return VirtualMac.addressOf(router.id(), router.family());
    }
}
