package io.github.lvs4j.verification.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RoutingTable;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.vrrp.AnnouncementPolicy;
import io.github.lvs4j.vrrp.VirtualAddress;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpRouter;
import io.github.lvs4j.vrrp.VrrpState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What moves with the master besides its virtual addresses, and what happens when somebody interferes. */
@Tag("netns")
@RequiresRoot
@RequiresTool({"ip", "tcpdump"})
class MasterDutiesTest {

    private static final String VIP_FRAME = "71e24d58ffffffffffff71e24d58";

    private final DutiesBed bed = new DutiesBed();

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void shouldInstallAndAnnounceExcludedAddressesOfBothFamiliesWithoutAdvertisingThem() {
        VrrpRouter router = bed.startMaster(
                bed.a,
                DutiesBed.quick(
                        100,
                        b -> b.addresses("113.226.77.88")
                                .addExcludedAddresses(VirtualAddress.parse("198.51.100.7"))
                                .addExcludedAddresses(VirtualAddress.parse("2001:db8::7"))));
        bed.capture.await(frame -> frame.hex().contains("c6336407ffffffffffffc6336407"), DutiesBed.PATIENCE);
        bed.capture.await(
                frame -> frame.hex().startsWith("33330000000102000000000a86dd")
                        && frame.hex().contains("20010db8000000000000000000000007"),
                DutiesBed.PATIENCE);
        assertThat(Heard.in(bed.capture.frames()))
                .isNotEmpty()
                .allMatch(heard -> heard.advertisement().addresses().equals(List.of(IpAddress.parse("113.226.77.88"))));
        assertThat(bed.a.ip("-6", "address", "show", "dev", "eth0", "to", "2001:db8::7"))
                .contains("nodad");
        router.close();
        assertThat(bed.a.ip("address")).doesNotContain("198.51.100.7").doesNotContain("2001:db8::7");
    }

    @Test
    void shouldMoveRoutesAndRulesWithTheMasterAndPutBackWhatIsRemoved() {
        bed.a.ip("route", "add", "203.0.113.0/24", "via", "192.0.2.99", "table", "100", "proto", "76"); // killed run
        VirtualRouter router = routed(100);
        VrrpRouter started = bed.start(bed.a, router);
        assertThat(table()).as("removed at the start").isEmpty();
        DutiesBed.await("master", () -> DutiesBed.state(started) == VrrpState.MASTER);
        DutiesBed.await("the routes", this::isRouted);
        assertThat(table()).contains("proto 76").contains("src 113.226.77.88");

        bed.a.ip("route", "del", "203.0.113.0/24", "table", "100");
        assertThat(bed.awaitEvent(VrrpEvent.RoutingRestored.class).describe()).contains("203.0.113.0/24");
        DutiesBed.await("the route is back", this::isRouted);
        bed.a.ip("rule", "del", "priority", "1000");
        DutiesBed.await("the rule is back", this::isRouted);
        assertThat(started.status().router("VI").orElseThrow().timesMaster())
                .as("without giving up the mastership")
                .isEqualTo(1);

        bed.a.setLink("eth0", false);
        bed.a.setLink("eth0", true);
        DutiesBed.await("all are back after the link", this::isRouted);
        started.close();
        assertThat(table()).isEmpty();
        assertThat(bed.a.ip("rule")).doesNotContain("1000:");
    }

    @Test
    void shouldLeaveAForeignRouteInTheSamePlace() {
        bed.a.ip("route", "add", "203.0.113.0/24", "via", "192.0.2.99", "table", "100", "proto", "static");
        VrrpRouter started = bed.start(bed.a, routed(100));
        assertThat(bed.awaitEvent(VrrpEvent.OperationFailed.class).operation()).contains("virtual routes");
        started.close();
        assertThat(table()).contains("proto static");
    }

    @Test
    void shouldRemoveAnAddressWithOurMarkThatAppearsOnABackupAndReportAnother() {
        bed.startMaster(bed.b, plain(150));
        VrrpRouter backup = bed.start(bed.a, plain(100));
        DutiesBed.await("backup", () -> DutiesBed.state(backup) == VrrpState.BACKUP);
        DutiesBed.addMarked(bed.a, "eth0", "113.226.77.88/32");
        assertThat(bed.awaitEvent(VrrpEvent.AddressAppeared.class).removed()).isTrue();
        DutiesBed.await("removed", () -> !holds());
        bed.heard.clear();
        bed.a.ip("address", "add", "113.226.77.88/32", "dev", "eth0");
        assertThat(bed.awaitEvent(VrrpEvent.AddressAppeared.class).removed()).isFalse();
        assertThat(holds()).isTrue();
    }

    @Test
    void shouldAnnounceAgainAfterTheMacAddressHasChanged() {
        bed.startMaster(bed.a, plain(100));
        bed.capture.await(frame -> frame.hex().contains("02000000000a" + VIP_FRAME), DutiesBed.PATIENCE);
        bed.a.ip("link", "set", "eth0", "address", "02:00:00:00:00:0c");
        bed.capture.await(frame -> frame.hex().contains("02000000000c" + VIP_FRAME), DutiesBed.PATIENCE);
    }

    @Test
    void shouldRefreshItsAnnouncements() {
        AnnouncementPolicy policy = new AnnouncementPolicy(1, Duration.ZERO).withRefresh(Duration.ofMillis(300), 1);
        bed.startMaster(
                bed.a, DutiesBed.quick(100, b -> b.addresses("113.226.77.88").announcement(policy)));
        DutiesBed.await("four announcements", () -> announcements() >= 4);
    }

    @Test
    void shouldAnnounceItsOwnAddressToUnicastPeersWhenItsLinkIsBack() {
        VrrpRouter router = bed.startMaster(
                bed.a,
                DutiesBed.quick(100, b -> b.addresses("113.226.77.88").addUnicastPeers(IpAddress.parse("192.0.2.12"))));
        bed.a.setCarrier("eth0", false);
        DutiesBed.await("fault", () -> DutiesBed.state(router) == VrrpState.FAULT);
        bed.a.setCarrier("eth0", true);
        bed.capture.await(
                frame -> frame.hex().contains("02000000000ac000020bffffffffffffc000020b"), DutiesBed.PATIENCE);
    }

    private long announcements() {
        return bed.capture.frames().stream()
                .filter(frame -> frame.hex().contains(VIP_FRAME))
                .count();
    }

    private static VirtualRouter plain(int priority) {
        return DutiesBed.quick(priority, b -> b.addresses("113.226.77.88"));
    }

    static VirtualRouter routed(int priority) {
        return DutiesBed.quick(
                priority,
                b -> b.addresses("113.226.77.88")
                        .addVirtualRoutes(Route.builder()
                                .destination(IpPrefix.parse("203.0.113.0/24"))
                                .gateway(IpAddress.parse("192.0.2.99"))
                                .interfaceName(InterfaceName.of("eth0"))
                                .source(IpAddress.parse("113.226.77.88"))
                                .table(new RoutingTable(100))
                                .build())
                        .addVirtualRules(PolicyRule.builder()
                                .family(AddressFamily.INET)
                                .priority(1000)
                                .source(IpPrefix.parse("113.226.77.88/32"))
                                .table(new RoutingTable(100))
                                .build()));
    }

    private boolean isRouted() {
        return table().contains("203.0.113.0/24") && bed.a.ip("rule").contains("1000:\tfrom 113.226.77.88 lookup 100");
    }

    private String table() {
        return bed.a.run("ip", "route", "show", "table", "100").output().strip();
    }

    private boolean holds() {
        return bed.a.ip("address").contains("113.226.77.88/32");
    }
}
