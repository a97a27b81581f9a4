package io.github.lvs4j.verification.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.netlink.namespace.NetworkNamespace;
import io.github.lvs4j.netlink.route.NetlinkNetworkStack;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RoutingTable;
import io.github.lvs4j.routing.RoutingEvent;
import io.github.lvs4j.routing.RoutingKeeper;
import io.github.lvs4j.routing.RoutingPlan;
import io.github.lvs4j.routing.RoutingState;
import io.github.lvs4j.routing.RoutingWriter;
import io.github.lvs4j.routing.file.RhelNetworkScripts;
import io.github.lvs4j.routing.file.RtTables;
import io.github.lvs4j.testkit.hosts.TestHost;
import io.github.lvs4j.testkit.hosts.TestLan;
import io.github.lvs4j.testkit.hosts.TestNetwork;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The seed's routing on the machine's own kernel, judged by ip(8):
 *
 * <pre>
 *   rs1  eth0 113.226.77.138/24    default via 113.226.77.1
 *        eth1 192.168.168.236/24   alias 192.168.168.238, table 100 via 192.168.168.11
 * </pre>
 */
@Tag("netns")
@RequiresRoot
@RequiresTool("ip")
class SeedRoutingTest {

    private static final String RULE_IN_FORCE = "32000:\tfrom 192.168.168.238 lookup ";

    private TestLan lan;
    private TestHost host;
    private NetworkStack stack;
    private RoutingWriter writer;

    @BeforeEach
    void buildTheRealServer() {
        lan = TestLan.create();
        TestNetwork wan = lan.network("wan");
        TestNetwork inner = lan.network("lan");
        host = realServer("rs1", wan, inner);
        try (NetworkNamespace namespace = NetworkNamespace.named(host.namespace())) {
            stack = namespace.open(NetlinkNetworkStack::open);
        }
        writer = new RoutingWriter(stack);
    }

    private TestHost realServer(String name, TestNetwork wan, TestNetwork inner) {
        TestHost made =
                lan.host(name).connect("eth0", wan, "113.226.77.138/24").connect("eth1", inner, "192.168.168.236/24");
        made.ip("route", "add", "default", "via", "113.226.77.1");
        return made;
    }

    @AfterEach
    void removeTheRealServer() {
        stack.close();
        lan.close();
    }

    /** Without the mark, by which alone boot files and the live writer differ; a table never used is as an empty one. */
    private static String stateOf(TestHost server) {
        String table = server.run("ip", "-4", "route", "show", "table", "100").output();
        return (server.ip("-4", "rule", "show")
                        + table
                        + server.ip("-4", "address", "show", "dev", "eth1", "label", "eth1:1"))
                .replaceAll(" proto (boot|76)", "")
                .replaceAll("(?m)^[0-9]+: eth1@.*$", "")
                .replaceAll("[ \\t]+(?=\\n)", "");
    }

    @Test
    void shouldRouteRepliesOfTheAliasAlone() {
        String before = stateOf(host);
        writer.apply(Seed.STATE);
        assertThat(host.ip("rule", "show")).contains(RULE_IN_FORCE + "100 proto 76");
        assertThat(host.ip("-j", "rule", "show"))
                .contains("\"priority\":32000", "\"src\":\"192.168.168.238\"", "\"table\":\"100\"");
        assertThat(host.ip("-j", "route", "show", "table", "100"))
                .contains("\"dst\":\"default\"", "\"gateway\":\"192.168.168.11\"", "\"dev\":\"eth1\"");
        assertThat(host.ip("address", "show", "dev", "eth1"))
                .contains("inet 192.168.168.238/24 brd 192.168.168.255 scope global secondary")
                .contains("eth1:1");
        assertThat(host.ip("route", "get", "8.8.8.8", "from", "192.168.168.238"))
                .contains("via 192.168.168.11 dev eth1 table 100");
        assertThat(host.ip("route", "get", "8.8.8.8", "from", "192.168.168.236"))
                .contains("via 113.226.77.1 dev eth0");
        assertThat(host.ip("route", "get", "8.8.8.8")).contains("via 113.226.77.1 dev eth0");
        String first = stateOf(host);
        assertThat(writer.apply(Seed.STATE).isEmpty()).isTrue();
        assertThat(stateOf(host)).isEqualTo(first);
        writer.remove();
        assertThat(stateOf(host)).isEqualTo(before);
    }

    @Test
    void shouldDoWhatItsPrintedPlanDoes() {
        RoutingPlan plan = writer.plan(Seed.STATE);
        host.run("sh", "-ec", plan.toString()).orFail();
        String byHand = stateOf(host);
        // The address was added by another hand, the others bear the mark that the script gave them.
        assertThat(writer.apply(Seed.STATE).isEmpty()).isTrue();
        assertThat(writer.remove().steps()).hasSize(2);
        host.ip("address", "del", "192.168.168.238/24", "dev", "eth1");
        writer.apply(Seed.STATE);
        assertThat(stateOf(host)).isEqualTo(byHand);
    }

    @Test
    void shouldRestoreTheTableAfterAFlap() {
        writer.apply(Seed.STATE);
        String whole = stateOf(host);
        host.setLink("eth1", false);
        assertThat(host.ip("route", "show", "table", "100")).isEmpty();
        assertThat(writer.reconcile().waiting()).hasSize(1);
        host.setLink("eth1", true);
        assertThat(host.ip("route", "show", "table", "100")).isEmpty();
        assertThat(writer.reconcile().steps()).hasSize(1);
        assertThat(stateOf(host)).isEqualTo(whole);
        assertThat(writer.reconcile().isEmpty()).isTrue();
    }

    @Test
    void shouldRestoreTheTableByItself() throws Exception {
        BlockingQueue<RoutingEvent> repairs = new LinkedBlockingQueue<>();
        BlockingQueue<String> errors = new LinkedBlockingQueue<>();
        writer.apply(Seed.STATE);
        String whole = stateOf(host);
        try (RoutingKeeper keeper =
                RoutingKeeper.start(stack, writer, repairs::add, (where, failure) -> errors.add(failure.toString()))) {
            assertThat(keeper).isNotNull();
            host.setLink("eth1", false);
            host.setLink("eth1", true);
            assertThat(repairs.poll(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(stateOf(host)).isEqualTo(whole);
            host.ip("rule", "del", "priority", "32000");
            assertThat(repairs.poll(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(stateOf(host)).isEqualTo(whole);
            host.ip("address", "del", "192.168.168.238/24", "dev", "eth1");
            assertThat(repairs.poll(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(stateOf(host)).isEqualTo(whole);
        }
        assertThat(errors).isEmpty();
    }

    @Test
    void shouldRouteIpv6AsWell() {
        RoutingState state = RoutingState.builder()
                .addAddresses(InterfaceAddress.of(InterfaceName.of("eth1"), IpPrefix.parse("2001:db8:168::238/64")))
                .addRoutes(Route.builder()
                        .destination(IpPrefix.parse("2001:db8:bad::/48"))
                        .type(Route.Type.BLACKHOLE)
                        .table(new RoutingTable(100))
                        .build())
                .defaultRoute("2001:db8:168::11", "eth1", 100)
                .ruleFrom("2001:db8:168::238", 100, 32000)
                .build();
        assertThat(writer.apply(state).steps()).hasSize(4);
        assertThat(host.ip("-6", "route", "get", "2001:db8::8", "from", "2001:db8:168::238"))
                .contains("via 2001:db8:168::11 dev eth1 table 100");
        assertThat(writer.apply(state).isEmpty()).isTrue();
        host.setLink("eth1", false);
        host.setLink("eth1", true);
        assertThat(writer.reconcile().steps()).hasSizeBetween(2, 3);
        assertThat(host.ip("-6", "route", "get", "2001:db8::8", "from", "2001:db8:168::238"))
                .contains("via 2001:db8:168::11 dev eth1 table 100");
        assertThat(writer.remove().steps()).hasSize(4);
        assertThat(host.ip("-6", "rule", "show")).doesNotContain("32000:");
    }

    /** What ifup does with the files: alias by its keys, then each line of route-DEV and rule-DEV as arguments of ip. */
    @Test
    void shouldWriteFilesThatIfupMakesTheSameOf(@TempDir Path root) throws IOException {
        Files.createDirectories(root.resolve("etc/iproute2/rt_tables.d"));
        new RtTables(root).ensure(Seed.STATE.tables());
        new RhelNetworkScripts(root).write(Seed.STATE);
        Path names = root.resolve("etc/iproute2/rt_tables.d/lvs4j.conf");
        String ifup = """
                . "$0/ifcfg-eth1:1"
                ip -4 address add "$IPADDR/24" broadcast + dev eth1 label "$DEVICE"
                grep -v '^#' "$0/route-eth1" | while read -r line; do ip -4 route add $line; done
                grep -v '^#' "$0/rule-eth1" | while read -r line; do ip -4 rule add $line; done
                """;
        Path scripts = root.resolve("etc/sysconfig/network-scripts");
        withNames(names, () -> {
            host.run("sh", "-ec", ifup, scripts.toString()).orFail();
            assertThat(host.run("ip", "rule", "show").orFail()).contains(RULE_IN_FORCE + "lvs_nat");
            assertThat(host.run("ip", "route", "show", "table", "lvs_nat").orFail())
                    .contains("default via 192.168.168.11 dev eth1");
        });
        String booted = stateOf(host);
        RoutingPlan adopted = writer.apply(Seed.STATE);
        assertThat(adopted.isEmpty()).isTrue();
        assertThat(adopted.kept()).hasSize(3);
        assertThat(writer.remove().isEmpty()).isTrue();
        assertThat(stateOf(host)).isEqualTo(booted);

        host.ip("rule", "del", "priority", "32000");
        host.ip("route", "flush", "table", "100");
        host.ip("address", "del", "192.168.168.238/24", "dev", "eth1");
        writer.apply(Seed.STATE);
        assertThat(stateOf(host)).isEqualTo(booted);
    }

    /** ip netns exec mounts what lies in etc/netns/NAME over etc, for its command alone (ip-netns(8)). */
    private void withNames(Path names, Runnable check) throws IOException {
        Path netns = Path.of("/etc/netns");
        boolean made = !Files.exists(netns);
        Path own = netns.resolve(host.namespace());
        Path copies = Files.createDirectories(own.resolve("iproute2"));
        Path dropIns = Files.createDirectories(copies.resolve("rt_tables.d"));
        Path table = Files.writeString(copies.resolve("rt_tables"), "255\tlocal\n254\tmain\n253\tdefault\n");
        Path dropIn = Files.copy(names, dropIns.resolve(names.getFileName()));
        try {
            check.run();
        } finally {
            Files.delete(dropIn);
            Files.delete(dropIns);
            Files.delete(table);
            Files.delete(copies);
            Files.delete(own);
            if (made) {
                Files.delete(netns);
            }
        }
    }
}
