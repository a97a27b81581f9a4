package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.netlink.namespace.NetworkNamespace;
import io.github.lvs4j.netlink.route.NetlinkNetworkStack;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.MacvlanMode;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.NetworkState;
import io.github.lvs4j.route.NetworkTopic;
import io.github.lvs4j.route.NewLink;
import java.io.File;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Links made and removed, addresses that come and go, with a subscriber: what is left is what was there. */
final class NetworkChurn {

    private static final Set<NetworkTopic> TOPICS = EnumSet.complementOf(EnumSet.of(NetworkTopic.NEIGHBORS));
    private static final InterfaceName BASE = InterfaceName.of("base");
    private static final InterfaceName VIRTUAL = InterfaceName.of("vrrp.51");

    private NetworkChurn() {}

    static void run(int rounds) {
        try (NetworkNamespace namespace = NetworkNamespace.create();
                NetworkStack stack = namespace.open(NetlinkNetworkStack::open)) {
            stack.setLinkUp(InterfaceName.of("lo"), true);
            stack.addLink(NewLink.veth(BASE, InterfaceName.of("peer")).withUp());
            stack.setLinkUp(InterfaceName.of("peer"), true);
            round(stack); // loads classes and libraries
            TwoHosts.until("IPv6 has settled", () -> stack.addresses().stream().allMatch(InterfaceAddress::isUsable));
            int descriptors = descriptors();
            int threads = threads();
            NetworkState before = NetworkState.read(stack, TOPICS);
            for (int i = 0; i < rounds; i++) {
                round(stack);
            }
            assertThat(before.eventsTo(NetworkState.read(stack, TOPICS))).isEmpty();
            TwoHosts.until("every thread has ended", () -> threads() <= threads);
            TwoHosts.until("every descriptor is closed", () -> descriptors() <= descriptors);
        }
    }

    @SuppressWarnings("try") // the subscription is closed and not otherwise used
    private static void round(NetworkStack stack) {
        List<NetworkEvent> heard = new CopyOnWriteArrayList<>();
        try (NetworkStack.Subscription subscription = stack.subscribe(TOPICS, event -> {
            heard.add(event);
        })) {
            stack.addLink(NewLink.macvlan(VIRTUAL, BASE, MacvlanMode.PRIVATE)
                    .withMac(MacAddress.parse("00:00:5e:00:01:33"))
                    .withUp());
            InterfaceAddress address = InterfaceAddress.of(VIRTUAL, IpPrefix.parse("192.0.2.11/32"));
            for (int flap = 0; flap < 3; flap++) {
                stack.addAddress(address);
                stack.removeAddress(address);
            }
            stack.removeLink(VIRTUAL);
            TwoHosts.until(() -> "the removal is told last: " + heard, () -> isRemovedLast(heard));
        }
    }

    /** A reading may tell of it before the kernel's own events do, which then tell it again. */
    private static boolean isRemovedLast(List<NetworkEvent> heard) {
        boolean removed = false;
        for (NetworkEvent event : heard) {
            removed = event instanceof NetworkEvent.LinkRemoved gone
                            && gone.link().name().equals(VIRTUAL)
                    || removed
                            && !(event instanceof NetworkEvent.LinkChanged changed
                                    && changed.link().name().equals(VIRTUAL));
        }
        return removed;
    }

    private static int descriptors() {
        return new File("/proc/self/fd").list().length;
    }

    private static int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("lvs4j-"))
                .count();
    }
}
