package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.net.AddressFamily;
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
import io.github.lvs4j.route.PolicyRule;
import java.io.File;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Links made and removed, addresses that come and go, with a subscriber: what is left is what was there. */
final class NetworkChurn {

    private static final Set<NetworkTopic> TOPICS = EnumSet.complementOf(EnumSet.of(NetworkTopic.NEIGHBORS));
    private static final InterfaceName BASE = InterfaceName.of("base");
    private static final InterfaceName VIRTUAL = InterfaceName.of("vrrp.51");

    private static final int FLAPS = 3;
    private static final PolicyRule LAST =
            PolicyRule.builder().family(AddressFamily.INET).priority(77).build();

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
            for (int flap = 0; flap < FLAPS; flap++) {
                stack.addAddress(address);
                stack.removeAddress(address);
            }
            stack.removeLink(VIRTUAL);
            stack.addRule(LAST);
            stack.removeRule(LAST);
            TwoHosts.until(
                    () -> "everything is told: " + heard, () -> heard.contains(new NetworkEvent.RuleRemoved(LAST)));
            assertToldOnce(heard, address);
        }
    }

    /** Nothing is told again, nothing of what is gone, and nothing is left out. */
    private static void assertToldOnce(List<NetworkEvent> heard, InterfaceAddress address) {
        Map<Object, NetworkEvent> last = new HashMap<>();
        for (NetworkEvent event : heard) {
            NetworkEvent before = last.put(subject(event), event);
            assertThat(isSame(before, event))
                    .as("%s is told again in %s", event, heard)
                    .isFalse();
            boolean isLink = event instanceof NetworkEvent.LinkChanged || event instanceof NetworkEvent.LinkRemoved;
            assertThat(isLink && before instanceof NetworkEvent.LinkRemoved)
                    .as("%s after the end of the link in %s", event, heard)
                    .isFalse();
        }
        assertThat(heard)
                .filteredOn(event -> event instanceof NetworkEvent.LinkRemoved gone
                        && gone.link().name().equals(VIRTUAL))
                .as("removals in %s", heard)
                .hasSize(1);
        assertThat(heard)
                .filteredOn(event -> subject(event).equals(NetworkState.keyOf(address)))
                .as("each coming and going, in %s", heard)
                .hasSize(2 * FLAPS);
    }

    private static boolean isSame(NetworkEvent before, NetworkEvent event) {
        boolean otherStates = before instanceof NetworkEvent.AddressAdded old
                && event instanceof NetworkEvent.AddressAdded now
                && !old.address().states().equals(now.address().states());
        return event.equals(before) && !otherStates;
    }

    private static Object subject(NetworkEvent event) {
        if (event instanceof NetworkEvent.LinkChanged changed) {
            return changed.link().index();
        } else if (event instanceof NetworkEvent.LinkRemoved removed) {
            return removed.link().index();
        } else if (event instanceof NetworkEvent.AddressAdded added) {
            return NetworkState.keyOf(added.address());
        } else if (event instanceof NetworkEvent.AddressRemoved removed) {
            return NetworkState.keyOf(removed.address());
        } else if (event instanceof NetworkEvent.RouteAdded added) {
            return added.route();
        } else if (event instanceof NetworkEvent.RouteRemoved removed) {
            return removed.route();
        } else if (event instanceof NetworkEvent.RuleAdded added) {
            return added.rule();
        } else if (event instanceof NetworkEvent.RuleRemoved removed) {
            return removed.rule();
        }
        return event;
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
