package io.github.lvs4j.testkit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.InvalidRequestException;
import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.FirewallMark;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.route.RoutingTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link NetworkStack} must do. To check an implementation, extend this and say how to open it. */
public abstract class NetworkStackContract {

    private static final InterfaceName ETH0 = InterfaceName.of("eth0");
    private static final InterfaceName ETH1 = InterfaceName.of("eth1");
    private static final RoutingTable TABLE = new RoutingTable(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The object under test. */
    protected NetworkStack stack;

    /** For subclasses. */
    @SuppressWarnings("NullAway.Init")
    protected NetworkStackContract() {}

    /**
     * Opens a namespace of its own with the links eth0 and eth1, both up and with carrier, without IPv4 addresses on them,
     * without rules but the kernel's, and with {@code promote_secondaries} off.
     *
     * @return the object under test; the contract closes it
     * @throws Exception whatever keeps it from being opened
     */
    protected abstract NetworkStack open() throws Exception;

    /**
     * Lets time pass in the namespace under test.
     *
     * @param time how much
     * @throws Exception whatever keeps it from passing
     */
    protected abstract void pass(Duration time) throws Exception;

    @BeforeEach
    void openNamespace() throws Exception {
        stack = open();
    }

    @AfterEach
    void closeNamespace() {
        stack.close();
    }

    private static InterfaceAddress address(InterfaceName name, String prefix) {
        return InterfaceAddress.of(name, IpPrefix.parse(prefix));
    }

    private static Route.Builder route(String destination) {
        return Route.builder().destination(IpPrefix.parse(destination)).table(TABLE);
    }

    private static PolicyRule.Builder rule(long priority, String source) {
        IpPrefix prefix = IpPrefix.parse(source);
        return PolicyRule.builder()
                .family(prefix.family())
                .priority(priority)
                .source(prefix)
                .table(TABLE);
    }

    private static void assertRefused(
            Class<? extends KernelException> type, String errno, String named, ThrowingCallable call) {
        assertThatExceptionOfType(type)
                .isThrownBy(call)
                .withMessageContaining(named)
                .satisfies(refused -> assertThat(refused.errnoName()).isEqualTo(errno));
    }

    private List<String> prefixesOn(InterfaceName name) {
        return stack.addresses().stream()
                .filter(address -> address.interfaceName().equals(name))
                .map(address -> address.prefix().toString())
                .filter(prefix -> !prefix.startsWith("fe80:"))
                .toList();
    }

    private List<Route> routesOf(RoutingTable table, String destination) {
        return stack.routes().stream()
                .filter(route -> route.table().equals(table)
                        && route.destination().toString().equals(destination))
                .toList();
    }

    private List<PolicyRule> rules(AddressFamily family) {
        return stack.rules().stream().filter(rule -> rule.family() == family).toList();
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(deadline - System.nanoTime())
                    .as("waited in vain until " + what)
                    .isPositive();
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static <E extends NetworkEvent> E await(
            BlockingQueue<NetworkEvent> events, Class<E> type, Predicate<E> which) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            NetworkEvent event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertThat(event).as("an event " + type.getSimpleName()).isNotNull();
            if (type.isInstance(event) && which.test(type.cast(event))) {
                return type.cast(event);
            }
        }
    }

    @Test
    void shouldReadLinks() {
        assertThat(stack.links()).extracting(link -> link.name().value()).contains("lo", "eth0", "eth1");
        assertThat(stack.links()).extracting(Link::index).isSorted();
        Link eth0 = stack.link(ETH0).orElseThrow();
        assertThat(eth0.isUsable()).isTrue();
        assertThat(eth0.mtu()).isEqualTo(1500);
        assertThat(stack.links()).contains(eth0);
        assertThat(stack.link(InterfaceName.of("nosuch"))).isEmpty();
    }

    @Test
    void shouldSetLinksDownAndUp() throws Exception {
        stack.setLinkUp(ETH0, false);
        assertThat(stack.link(ETH0)).hasValueSatisfying(link -> {
            assertThat(link.up()).isFalse();
            assertThat(link.carrier()).isFalse();
        });
        stack.setLinkUp(ETH0, true);
        await("eth0 is usable", () -> stack.link(ETH0).orElseThrow().isUsable());
        InterfaceName missing = InterfaceName.of("nosuch");
        assertRefused(NotFoundException.class, "ENODEV", "nosuch", () -> stack.setLinkUp(missing, true));
    }

    @Test
    void shouldReadBackAnAddressWithItsAttributes() {
        InterfaceAddress alias = InterfaceAddress.builder()
                .interfaceName(ETH1)
                .prefix(IpPrefix.parse("192.168.168.238/24"))
                .label("eth1:1")
                .broadcast(IpAddress.parse("192.168.168.255"))
                .build();
        stack.addAddress(alias);
        assertThat(stack.addresses()).contains(alias);
        InterfaceAddress link = InterfaceAddress.builder()
                .interfaceName(ETH1)
                .prefix(IpPrefix.parse("169.254.7.1/32"))
                .scope(253)
                .build();
        stack.addAddress(link);
        assertThat(stack.addresses()).contains(link);
        stack.removeAddress(alias);
        assertThat(prefixesOn(ETH1)).containsExactly("169.254.7.1/32");
    }

    @Test
    void shouldKeepTheMarkOfAnAddress() {
        InterfaceAddress marked = InterfaceAddress.builder()
                .from(address(ETH0, "192.0.2.1/32"))
                .protocol(RouteProtocol.LVS4J)
                .build();
        stack.addAddress(marked);
        assertThat(stack.addresses()).contains(marked);
    }

    @Test
    void shouldReadBackAnAddressOfIpv6() {
        InterfaceAddress address = InterfaceAddress.builder()
                .from(address(ETH0, "2001:db8::1/64"))
                .noDuplicateDetection(true)
                .build();
        stack.addAddress(address);
        assertThat(prefixesOn(ETH0)).containsExactly("2001:db8::1/64");
        assertThat(routesOf(RoutingTable.MAIN, "2001:db8::/64"))
                .singleElement()
                .satisfies(route -> assertThat(route.protocol()).isEqualTo(RouteProtocol.KERNEL));
        stack.removeAddress(address);
        assertThat(prefixesOn(ETH0)).isEmpty();
        assertThat(routesOf(RoutingTable.MAIN, "2001:db8::/64")).isEmpty();
    }

    @Test
    void shouldRefuseAddressesThatAreThereOrNowhere() {
        stack.addAddress(address(ETH0, "192.0.2.1/24"));
        assertRefused(
                AlreadyExistsException.class,
                "EEXIST",
                "192.0.2.1/24",
                () -> stack.addAddress(address(ETH0, "192.0.2.1/24")));
        stack.addAddress(address(ETH0, "192.0.2.1/32"));
        stack.addAddress(address(ETH1, "192.0.2.1/24"));
        assertRefused(
                NotFoundException.class,
                "EADDRNOTAVAIL",
                "192.0.2.9/24",
                () -> stack.removeAddress(address(ETH0, "192.0.2.9/24")));
        InterfaceName missing = InterfaceName.of("nosuch");
        assertRefused(
                NotFoundException.class, "ENODEV", "nosuch", () -> stack.addAddress(address(missing, "192.0.2.1/24")));
        assertRefused(
                NotFoundException.class,
                "ENODEV",
                "nosuch",
                () -> stack.removeAddress(address(missing, "192.0.2.1/24")));
    }

    @Test
    void shouldDrawRoutesAfterAnAddress() {
        stack.addAddress(address(ETH0, "192.0.2.1/24"));
        assertThat(routesOf(RoutingTable.MAIN, "192.0.2.0/24")).singleElement().satisfies(route -> {
            assertThat(route.protocol()).isEqualTo(RouteProtocol.KERNEL);
            assertThat(route.interfaceName()).contains(ETH0);
            assertThat(route.source()).contains(IpAddress.parse("192.0.2.1"));
        });
        assertThat(routesOf(RoutingTable.LOCAL, "192.0.2.1/32"))
                .singleElement()
                .satisfies(route -> assertThat(route.type()).isEqualTo(Route.Type.LOCAL));
        stack.addAddress(address(ETH0, "198.51.100.1/32"));
        assertThat(routesOf(RoutingTable.MAIN, "198.51.100.1/32")).isEmpty();
        stack.removeAddress(address(ETH0, "192.0.2.1/24"));
        assertThat(routesOf(RoutingTable.MAIN, "192.0.2.0/24")).isEmpty();
        assertThat(routesOf(RoutingTable.LOCAL, "192.0.2.1/32")).isEmpty();
    }

    @Test
    void shouldRemoveTheOthersOfANetworkWithItsFirstAddress() {
        stack.addAddress(address(ETH0, "192.0.2.1/24"));
        stack.addAddress(address(ETH0, "192.0.2.2/24"));
        stack.addAddress(address(ETH0, "192.0.2.3/32"));
        stack.addAddress(address(ETH0, "198.51.100.1/24"));
        assertThat(prefixesOn(ETH0))
                .containsSubsequence("192.0.2.1/24", "192.0.2.2/24")
                .hasSize(4);
        stack.removeAddress(address(ETH0, "192.0.2.1/24"));
        assertThat(prefixesOn(ETH0)).containsExactlyInAnyOrder("192.0.2.3/32", "198.51.100.1/24");
        assertThat(routesOf(RoutingTable.LOCAL, "192.0.2.2/32")).isEmpty();
    }

    @Test
    void shouldKeepTheFirstAddressWhenAnotherGoes() {
        stack.addAddress(address(ETH0, "192.0.2.1/24"));
        stack.addAddress(address(ETH0, "192.0.2.2/24"));
        stack.removeAddress(address(ETH0, "192.0.2.2/24"));
        assertThat(prefixesOn(ETH0)).containsExactly("192.0.2.1/24");
        assertThat(routesOf(RoutingTable.MAIN, "192.0.2.0/24")).hasSize(1);
    }

    @Test
    @SuppressWarnings("try") // the subscription is closed and not otherwise used
    void shouldEndLifetimesUnlessTheyAreRefreshed() throws Exception {
        InterfaceAddress lease = InterfaceAddress.builder()
                .from(address(ETH0, "192.0.2.1/32"))
                .validLifetime(Duration.ofSeconds(2))
                .build();
        InterfaceAddress refreshed = InterfaceAddress.builder()
                .from(address(ETH0, "192.0.2.2/32"))
                .validLifetime(Duration.ofSeconds(2))
                .build();
        BlockingQueue<NetworkEvent> events = new LinkedBlockingQueue<>();
        try (NetworkStack.Subscription subscription = stack.subscribe(events::add)) {
            stack.addAddress(lease);
            stack.replaceAddress(refreshed);
            assertThat(stack.addresses())
                    .filteredOn(address -> address.prefix().equals(lease.prefix()))
                    .singleElement()
                    .satisfies(held -> assertThat(held.validLifetime().orElseThrow())
                            .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2)));
            pass(Duration.ofMillis(1200));
            stack.replaceAddress(refreshed);
            pass(Duration.ofMillis(1300));
            await("the lease has ended", () -> !prefixesOn(ETH0).contains("192.0.2.1/32"));
            assertThat(prefixesOn(ETH0)).containsExactly("192.0.2.2/32");
            await(
                    events,
                    NetworkEvent.AddressRemoved.class,
                    event -> event.address().prefix().equals(lease.prefix()));
        }
    }

    @Test
    void shouldMakeALeaseLastForEver() {
        InterfaceAddress lease = InterfaceAddress.builder()
                .from(address(ETH0, "192.0.2.1/32"))
                .validLifetime(Duration.ofSeconds(60))
                .build();
        stack.addAddress(lease);
        stack.replaceAddress(address(ETH0, "192.0.2.1/32"));
        assertThat(stack.addresses()).contains(address(ETH0, "192.0.2.1/32"));
    }

    @Test
    void shouldReadBackRoutes() {
        stack.addAddress(address(ETH1, "192.168.168.236/24"));
        Route network = route("192.168.168.0/24")
                .interfaceName(ETH1)
                .source(IpAddress.parse("192.168.168.236"))
                .build();
        Route gateway = route("0.0.0.0/0")
                .gateway(IpAddress.parse("192.168.168.11"))
                .interfaceName(ETH1)
                .build();
        Route metric = Route.builder().from(gateway).metric(7).build();
        Route onLink = route("203.0.113.0/24")
                .gateway(IpAddress.parse("198.51.100.99"))
                .interfaceName(ETH1)
                .onLink(true)
                .build();
        Route wide = Route.builder()
                .from(gateway)
                .table(new RoutingTable(0xffff_ffffL))
                .build();
        Route blackhole = route("10.0.0.0/8").type(Route.Type.BLACKHOLE).build();
        Route unreachable = route("11.0.0.0/8").type(Route.Type.UNREACHABLE).build();
        Route prohibit = route("12.0.0.0/8").type(Route.Type.PROHIBIT).build();
        Route pass = route("13.0.0.0/8").type(Route.Type.THROW).build();
        List<Route> all = List.of(network, gateway, metric, onLink, wide, blackhole, unreachable, prohibit, pass);
        all.forEach(stack::addRoute);
        assertThat(stack.routes()).containsAll(all);
        all.forEach(stack::removeRoute);
        assertThat(stack.routes()).doesNotContainAnyElementsOf(all);
    }

    @Test
    void shouldReadBackRoutesOfIpv6() {
        stack.addAddress(InterfaceAddress.builder()
                .from(address(ETH1, "2001:db8::2/64"))
                .noDuplicateDetection(true)
                .build());
        Route gateway = route("::/0")
                .gateway(IpAddress.parse("2001:db8::1"))
                .interfaceName(ETH1)
                .build();
        stack.addRoute(gateway);
        // IPv6 knows no metric 0: the kernel takes 1024.
        assertThat(routesOf(TABLE, "::/0"))
                .containsExactly(Route.builder().from(gateway).metric(1024).build());
        assertRefused(AlreadyExistsException.class, "EEXIST", "default", () -> stack.addRoute(gateway));
        stack.removeRoute(gateway);
        assertThat(routesOf(TABLE, "::/0")).isEmpty();
        Route nowhere = route("::/0")
                .gateway(IpAddress.parse("2001:db8:99::1"))
                .interfaceName(ETH1)
                .build();
        assertRefused(KernelException.class, "EHOSTUNREACH", "default", () -> stack.addRoute(nowhere));
    }

    @Test
    void shouldFindTheInterfaceByTheGateway() {
        stack.addAddress(address(ETH1, "192.168.168.236/24"));
        stack.addRoute(
                route("0.0.0.0/0").gateway(IpAddress.parse("192.168.168.11")).build());
        assertThat(routesOf(TABLE, "0.0.0.0/0"))
                .singleElement()
                .satisfies(route -> assertThat(route.interfaceName()).contains(ETH1));
    }

    @Test
    void shouldRefuseRoutesThatCannotBe() {
        stack.addAddress(address(ETH1, "192.168.168.236/24"));
        Route good = route("0.0.0.0/0")
                .gateway(IpAddress.parse("192.168.168.11"))
                .interfaceName(ETH1)
                .build();
        stack.addRoute(good);
        assertRefused(AlreadyExistsException.class, "EEXIST", "default", () -> stack.addRoute(good));
        Route farAway = Route.builder()
                .from(good)
                .metric(1)
                .gateway(IpAddress.parse("198.51.100.1"))
                .build();
        assertRefused(KernelException.class, "ENETUNREACH", "198.51.100.1", () -> stack.addRoute(farAway));
        Route wrongSource = Route.builder()
                .from(good)
                .metric(1)
                .source(IpAddress.parse("198.51.100.1"))
                .build();
        assertRefused(InvalidRequestException.class, "EINVAL", "198.51.100.1", () -> stack.addRoute(wrongSource));
        Route noLink = Route.builder()
                .from(good)
                .metric(1)
                .interfaceName(InterfaceName.of("nosuch"))
                .build();
        assertRefused(NotFoundException.class, "ENODEV", "nosuch", () -> stack.addRoute(noLink));
        stack.setLinkUp(ETH0, false);
        Route downLink = route("10.0.0.0/8").interfaceName(ETH0).build();
        assertRefused(KernelException.class, "ENETDOWN", "10.0.0.0/8", () -> stack.addRoute(downLink));
        assertRefused(
                NotFoundException.class,
                "ESRCH",
                "10.0.0.0/8",
                () -> stack.removeRoute(
                        route("10.0.0.0/8").type(Route.Type.BLACKHOLE).build()));
        assertThat(routesOf(TABLE, "0.0.0.0/0")).containsExactly(good);
    }

    @Test
    void shouldReplaceRoutes() {
        stack.addAddress(address(ETH1, "192.168.168.236/24"));
        Route before = route("0.0.0.0/0")
                .gateway(IpAddress.parse("192.168.168.11"))
                .interfaceName(ETH1)
                .build();
        Route after = Route.builder()
                .from(before)
                .gateway(IpAddress.parse("192.168.168.12"))
                .build();
        stack.replaceRoute(before);
        stack.replaceRoute(after);
        stack.replaceRoute(after);
        assertThat(routesOf(TABLE, "0.0.0.0/0")).containsExactly(after);
    }

    @Test
    void shouldRemoveRoutesByWhatIsSaid() {
        stack.addAddress(address(ETH1, "192.168.168.236/24"));
        Route route = route("0.0.0.0/0")
                .gateway(IpAddress.parse("192.168.168.11"))
                .interfaceName(ETH1)
                .metric(5)
                .build();
        stack.addRoute(route);
        Route otherGateway = Route.builder()
                .from(route)
                .gateway(IpAddress.parse("192.168.168.12"))
                .build();
        assertRefused(NotFoundException.class, "ESRCH", "default", () -> stack.removeRoute(otherGateway));
        Route otherOwner =
                Route.builder().from(route).protocol(RouteProtocol.STATIC).build();
        assertRefused(NotFoundException.class, "ESRCH", "default", () -> stack.removeRoute(otherOwner));
        stack.removeRoute(route("0.0.0.0/0").interfaceName(ETH1).build());
        assertThat(routesOf(TABLE, "0.0.0.0/0")).isEmpty();
    }

    @Test
    void shouldReadBackRulesInTheOrderOfTheirPriorities() {
        assertThat(rules(AddressFamily.INET)).extracting(PolicyRule::priority).containsExactly(0L, 32766L, 32767L);
        assertThat(rules(AddressFamily.INET6)).extracting(PolicyRule::priority).containsExactly(0L, 32766L);
        PolicyRule late = rule(32000, "192.168.168.238/32").build();
        PolicyRule early = rule(100, "192.168.168.0/24")
                .destination(IpPrefix.parse("10.0.0.0/8"))
                .mark(new FirewallMark(0xffff_ffffL))
                .incomingInterface(ETH1)
                .table(new RoutingTable(0xffff_ffffL))
                .build();
        PolicyRule prohibit = PolicyRule.builder()
                .family(AddressFamily.INET)
                .priority(200)
                .destination(IpPrefix.parse("11.0.0.0/8"))
                .action(PolicyRule.Action.PROHIBIT)
                .build();
        PolicyRule ipv6 = rule(32000, "2001:db8::/64").build();
        List.of(late, early, prohibit, ipv6).forEach(stack::addRule);
        List<PolicyRule> ipv4 = rules(AddressFamily.INET);
        assertThat(ipv4).hasSize(6);
        assertThat(ipv4.get(1)).isEqualTo(early);
        assertThat(ipv4.get(2)).satisfies(read -> {
            assertThat(read.action()).isEqualTo(PolicyRule.Action.PROHIBIT);
            assertThat(read.destination()).contains(IpPrefix.parse("11.0.0.0/8"));
        });
        assertThat(ipv4.get(3)).isEqualTo(late);
        assertThat(rules(AddressFamily.INET6).get(1)).isEqualTo(ipv6);
        List.of(late, early, prohibit, ipv6).forEach(stack::removeRule);
        assertThat(stack.rules()).hasSize(5);
    }

    @Test
    void shouldRefuseRulesThatAreThereOrNowhere() {
        PolicyRule rule = rule(100, "192.168.168.238/32").build();
        stack.addRule(rule);
        assertRefused(AlreadyExistsException.class, "EEXIST", "192.168.168.238", () -> stack.addRule(rule));
        PolicyRule foreign =
                PolicyRule.builder().from(rule).protocol(RouteProtocol.STATIC).build();
        assertRefused(NotFoundException.class, "ENOENT", "192.168.168.238", () -> stack.removeRule(foreign));
        PolicyRule elsewhere = PolicyRule.builder().from(rule).priority(101).build();
        assertRefused(NotFoundException.class, "ENOENT", "192.168.168.238", () -> stack.removeRule(elsewhere));
        stack.addRule(elsewhere);
        stack.removeRule(rule);
        assertThat(rules(AddressFamily.INET)).contains(elsewhere).doesNotContain(rule);
    }

    @Test
    void shouldLoseRoutesAndIpv6AddressesWhenALinkGoesDown() throws Exception {
        stack.addAddress(address(ETH1, "192.168.168.236/24"));
        stack.addAddress(InterfaceAddress.builder()
                .from(address(ETH1, "2001:db8::2/64"))
                .noDuplicateDetection(true)
                .build());
        stack.addRoute(route("0.0.0.0/0")
                .gateway(IpAddress.parse("192.168.168.11"))
                .interfaceName(ETH1)
                .build());
        stack.addRoute(route("10.0.0.0/8").type(Route.Type.BLACKHOLE).build());
        stack.addRoute(route("::/0")
                .gateway(IpAddress.parse("2001:db8::1"))
                .interfaceName(ETH1)
                .build());
        PolicyRule rule = rule(100, "192.168.168.238/32").build();
        stack.addRule(rule);
        stack.setLinkUp(ETH1, false);
        assertThat(prefixesOn(ETH1)).containsExactly("192.168.168.236/24");
        assertThat(routesOf(TABLE, "0.0.0.0/0")).isEmpty();
        assertThat(routesOf(TABLE, "::/0")).isEmpty();
        assertThat(routesOf(RoutingTable.MAIN, "192.168.168.0/24")).isEmpty();
        assertThat(routesOf(RoutingTable.LOCAL, "192.168.168.236/32")).hasSize(1);
        assertThat(routesOf(TABLE, "10.0.0.0/8")).hasSize(1);
        assertThat(stack.rules()).contains(rule);
        stack.setLinkUp(ETH1, true);
        await(
                "the connected route is back",
                () -> routesOf(RoutingTable.MAIN, "192.168.168.0/24").size() == 1);
        assertThat(routesOf(TABLE, "0.0.0.0/0")).isEmpty();
        assertThat(prefixesOn(ETH1)).containsExactly("192.168.168.236/24");
    }

    @Test
    void shouldLoseRoutesWithTheAddressTheyStandOn() {
        stack.addAddress(address(ETH1, "192.168.168.236/24"));
        stack.addAddress(address(ETH1, "198.51.100.1/32"));
        Route main = Route.builder()
                .destination(IpPrefix.parse("10.0.0.0/8"))
                .interfaceName(ETH1)
                .source(IpAddress.parse("198.51.100.1"))
                .build();
        Route other = Route.builder().from(main).table(TABLE).build();
        stack.addRoute(main);
        stack.addRoute(other);
        stack.removeAddress(address(ETH1, "198.51.100.1/32"));
        assertThat(routesOf(RoutingTable.MAIN, "10.0.0.0/8")).isEmpty();
        assertThat(routesOf(TABLE, "10.0.0.0/8")).containsExactly(other);
        stack.removeAddress(address(ETH1, "192.168.168.236/24"));
        assertThat(routesOf(TABLE, "10.0.0.0/8"))
                .as("the link's last address takes its routes along")
                .isEmpty();
    }

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
    void shouldRefuseWorkOnceClosed() {
        stack.close();
        stack.close();
        assertThatIllegalStateException().isThrownBy(() -> stack.links());
        assertThatIllegalStateException().isThrownBy(() -> stack.addAddress(address(ETH0, "192.0.2.1/24")));
        assertThatIllegalStateException().isThrownBy(() -> stack.subscribe(event -> {}));
    }
}
