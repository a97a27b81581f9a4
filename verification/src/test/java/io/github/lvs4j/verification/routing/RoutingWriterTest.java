package io.github.lvs4j.verification.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.route.RoutingTable;
import io.github.lvs4j.routing.RoutingConflictException;
import io.github.lvs4j.routing.RoutingEvent;
import io.github.lvs4j.routing.RoutingKeeper;
import io.github.lvs4j.routing.RoutingPlan;
import io.github.lvs4j.routing.RoutingState;
import io.github.lvs4j.routing.RoutingStepException;
import io.github.lvs4j.routing.RoutingWriter;
import io.github.lvs4j.testkit.net.InMemoryNetworkStack;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The live writer on a network stack without a kernel. */
class RoutingWriterTest {

    private static final InterfaceName ETH1 = InterfaceName.of("eth1");
    private static final Route ROUTE = Seed.STATE.routes().get(0);
    private static final PolicyRule RULE = Seed.STATE.rules().get(0);

    private final InMemoryNetworkStack stack = new InMemoryNetworkStack();
    private final RoutingWriter writer = new RoutingWriter(stack);

    @BeforeEach
    void plugIn() {
        stack.addLink(ETH1);
        stack.setLinkUp(ETH1, true);
    }

    @Test
    void shouldApplyOnceAndRemoveAll() {
        assertThat(writer.apply(Seed.STATE).steps()).hasSize(3);
        assertThat(stack.routes()).contains(ROUTE);
        assertThat(stack.rules()).contains(RULE);
        assertThat(stack.addresses())
                .filteredOn(address -> address.label().isPresent())
                .extracting(InterfaceAddress::protocol)
                .containsExactly(RouteProtocol.LVS4J);
        assertThat(writer.apply(Seed.STATE).isEmpty()).isTrue();
        assertThat(writer.remove().steps()).hasSize(3);
        assertThat(writer.desired()).isEmpty();
        assertThat(stack.routes()).doesNotContain(ROUTE);
        assertThat(stack.rules()).hasSize(5);
        assertThat(stack.addresses()).noneMatch(address -> address.label().isPresent());
    }

    @Test
    void shouldRemoveWhatAKilledRunLeft() {
        writer.apply(Seed.STATE);
        RoutingWriter next = new RoutingWriter(stack);
        assertThat(next.apply(Seed.STATE).isEmpty()).isTrue();
        assertThat(new RoutingWriter(stack).remove(Seed.STATE).steps()).hasSize(3);
        assertThat(stack.rules()).hasSize(5);
    }

    @Test
    void shouldRemoveWhatTheNextStateHasNot() {
        writer.apply(Seed.STATE);
        RoutingState smaller =
                RoutingState.builder().addAllAddresses(Seed.STATE.addresses()).build();
        assertThat(writer.apply(smaller).steps()).hasSize(2);
        assertThat(stack.rules()).hasSize(5);
        assertThat(stack.routes()).doesNotContain(ROUTE);
    }

    @Test
    void shouldChangeNothingWhenALinkIsDownOrMissing() {
        stack.setLinkUp(ETH1, false);
        assertThatExceptionOfType(RoutingConflictException.class)
                .isThrownBy(() -> writer.apply(Seed.STATE))
                .withMessageContaining("interface eth1 is down; set it up");
        stack.unplugLink(ETH1);
        assertThatExceptionOfType(RoutingConflictException.class)
                .isThrownBy(() -> writer.apply(Seed.STATE))
                .withMessageContaining("there is no interface eth1");
        assertThat(stack.rules()).hasSize(5);
        assertThat(writer.desired()).isEmpty();
    }

    @Test
    void shouldSayWhichStepTheKernelRefused() {
        RoutingState unreachable = RoutingState.builder()
                .alias("eth1:1", "192.168.168.238/24")
                .defaultRoute("10.9.9.9", "eth1", 100)
                .ruleFrom("192.168.168.238/32", 100, 32000)
                .build();
        assertThatExceptionOfType(RoutingStepException.class)
                .isThrownBy(() -> writer.apply(unreachable))
                .withMessageContaining("routing step 2 of 3, \"ip -4 route add default via 10.9.9.9 dev eth1 table 100")
                .withMessageContaining("ENETUNREACH")
                .satisfies(failure -> assertThat(failure.done()).hasSize(1))
                .satisfies(failure -> assertThat(failure.notAttempted()).hasSize(1));
        assertThat(stack.rules()).hasSize(5);
        stack.addAddress(InterfaceAddress.of(ETH1, IpPrefix.parse("10.9.9.1/24")));
        assertThat(writer.apply(unreachable).steps()).hasSize(2);
    }

    @Test
    void shouldAddAgainWhatTheKernelTookAlong() {
        RoutingState two = RoutingState.builder()
                .alias("eth1:1", "192.168.168.238/24")
                .alias("eth1:2", "192.168.168.239/24")
                .build();
        writer.apply(two);
        RoutingState one =
                RoutingState.builder().alias("eth1:2", "192.168.168.239/24").build();
        writer.apply(one);
        assertThat(stack.addresses())
                .filteredOn(address ->
                        address.interfaceName().equals(ETH1) && address.label().isPresent())
                .extracting(address -> address.prefix().toString())
                .containsExactly("192.168.168.239/24");
    }

    @Test
    void shouldNeverTouchWhatOthersMade() {
        Route theirs = Route.builder()
                .destination(IpPrefix.parse("10.0.0.0/8"))
                .type(Route.Type.BLACKHOLE)
                .table(new RoutingTable(100))
                .protocol(RouteProtocol.STATIC)
                .build();
        PolicyRule theirRule = PolicyRule.builder()
                .from(RULE)
                .priority(7)
                .protocol(RouteProtocol.BOOT)
                .build();
        // Another address stays on the link: with its last one the kernel takes all its routes.
        stack.addAddress(InterfaceAddress.of(ETH1, IpPrefix.parse("192.168.168.236/24")));
        stack.addRoute(theirs);
        stack.addRule(theirRule);
        writer.apply(Seed.STATE);
        RoutingPlan removal = writer.remove();
        assertThat(stack.routes()).contains(theirs);
        assertThat(stack.rules()).contains(theirRule).doesNotContain(RULE);
        assertThat(removal.kept()).singleElement().asString().contains("looks its table up");
    }

    @Test
    void shouldBringBackWhatAFlapTook() {
        writer.apply(Seed.STATE);
        stack.setLinkUp(ETH1, false);
        assertThat(stack.routes()).doesNotContain(ROUTE);
        assertThat(writer.reconcile().waiting()).hasSize(1);
        stack.setLinkUp(ETH1, true);
        assertThat(writer.reconcile().steps()).hasSize(1);
        assertThat(stack.routes()).contains(ROUTE);
        assertThat(writer.reconcile().isEmpty()).isTrue();
    }

    @Test
    void shouldKeepTheRoutingByItself() throws Exception {
        BlockingQueue<RoutingEvent> repairs = new LinkedBlockingQueue<>();
        BlockingQueue<String> errors = new LinkedBlockingQueue<>();
        try (RoutingKeeper keeper = RoutingKeeper.start(
                stack, writer, repairs::add, (where, failure) -> errors.add(where + ": " + failure.getMessage()))) {
            assertThat(keeper).isNotNull();
            writer.apply(Seed.STATE);
            stack.setLinkUp(ETH1, false);
            stack.setLinkUp(ETH1, true);
            assertThat(repairs.poll(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(stack.routes()).contains(ROUTE);
            stack.removeRule(RULE);
            assertThat(repairs.poll(10, TimeUnit.SECONDS))
                    .isNotNull()
                    .extracting(RoutingEvent::describe)
                    .asString()
                    .contains("ip -4 rule add");
            assertThat(stack.rules()).contains(RULE);
            Route theirs = Route.builder()
                    .from(ROUTE)
                    .gateway(IpAddress.parse("192.168.168.12"))
                    .protocol(RouteProtocol.STATIC)
                    .build();
            stack.replaceRoute(theirs);
            assertThat(errors.poll(10, TimeUnit.SECONDS)).contains("192.168.168.12");
            stack.removeRoute(theirs);
            assertThat(repairs.poll(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(stack.routes()).contains(ROUTE);
        }
    }
}
