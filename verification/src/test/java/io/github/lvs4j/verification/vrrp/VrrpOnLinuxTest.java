package io.github.lvs4j.verification.vrrp;

import static io.github.lvs4j.verification.vrrp.SeedNetwork.VIP;
import static io.github.lvs4j.verification.vrrp.SeedNetwork.WAN1;
import static io.github.lvs4j.verification.vrrp.SeedNetwork.WAN2;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.hosts.Eventually;
import io.github.lvs4j.testkit.hosts.HostProcess;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** Our director alone, or beside another of ours: what a third host sees, what the kernel holds, what is refused. */
@Tag("netns")
@RequiresRoot
@RequiresTool({"ip", "tcpdump", "curl"})
class VrrpOnLinuxTest {

    private final SeedNetwork net = new SeedNetwork();

    @AfterEach
    void close() {
        net.close();
    }

    @WaitingTest
    void shouldBeReachedAtTheNewMasterWithoutWaitingForTheNeighboursCache() {
        HostProcess first = net.startOursAndWait(net.lvs1, "priority=100");
        net.startOursAndWait(net.lvs2, "priority=99");
        net.awaitMaster(net.lvs1);
        assertThat(answers()).isTrue();
        assertThat(neighbour()).contains(mac("lvs1"));

        first.kill();
        net.awaitMaster(net.lvs2);
        Instant takeover = net.firstFrom(net.wan, WAN2, Instant.MIN);
        Eventually.within(
                Duration.ofSeconds(2),
                "the client's cache names the new master",
                () -> neighbour().contains(mac("lvs2")));
        assertThat(answers()).isTrue();
        assertThat(announcements(takeover, takeover.plusSeconds(1)))
                .as("five at once, each an ARP request of the address for itself")
                .isEqualTo(5);
        Eventually.within(
                SeedNetwork.PATIENCE,
                "a second burst of five",
                () -> announcements(takeover.plusMillis(4900), Instant.MAX) == 5);
    }

    private long announcements(Instant from, Instant to) {
        String mac = mac("lvs2").replace(":", "");
        String frame = "ffffffffffff" + mac + "0806" + "0001080006040001" + mac + "71e24d58" + "ffffffffffff71e24d58";
        return net.wan.frames().stream()
                .filter(heard -> heard.hex().startsWith(frame)
                        && heard.time().isAfter(from)
                        && heard.time().isBefore(to))
                .count();
    }

    @WaitingTest
    void shouldLoseItsAddressesByTheLeaseWhenKilled() {
        HostProcess ours = net.startOursAndWait(net.lvs1);
        net.awaitMaster(net.lvs1);
        assertThat(net.lvs1.ip("-4", "-o", "address", "show", "dev", "eth0", "to", VIP))
                .as("two seconds, prolonged twice a second")
                .containsPattern("valid_lft [12]sec");
        Instant first = net.firstFrom(net.wan, WAN1, Instant.MIN);
        net.firstFrom(net.wan, WAN1, first.plusMillis(4500)); // longer than the lease: it was prolonged
        assertThat(net.holdsBoth(net.lvs1)).isTrue();
        ours.kill();
        net.awaitNone(net.lvs1);
        reportLease("SIGKILL");
    }

    @WaitingTest
    void shouldLoseItsAddressesByTheLeaseWhenFrozenAndTakeThemBackWhenThawed() {
        HostProcess ours = net.startOursAndWait(net.lvs1);
        net.awaitMaster(net.lvs1);
        net.firstFrom(net.wan, WAN1, Instant.MIN);
        ours.freeze();
        net.awaitNone(net.lvs1);
        reportLease("SIGSTOP");
        ours.thaw();
        net.awaitMaster(net.lvs1);
    }

    @WaitingTest
    void shouldRemoveAtTheStartWhatAKilledDirectorLeft() {
        HostProcess ours = net.startOursAndWait(net.lvs1, "lease=off");
        net.awaitMaster(net.lvs1);
        ours.kill();
        assertThat(net.holdsBoth(net.lvs1)).isTrue();
        net.startOursAndWait(net.lvs1, "lease=off");
        assertThat(net.holdsNone(net.lvs1)).isTrue();
        net.awaitMaster(net.lvs1);
    }

    @WaitingTest
    void shouldRefuseAForeignAddressUnlessToldToAdoptIt() {
        net.lvs1.ip("address", "add", VIP + "/32", "dev", "eth0");
        HostProcess refused = net.startOurs(net.lvs1);
        String line = refused.awaitLine(text -> text.startsWith("refused"), SeedNetwork.PATIENCE);
        assertThat(line)
                .contains("virtual address 113.226.77.88/32 is already on eth0")
                .contains("adoptAddresses");
        assertThat(refused.awaitExit(SeedNetwork.PATIENCE)).isEqualTo(2);
        assertThat(net.holds(net.lvs1, "eth0", VIP)).isTrue();

        net.startOursAndWait(net.lvs1, "adopt=yes");
        net.awaitMaster(net.lvs1);
        assertThat(net.lvs1.ip("-4", "-o", "address", "show", "dev", "eth0", "to", VIP))
                .as("ours, with a lease")
                .containsPattern("valid_lft [12]sec");
    }

    @WaitingTest
    void shouldRefuseASecondDirectorOfTheSameVirtualRouter() {
        HostProcess first = net.startOurs(net.lvs1, "twice=yes");
        assertThat(first.awaitLine(text -> text.startsWith("refused"), SeedNetwork.PATIENCE))
                .contains("IPv4 virtual router id 100 on eth0 already runs in this network namespace");
        HostProcess second = net.startOurs(net.lvs1);
        assertThat(second.awaitLine(text -> text.startsWith("refused"), SeedNetwork.PATIENCE))
                .contains("IPv4 virtual router id 100 on eth0 already runs in this network namespace");
        net.startOursAndWait(net.lvs2); // another namespace is another matter
        first.kill();
        net.startOursAndWait(net.lvs1); // a dead process holds no name
    }

    @WaitingTest
    void shouldRefuseAnInterfaceThatIsNotThere() {
        HostProcess refused = net.startOurs(net.lvs1, "interface=eth7", "alone=yes");
        assertThat(refused.awaitLine(text -> text.startsWith("refused"), SeedNetwork.PATIENCE))
                .contains("there is no interface eth7");
    }

    @WaitingTest
    void shouldPutBackAnAddressThatSomebodyRemoved() {
        HostProcess ours = net.startOursAndWait(net.lvs1);
        net.awaitMaster(net.lvs1);
        net.lvs1.ip("address", "del", VIP + "/32", "dev", "eth0");
        ours.awaitLine(
                line -> line.contains("LVS_WAN: MASTER to BACKUP, a virtual address was removed"),
                SeedNetwork.PATIENCE);
        ours.awaitLine(line -> line.contains("BACKUP to MASTER, restores its virtual addresses"), SeedNetwork.PATIENCE);
        net.awaitMaster(net.lvs1);
    }

    @WaitingTest
    void shouldWaitAtFaultForAnInterfaceThatIsMadeAnew() {
        HostProcess ours = net.startOursAndWait(net.lvs1, "alone=yes");
        Eventually.within(SeedNetwork.PATIENCE, "master", () -> net.holds(net.lvs1, "eth0", VIP));
        net.lvs1.ip("address", "flush", "dev", "eth0", "to", WAN1 + "/24");
        ours.awaitLine(line -> line.contains("to FAULT, no source address"), SeedNetwork.PATIENCE);
        net.lvs1.ip("address", "add", WAN1 + "/24", "dev", "eth0");
        ours.awaitLine(line -> line.contains("FAULT to BACKUP, fault cleared"), SeedNetwork.PATIENCE);
        Eventually.within(SeedNetwork.PATIENCE, "master again", () -> net.holds(net.lvs1, "eth0", VIP));

        net.lvs1.ip("link", "del", "eth0");
        ours.awaitLine(line -> line.contains("to FAULT, interface missing"), SeedNetwork.PATIENCE);
        net.lvs1.ip("link", "add", "eth0", "type", "veth", "peer", "name", "eth9");
        net.lvs1.ip("link", "set", "eth9", "up");
        net.lvs1.ip("address", "add", WAN1 + "/24", "dev", "eth0");
        net.lvs1.ip("link", "set", "eth0", "up");
        Eventually.within(SeedNetwork.PATIENCE, "master anew", () -> net.holds(net.lvs1, "eth0", VIP));
    }

    private void reportLease(String how) {
        Instant last = net.lastFrom(WAN1, SeedNetwork.LAN1);
        Duration took = Duration.between(last, Instant.now());
        System.out.println("[measure] addresses gone after " + how + ": " + took.toMillis()
                + " ms after the last advertisement, seen by polling");
        assertThat(took)
                .as("two seconds, and before a backup would take over")
                .isBetween(Duration.ofMillis(1950), Duration.ofMillis(3600));
    }

    /** Whether a host answers at the virtual address within a second: nothing listens there, so it refuses the connection. */
    private boolean answers() {
        int refused = 7; // curl(1): failed to connect to host; a silent address would be 28, a time-out
        return net.client.run("curl", "-s", "-m", "1", "http://" + VIP + ":9/").exitStatus() == refused;
    }

    private String neighbour() {
        return net.client.ip("neigh", "show", VIP, "dev", "eth0");
    }

    private String mac(String host) {
        return (host.equals("lvs1") ? net.lvs1 : net.lvs2)
                .run("cat", "/sys/class/net/eth0/address")
                .orFail()
                .strip();
    }
}
