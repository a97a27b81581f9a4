package io.github.lvs4j.testkit.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.Neighbor;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.NetworkTopic;
import io.github.lvs4j.route.NewLink;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RoutingTable;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The part of {@link NetworkStackContract} about events. */
abstract class EventContract extends RuleContract {

    /** Of neighbors the kernel does not tell everything. */
    private static final Set<NetworkTopic> EXACT = EnumSet.complementOf(EnumSet.of(NetworkTopic.NEIGHBORS));

    @Test
    void shouldTellOfChanges() throws Exception {
        BlockingQueue<NetworkEvent> events = new LinkedBlockingQueue<>();
        NetworkStack.Subscription subscription = stack.subscribe(events::add);
        InterfaceAddress address = address(ETH0, "192.0.2.1/24");
        Route blackhole = route("10.0.0.0/8").type(Route.Type.BLACKHOLE).build();
        PolicyRule rule = rule(100, "192.0.2.1/32").build();
        stack.addAddress(address);
        await(events, NetworkEvent.AddressAdded.class, event -> event.address().equals(address));
        await(
                events,
                NetworkEvent.RouteAdded.class,
                event -> event.route().destination().equals(IpPrefix.parse("192.0.2.0/24")));
        stack.addRoute(blackhole);
        await(events, NetworkEvent.RouteAdded.class, event -> event.route().equals(blackhole));
        stack.addRule(rule);
        await(events, NetworkEvent.RuleAdded.class, event -> event.rule().equals(rule));
        stack.removeRule(rule);
        await(events, NetworkEvent.RuleRemoved.class, event -> event.rule().equals(rule));
        stack.removeRoute(blackhole);
        await(events, NetworkEvent.RouteRemoved.class, event -> event.route().equals(blackhole));
        stack.removeAddress(address);
        await(
                events,
                NetworkEvent.AddressRemoved.class,
                event -> event.address().equals(address));
        stack.setLinkUp(ETH0, false);
        await(
                events,
                NetworkEvent.LinkChanged.class,
                event -> event.link().name().equals(ETH0) && !event.link().up());
        stack.setLinkUp(ETH0, true);
        await(
                events,
                NetworkEvent.LinkChanged.class,
                event -> event.link().name().equals(ETH0) && event.link().isUsable());
        subscription.close();
        subscription.close();
    }

    @Test
    @SuppressWarnings("try") // the subscription is closed and not otherwise used
    void shouldCallListenersBackIntoTheStack() throws Exception {
        BlockingQueue<Optional<Link>> seen = new LinkedBlockingQueue<>();
        try (NetworkStack.Subscription subscription = stack.subscribe(event -> seen.add(stack.link(ETH0)))) {
            stack.addAddress(address(ETH0, "192.0.2.1/24"));
            assertThat(seen.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    @SuppressWarnings("try") // the subscription is closed and not otherwise used
    void shouldTellOfNeighbors() throws Exception {
        BlockingQueue<NetworkEvent> events = new LinkedBlockingQueue<>();
        Neighbor neighbor =
                Neighbor.permanent(ETH0, IpAddress.parse("192.0.2.9"), MacAddress.parse("02:00:00:00:00:09"));
        try (NetworkStack.Subscription subscription = stack.subscribe(Set.of(NetworkTopic.NEIGHBORS), events::add)) {
            stack.addNeighbor(neighbor);
            await(
                    events,
                    NetworkEvent.NeighborChanged.class,
                    event -> event.neighbor().equals(neighbor));
            stack.removeNeighbor(neighbor);
            await(
                    events,
                    NetworkEvent.NeighborRemoved.class,
                    event -> event.neighbor().address().equals(neighbor.address()));
        }
    }

    @Test
    @SuppressWarnings("try") // the subscription is closed and not otherwise used
    void shouldTellOfTheChosenTopicsOnly() throws Exception {
        BlockingQueue<NetworkEvent> events = new LinkedBlockingQueue<>();
        PolicyRule rule = rule(100, "192.0.2.1/32").build();
        try (NetworkStack.Subscription subscription = stack.subscribe(Set.of(NetworkTopic.RULES), events::add)) {
            stack.addAddress(address(ETH0, "192.0.2.1/24"));
            stack.addRoute(route("10.0.0.0/8").type(Route.Type.BLACKHOLE).build());
            stack.setLinkUp(ETH1, false);
            stack.addRule(rule);
            assertThat(events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(new NetworkEvent.RuleAdded(rule));
            assertThat(events).isEmpty();
        }
    }

    /** IPv4 routes go with a link without a word of the kernel; they are told all the same. */
    @Test
    @SuppressWarnings("try") // the subscription is closed and not otherwise used
    void shouldTellOfRoutesThatGoWithALink() throws Exception {
        stack.addAddress(address(ETH1, "192.168.168.236/24"));
        Route lost = route("10.0.0.0/8").interfaceName(ETH1).build();
        stack.addRoute(lost);
        BlockingQueue<NetworkEvent> events = new LinkedBlockingQueue<>();
        try (NetworkStack.Subscription subscription = stack.subscribe(Set.of(NetworkTopic.ROUTES), events::add)) {
            stack.setLinkUp(ETH1, false);
            await(
                    events,
                    NetworkEvent.RouteRemoved.class,
                    event -> event.route().equals(lost));
            assertThat(events).noneMatch(event -> event instanceof NetworkEvent.LinkChanged);
        }
    }

    @Test
    @SuppressWarnings("try") // the subscription is closed and not otherwise used
    void shouldAddUpToWhatIsThere() throws Exception {
        Ledger ledger = new Ledger();
        try (NetworkStack.Subscription subscription = stack.subscribe(EXACT, ledger)) {
            ledger.begin(stack, EXACT);
            changeEverything();
            await("what was told adds up", () -> ledger.isRight(stack, EXACT));
            assertThat(ledger.repetitions()).isEmpty();
        }
    }

    /** The listener sleeps through more changes than a socket's buffer can hold. */
    @Test
    @SuppressWarnings("try") // the subscription is closed and not otherwise used
    void shouldAddUpToWhatIsThereAfterALoss() throws Exception {
        Ledger ledger = new Ledger();
        CountDownLatch awake = new CountDownLatch(1);
        try (NetworkStack.Subscription subscription = stack.subscribe(EXACT, event -> {
            awaitQuietly(awake);
            ledger.onEvent(event);
        })) {
            ledger.begin(stack, EXACT);
            for (int i = 0; i < 250; i++) {
                stack.addRoute(
                        route("10.0." + i + ".0/24").type(Route.Type.BLACKHOLE).build());
                stack.addRoute(
                        route("10.1." + i + ".0/24").type(Route.Type.PROHIBIT).build());
                stack.addAddress(address(ETH0, "198.51.100." + i + "/32"));
            }
            changeEverything();
            for (int i = 0; i < 250; i += 2) {
                stack.removeRoute(
                        route("10.0." + i + ".0/24").type(Route.Type.BLACKHOLE).build());
                stack.removeAddress(address(ETH0, "198.51.100." + i + "/32"));
            }
            awake.countDown();
            await("what was told adds up", () -> ledger.isRight(stack, EXACT));
            assertThat(ledger.repetitions()).isEmpty();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the kernel tells, and what it only does. */
    private void changeEverything() {
        stack.addAddress(address(ETH0, "192.0.2.1/24"));
        stack.addAddress(address(ETH0, "192.0.2.2/24"));
        stack.addAddress(address(ETH1, "192.168.168.236/24"));
        Route gateway = route("0.0.0.0/0")
                .gateway(IpAddress.parse("192.168.168.11"))
                .interfaceName(ETH1)
                .build();
        stack.addRoute(gateway);
        stack.replaceRoute(Route.builder()
                .from(gateway)
                .gateway(IpAddress.parse("192.168.168.12"))
                .build());
        stack.addRoute(route("11.0.0.0/8").interfaceName(ETH1).build());
        stack.addRoute(Route.builder()
                .destination(IpPrefix.parse("12.0.0.0/8"))
                .table(RoutingTable.MAIN)
                .interfaceName(ETH0)
                .source(IpAddress.parse("192.0.2.1"))
                .build());
        stack.addRule(rule(100, "192.0.2.1/32").build());
        stack.removeAddress(address(ETH0, "192.0.2.1/24"));
        stack.setLinkUp(ETH1, false);
        InterfaceName was = InterfaceName.of("l4ja");
        stack.addLink(NewLink.veth(was, InterfaceName.of("l4jb")));
        stack.addAddress(address(was, "203.0.113.1/24"));
        stack.renameLink(was, InterfaceName.of("l4jc"));
        stack.addLink(
                NewLink.veth(InterfaceName.of("l4jd"), InterfaceName.of("l4je")).withUp());
        stack.addAddress(address(InterfaceName.of("l4jd"), "203.0.113.9/32"));
        stack.removeLink(InterfaceName.of("l4jd"));
    }
}
