package io.github.lvs4j.verification.vrrp;

import static io.github.lvs4j.verification.vrrp.SeedNetwork.LAN1;
import static io.github.lvs4j.verification.vrrp.SeedNetwork.LAN2;
import static io.github.lvs4j.verification.vrrp.SeedNetwork.WAN1;
import static io.github.lvs4j.verification.vrrp.SeedNetwork.WAN2;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.hosts.Eventually;
import io.github.lvs4j.testkit.hosts.HostProcess;
import io.github.lvs4j.testkit.junit.RequiresPeer;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VrrpVersion;
import io.github.lvs4j.vrrp.machine.VrrpTimers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The reference deployment's VRRP, with our director on one host and keepalived on the other. */
@Tag("netns")
@RequiresRoot
@RequiresTool({"ip", "tcpdump"})
@RequiresPeer("keepalived")
class KeepalivedInteropTest {

    private static final Duration GRACE = Duration.ofMillis(50);

    private final SeedNetwork net = new SeedNetwork();

    @AfterEach
    void close() {
        net.close();
    }

    @Test
    void shouldTakeOverFromAKilledKeepalivedAndYieldWhenItReturns() {
        HostProcess keepalived = net.startKeepalived(net.lvs1, 100);
        HostProcess ours = net.startOursAndWait(net.lvs2, "priority=99");
        net.awaitMaster(net.lvs1);
        Instant master = net.firstFrom(net.wan, WAN1, Instant.MIN);
        net.firstFrom(net.wan, WAN1, master.plusMillis(1500));
        assertThat(net.holdsNone(net.lvs2)).isTrue();

        SeedNetwork.killKeepalived(keepalived);
        net.awaitMaster(net.lvs2);
        Instant last = net.lastFrom(WAN1, LAN1);
        report("our takeover after keepalived's SIGKILL", last, 99);
        assertTakeover(last, 99);
        net.lvs1.ip("address", "flush", "dev", "eth0", "to", "113.226.77.88/32"); // what the killed one left
        net.lvs1.ip("address", "flush", "dev", "eth1", "to", "192.168.168.11/32");

        net.startKeepalived(net.lvs1, 100);
        net.awaitMaster(net.lvs1);
        net.awaitNone(net.lvs2);
        ours.awaitLine(line -> line.contains("MASTER to BACKUP, a router of higher priority"), SeedNetwork.PATIENCE);
        assertThat(Heard.masters(Heard.in(net.wan.stop()))).containsExactly(WAN1, WAN2, WAN1);
        assertThat(Heard.masters(Heard.in(net.inside.stop()))).containsExactly(LAN1, LAN2, LAN1);
    }

    @Test
    void shouldHandOverToKeepalivedWhenKilledAndPreemptItOnReturn() {
        HostProcess ours = net.startOursAndWait(net.lvs1, "priority=100");
        net.startKeepalived(net.lvs2, 99);
        net.awaitMaster(net.lvs1);
        Instant master = net.firstFrom(net.wan, WAN1, Instant.MIN);
        net.firstFrom(net.wan, WAN1, master.plusMillis(1500));
        assertThat(net.holdsNone(net.lvs2)).isTrue();

        ours.kill();
        net.awaitMaster(net.lvs2);
        Instant last = net.lastFrom(WAN1, LAN1);
        reportOf("keepalived's takeover after our SIGKILL", last, WAN2, LAN2, 99);
        net.awaitNone(net.lvs1);

        net.startOursAndWait(net.lvs1, "priority=100");
        net.awaitMaster(net.lvs1);
        net.awaitNone(net.lvs2);
        assertThat(Heard.masters(Heard.in(net.wan.stop()))).containsExactly(WAN1, WAN2, WAN1);
        assertThat(Heard.masters(Heard.in(net.inside.stop()))).containsExactly(LAN1, LAN2, LAN1);
    }

    @Test
    void shouldMoveBothAddressesToKeepalivedWhenOneOfOurLinksFails() {
        HostProcess ours = net.startOursAndWait(net.lvs1, "priority=100");
        net.startKeepalived(net.lvs2, 99);
        net.awaitMaster(net.lvs1);
        net.lvs1.setLink("eth1", false);
        ours.awaitLine(line -> line.contains("sync group HK_GRP1: MASTER to FAULT, link down"), SeedNetwork.PATIENCE);
        net.awaitMaster(net.lvs2);
        assertThat(net.holdsNone(net.lvs1)).isTrue();
        assertThat(Heard.in(net.wan.frames()))
                .as("the healthy link is released with priority 0")
                .anyMatch(heard -> heard.source().equals(WAN1) && heard.priority() == 0);

        net.lvs1.setLink("eth1", true);
        net.awaitMaster(net.lvs1);
        net.awaitNone(net.lvs2);

        net.lvs1.setCarrier("eth0", false);
        ours.awaitLine(line -> line.contains("LVS_WAN: MASTER to FAULT, link down"), SeedNetwork.PATIENCE);
        net.awaitMaster(net.lvs2);
        assertThat(net.holdsNone(net.lvs1)).isTrue();
    }

    @Test
    void shouldTakeBothAddressesWhenOneLinkOfKeepalivedFails() {
        net.startKeepalived(net.lvs1, 100);
        net.startOursAndWait(net.lvs2, "priority=99");
        net.awaitMaster(net.lvs1);
        net.lvs1.setLink("eth0", false);
        net.awaitMaster(net.lvs2);
        net.awaitNone(net.lvs1);
        net.lvs1.setLink("eth0", true);
        net.awaitMaster(net.lvs1);
        net.awaitNone(net.lvs2);
    }

    @Test
    void shouldReleaseToKeepalivedInOrderWhenStopped() {
        HostProcess ours = net.startOursAndWait(net.lvs1, "priority=100");
        net.startKeepalived(net.lvs2, 99);
        net.awaitMaster(net.lvs1);
        ours.signal("TERM");
        ours.awaitLine(
                line -> line.contains("sync group HK_GRP1: MASTER to INITIALIZE, stopped"), SeedNetwork.PATIENCE);
        ours.awaitExit(SeedNetwork.PATIENCE);
        assertThat(net.holdsNone(net.lvs1)).isTrue();
        net.awaitMaster(net.lvs2);
        Instant released = Heard.in(net.wan.frames()).stream()
                .filter(heard -> heard.priority() == 0)
                .findFirst()
                .orElseThrow()
                .time();
        Duration took = Duration.between(released, net.firstFrom(net.wan, WAN2, released));
        System.out.println("[measure] keepalived after our priority 0: " + took.toMillis() + " ms");
        assertThat(took).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void shouldLeaveNoSecondOwnerWhenItStandsStillAsMaster() {
        HostProcess ours = net.startOursAndWait(net.lvs1, "priority=100");
        net.startKeepalived(net.lvs2, 99);
        net.awaitMaster(net.lvs1);
        net.firstFrom(net.wan, WAN1, net.firstFrom(net.wan, WAN1, Instant.MIN).plusMillis(1500));
        ours.freeze();
        Eventually.within(SeedNetwork.PATIENCE, "keepalived holds the address, ours no more", () -> {
            boolean theirs = net.holds(net.lvs2, "eth0", SeedNetwork.VIP);
            boolean stillOurs = net.holds(net.lvs1, "eth0", SeedNetwork.VIP);
            assertThat(theirs && stillOurs).as("two owners at one time").isFalse();
            return theirs;
        });
        Instant takeover = net.firstFrom(net.wan, WAN2, Instant.MIN);
        net.firstFrom(net.wan, WAN2, takeover.plusMillis(1500));
        ours.thaw();
        net.awaitMaster(net.lvs1);
        net.awaitNone(net.lvs2);
        assertThat(Heard.masters(Heard.in(net.wan.stop()))).containsExactly(WAN1, WAN2, WAN1);
    }

    @Test
    void shouldNotTakeOverFromALivingMasterAfterItStoodStillAsBackup() {
        net.startKeepalived(net.lvs1, 100);
        HostProcess ours = net.startOursAndWait(net.lvs2, "priority=99");
        net.awaitMaster(net.lvs1);
        Instant master = net.firstFrom(net.wan, WAN1, Instant.MIN);
        ours.freeze();
        net.firstFrom(net.wan, WAN1, master.plusSeconds(6));
        ours.thaw();
        net.firstFrom(net.wan, WAN1, master.plusSeconds(9));
        assertThat(Heard.masters(Heard.in(net.wan.stop()))).containsExactly(WAN1);
        assertThat(Heard.masters(Heard.in(net.inside.stop()))).containsExactly(LAN1);
        assertThat(net.holdsNone(net.lvs2)).isTrue();
    }

    private void assertTakeover(Instant last, int priority) {
        Duration bound = down(priority).plus(GRACE);
        assertThat(Duration.between(last, net.firstFrom(net.wan, WAN2, last))).isLessThan(bound);
        assertThat(Duration.between(last, net.firstFrom(net.inside, LAN2, last)))
                .isLessThan(bound);
    }

    private void report(String what, Instant last, int priority) {
        reportOf(what, last, WAN2, LAN2, priority);
    }

    private void reportOf(String what, Instant last, String onWan, String onLan, int priority) {
        System.out.println("[measure] " + what + ": WAN "
                + Duration.between(last, net.firstFrom(net.wan, onWan, last)).toNanos() / 1000 + " us, LAN "
                + Duration.between(last, net.firstFrom(net.inside, onLan, last)).toNanos() / 1000
                + " us after the last advertisement of the group; theory "
                + down(priority).toNanos() / 1000 + " us");
    }

    private static Duration down(int priority) {
        return VrrpTimers.masterDownInterval(VrrpVersion.V2, Priority.of(priority), Duration.ofSeconds(1), 3);
    }
}
