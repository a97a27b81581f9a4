package io.github.lvs4j.verification.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.hosts.CapturedFrame;
import io.github.lvs4j.testkit.hosts.HostProcess;
import io.github.lvs4j.testkit.junit.RequiresPeer;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.testkit.peers.Keepalived;
import io.github.lvs4j.vrrp.AnnouncementPolicy;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpRouter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of a takeover and of a release, by what a third host and the kernel's own monitor saw. */
@Tag("netns")
@RequiresRoot
@RequiresTool({"ip", "tcpdump"})
class WireOrderTest {

    private static final Duration GAP = Duration.ofMillis(100);
    private static final Duration SECOND_BURST = Duration.ofSeconds(1);
    private static final AnnouncementPolicy POLICY = new AnnouncementPolicy(3, SECOND_BURST).withIntervals(GAP, GAP);
    private static final Predicate<CapturedFrame> ARP = frame ->
            frame.etherType() == 0x0806 && frame.hex().contains("71e24d58ffffffffffff71e24d58"); // of 113.226.77.88

    private final DutiesBed bed = new DutiesBed();

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void shouldAdvertiseThenInstallThenAnnounceTwiceAndReleaseBeforeItRemoves() {
        HostProcess monitor = RoutingChange.monitor(bed.a);
        VrrpRouter router = bed.startMaster(bed.a, routed());
        DutiesBed.await("both bursts", () -> times(ARP).size() >= 6);
        router.close();
        List<String> order = RoutingChange.whole(monitor);
        bed.capture.stop();
        List<RoutingChange> changes = RoutingChange.in(monitor);
        List<Heard> heard = Heard.in(bed.capture.frames());
        Instant first = heard.get(0).time();
        assertThat(order).containsExactly("+address", "+route", "+rule", "-rule", "-route", "-address");
        assertThat(changes.get(0).time()).as("installed").isAfter(first);

        List<Instant> announced = times(ARP);
        assertThat(announced).hasSize(6);
        assertThat(announced.get(0)).as("announced").isAfter(first);
        checkPace(announced);

        Heard last = heard.get(heard.size() - 1);
        assertThat(last.priority()).isZero();
        assertThat(changes.get(3).time()).as("the first removal").isAfter(last.time());
        assertThat(heard).filteredOn(one -> one.priority() == 0).hasSize(1);
    }

    @Test
    void shouldAnnounceIpv6AddressesWithTheRouterFlagWhileItForwards() {
        for (boolean forwards : new boolean[] {false, true}) {
            bed.a.sysctl("net.ipv6.conf.all.forwarding", forwards ? "1" : "0");
            int flags = forwards ? 0xa0 : 0x20; // router, override; never solicited
            Predicate<CapturedFrame> wanted =
                    frame -> isNeighborAdvertisement(frame) && (frame.bytes().get(58) & 0xff) == flags;
            VrrpRouter router = bed.startMaster(
                    bed.a, DutiesBed.quick(100, b -> b.addresses("fe80::100").announcement(POLICY)));
            DutiesBed.await("both bursts", () -> times(wanted).size() >= 6);
            router.close();
            List<Instant> announced = times(wanted);
            assertThat(announced).hasSize(6);
            checkPace(announced);
        }
        assertThat(bed.capture.stop())
                .filteredOn(WireOrderTest::isNeighborAdvertisement)
                .hasSize(12);
    }

    /** The same routes and rules in its file: added and removed in the same order. */
    @Test
    @RequiresPeer("keepalived")
    void shouldInstallAndRemoveInKeepalivedsOrder() throws IOException {
        HostProcess monitor = RoutingChange.monitor(bed.a);
        VrrpRouter router = bed.startMaster(bed.a, routed());
        DutiesBed.await("all is there", () -> RoutingChange.in(monitor).size() == 3);
        router.close();
        List<String> ours = RoutingChange.whole(monitor);

        HostProcess other = RoutingChange.monitor(bed.b);
        HostProcess keepalived = bed.b.start(Keepalived.command(conf(), directory, "--vrrp"), Map.of());
        DutiesBed.await(
                "all of keepalived's is there", () -> RoutingChange.in(other).size() == 3);
        keepalived.stop(DutiesBed.PATIENCE);
        assertThat(ours).isEqualTo(RoutingChange.whole(other));
    }

    private Path conf() throws IOException {
        return Files.writeString(directory.resolve("keepalived.conf"), """
                vrrp_instance VI {
                  state BACKUP
                  interface eth0
                  virtual_router_id 100
                  priority 100
                  version 3
                  advert_int 0.1
                  virtual_ipaddress {
                    113.226.77.88
                  }
                  virtual_routes {
                    203.0.113.0/24 via 192.0.2.99 dev eth0 src 113.226.77.88 table 100
                  }
                  virtual_rules {
                    from 113.226.77.88/32 table 100 priority 1000
                  }
                }
                """);
    }

    /** Half of each gap: the kernel stamps what it sees, and a turn that was late makes the next gap shorter. */
    private static void checkPace(List<Instant> announced) {
        for (int i = 1; i < announced.size(); i++) {
            assertThat(announced.get(i)).isAfter(announced.get(i - 1).plus(GAP.dividedBy(2)));
        }
        assertThat(announced.get(3))
                .as("the second burst")
                .isAfter(announced.get(2).plus(SECOND_BURST.dividedBy(4)));
    }

    private List<Instant> times(Predicate<CapturedFrame> wanted) {
        return bed.capture.frames().stream()
                .filter(wanted)
                .map(CapturedFrame::time)
                .toList();
    }

    /** Unsolicited and of fe80::100, to all nodes from our MAC address. */
    private static boolean isNeighborAdvertisement(CapturedFrame frame) {
        return frame.hex().startsWith("33330000000102000000000a86dd")
                && frame.bytes().get(20) == 58
                && (frame.bytes().get(54) & 0xff) == 136
                && frame.hex().startsWith("fe800000000000000000000000000100", 2 * 62);
    }

    private static VirtualRouter routed() {
        return VirtualRouter.builder()
                .from(MasterDutiesTest.routed(100))
                .announcement(POLICY)
                .build();
    }
}
