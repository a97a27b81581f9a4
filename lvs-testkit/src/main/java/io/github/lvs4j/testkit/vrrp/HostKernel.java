package io.github.lvs4j.testkit.vrrp;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.NetworkTopic;
import io.github.lvs4j.testkit.net.InMemoryNetworkStack;
import io.github.lvs4j.testkit.time.ManualTicker;
import io.github.lvs4j.testkit.time.ManualTimerService;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The kernel of one host: an {@link InMemoryNetworkStack} whose lifetimes end on virtual time, up to 0.4 s late, as measured on a
 * real one. It goes on whatever becomes of the process.
 */
final class HostKernel {

    private static final long EXPIRY_SLACK = 400_000_000;

    private record Held(InterfaceName where, InetAddress address) {}

    private final SimulatedHost host;
    private final EventQueue time;
    private final SplittableRandom random;
    private final ManualTimerService lifetimes = new ManualTimerService(new ManualTicker(0));
    private final InMemoryNetworkStack stack = new InMemoryNetworkStack(lifetimes, Runnable::run);
    private final Set<Held> held = new LinkedHashSet<>();
    private final Set<Held> base = new LinkedHashSet<>();
    private final Map<InterfaceName, HostPort> macvlans = new HashMap<>(); // and what they are on
    private EventQueue.@Nullable Planned expiry;
    private boolean plugging;

    HostKernel(SimulatedHost host, EventQueue time, SplittableRandom random) {
        this.host = host;
        this.time = time;
        this.random = random;
        stack.subscribe(Set.of(NetworkTopic.ADDRESSES), this::onAddress);
    }

    /** One more view of it, for a process. */
    NetworkStack openStack() {
        return stack.openAnother();
    }

    void plugIn(HostPort port) {
        InterfaceName name = port.name();
        int link = port.link().number();
        plugging = true;
        stack.addLink(name);
        stack.setLinkMac(name, new MacAddress(0x0200_0000_0000L + link * 0x1_0000L + host.number() + 10));
        // The last byte grows with the host's number past 127: whoever compares signed bytes is found out.
        int last = 11 + 61 * (host.number() % 4) + host.number() / 4;
        IpPrefix prefix = IpPrefix.parse((link % 2 == 0 ? "10." : "198.") + link + ".0." + last + "/24");
        stack.addAddress(
                InterfaceAddress.builder().interfaceName(name).prefix(prefix).build());
        stack.setLinkUp(name, true);
        for (Held present : held) {
            if (present.where().equals(name)) {
                base.add(present);
            }
        }
        plugging = false;
    }

    /** The port of an interface, or the one below a macvlan. */
    HostPort portOf(InterfaceName where) {
        HostPort port = findPort(where);
        return port != null ? port : host.port(where);
    }

    private @Nullable HostPort findPort(InterfaceName where) {
        HostPort port = host.findPort(where);
        if (port == null) {
            port = macvlans.get(where);
        }
        if (port == null) {
            port = stack.link(where)
                    .filter(link -> link.kind().equals(Optional.of("macvlan")))
                    .flatMap(link -> stack.link(link.parentIndex().orElse(0)))
                    .map(below -> host.findPort(below.name()))
                    .orElse(null);
            if (port != null) {
                macvlans.put(where, port);
            }
        }
        return port;
    }

    boolean isUp(InterfaceName where) {
        return stack.link(where).filter(link -> link.up()).isPresent();
    }

    /** What advertisements of a family are sent from. */
    InetAddress sourceOf(HostPort port, AddressFamily family) {
        return base.stream()
                .filter(one -> one.where().equals(port.name()) && AddressFamily.of(one.address()) == family)
                .findFirst()
                .orElseThrow()
                .address();
    }

    boolean hasBaseAddress(InterfaceName where, InetAddress address) {
        return base.contains(new Held(where, address)) && held.contains(new Held(where, address));
    }

    /** Every address that does not belong to the host itself. */
    Set<InetAddress> virtualAddresses() {
        Set<InetAddress> addresses = new LinkedHashSet<>();
        for (Held one : held) {
            if (isVirtual(one)) {
                addresses.add(one.address());
            }
        }
        return addresses;
    }

    private boolean isVirtual(Held one) {
        boolean own = one.address().isLinkLocalAddress() && host.findPort(one.where()) == null; // a macvlan's
        return !own && !base.contains(one) && !one.where().value().equals("lo");
    }

    boolean holds(InetAddress address) {
        for (Held one : held) {
            if (one.address().equals(address)) {
                return true;
            }
        }
        return false;
    }

    void setUp(HostPort port, boolean up) {
        sync();
        stack.setLinkUp(port.name(), up);
        port.up(up);
        ownership(port);
        planExpiry();
    }

    void setPlugged(HostPort port, boolean plugged) {
        sync();
        stack.setCarrier(port.name(), plugged);
        port.plugged(plugged);
        ownership(port);
        planExpiry();
    }

    /** Somebody else removes an address behind the process's back. */
    void remove(InetAddress address) {
        sync();
        stack.addresses().stream()
                .filter(one -> one.prefix().address().equals(address))
                .forEach(stack::removeAddress);
        planExpiry();
    }

    /** Sets its clock; what has expired meanwhile goes now. */
    void sync() {
        long behind = time.nowNanos() - lifetimes.ticker().nowNanos();
        if (behind > 0) {
            lifetimes.advance(Duration.ofNanos(behind));
        }
    }

    /** Sees to it that lifetimes end though nobody calls. */
    void planExpiry() {
        if (lifetimes.size() == 0) {
            return;
        }
        long behind = time.nowNanos() - lifetimes.ticker().nowNanos();
        long wait = lifetimes.untilNext().orElseThrow().toNanos() - behind;
        EventQueue.Planned present = expiry;
        if (present != null) {
            if (present.atNanos() <= time.nowNanos() + wait + EXPIRY_SLACK) {
                return;
            }
            present.cancel();
        }
        expiry = time.plan(wait + random.nextLong(EXPIRY_SLACK), () -> {
            expiry = null;
            sync();
            planExpiry();
        });
    }

    private void onAddress(NetworkEvent event) {
        if (event instanceof NetworkEvent.AddressAdded added) {
            change(added.address(), true);
        } else if (event instanceof NetworkEvent.AddressRemoved removed) {
            change(removed.address(), false);
        }
    }

    private void change(InterfaceAddress address, boolean present) {
        InterfaceName where = address.interfaceName();
        Held one = new Held(where, address.prefix().address());
        if (present ? !held.add(one) : !held.remove(one)) {
            return; // a lease that was prolonged
        }
        HostPort port = findPort(where);
        if (port == null || !isVirtual(one) || plugging) {
            return;
        }
        SimulatedLan lan = host.lan();
        lan.ownership()
                .changed(time.nowNanos(), port.link().name(), one.address(), host.name(), present && port.hasCarrier());
        lan.record(
                new Happening.AddressChanged(lan.now(), host.name(), port.link().name(), one.address(), present));
    }

    private void ownership(HostPort port) {
        for (Held one : held) {
            if (port.equals(findPort(one.where())) && isVirtual(one)) {
                host.lan()
                        .ownership()
                        .changed(time.nowNanos(), port.link().name(), one.address(), host.name(), port.hasCarrier());
            }
        }
    }
}
