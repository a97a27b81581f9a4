package io.github.lvs4j.testkit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RoutingTable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the parts of {@link NetworkStackContract} share: a fresh namespace for each test, short names, waiting. */
abstract class NetworkStackBed {

    static final InterfaceName ETH0 = InterfaceName.of("eth0");
    static final InterfaceName ETH1 = InterfaceName.of("eth1");
    static final RoutingTable TABLE = new RoutingTable(100);
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The object under test. */
    protected NetworkStack stack;

    /** For subclasses. */
    @SuppressWarnings("NullAway.Init")
    protected NetworkStackBed() {}

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

    /**
     * Opens another namespace, with lo alone.
     *
     * @return an object of the same implementation; the contract closes it
     * @throws Exception whatever keeps it from being opened
     */
    protected abstract NetworkStack openElsewhere() throws Exception;

    /**
     * Whether links of a kind can be made where the test runs: a kernel can lack the module.
     *
     * @param kind the kernel's word, as "dummy"
     * @return true unless a subclass knows better
     */
    protected boolean supports(String kind) {
        return true;
    }

    @BeforeEach
    void openNamespace() throws Exception {
        stack = open();
    }

    @AfterEach
    void closeNamespace() {
        stack.close();
    }

    Link link(InterfaceName name) {
        return stack.link(name).orElseThrow(() -> new AssertionError("there is no link " + name));
    }

    static InterfaceAddress address(InterfaceName name, String prefix) {
        return InterfaceAddress.of(name, IpPrefix.parse(prefix));
    }

    static Route.Builder route(String destination) {
        return Route.builder().destination(IpPrefix.parse(destination)).table(TABLE);
    }

    static PolicyRule.Builder rule(long priority, String source) {
        IpPrefix prefix = IpPrefix.parse(source);
        return PolicyRule.builder()
                .family(prefix.family())
                .priority(priority)
                .source(prefix)
                .table(TABLE);
    }

    static void assertRefused(
            Class<? extends KernelException> type, String errno, String named, ThrowingCallable call) {
        assertThatExceptionOfType(type)
                .isThrownBy(call)
                .withMessageContaining(named)
                .satisfies(refused -> assertThat(refused.errnoName()).isEqualTo(errno));
    }

    List<String> prefixesOn(InterfaceName name) {
        return stack.addresses().stream()
                .filter(address -> address.interfaceName().equals(name))
                .map(address -> address.prefix().toString())
                .filter(prefix -> !prefix.startsWith("fe80:"))
                .toList();
    }

    List<Route> routesOf(RoutingTable table, String destination) {
        return stack.routes().stream()
                .filter(route -> route.table().equals(table)
                        && route.destination().toString().equals(destination))
                .toList();
    }

    List<PolicyRule> rules(AddressFamily family) {
        return stack.rules().stream().filter(rule -> rule.family() == family).toList();
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(deadline - System.nanoTime())
                    .as("waited in vain until " + what)
                    .isPositive();
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    static <E extends NetworkEvent> E await(BlockingQueue<NetworkEvent> events, Class<E> type, Predicate<E> which)
            throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            NetworkEvent event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertThat(event).as("an event " + type.getSimpleName()).isNotNull();
            if (type.isInstance(event) && which.test(type.cast(event))) {
                return type.cast(event);
            }
        }
    }
}
