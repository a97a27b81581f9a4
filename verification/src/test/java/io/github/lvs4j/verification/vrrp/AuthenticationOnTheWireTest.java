package io.github.lvs4j.verification.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.hosts.Eventually;
import io.github.lvs4j.testkit.hosts.HostProcess;
import io.github.lvs4j.testkit.hosts.TestHost;
import io.github.lvs4j.testkit.hosts.TestLan;
import io.github.lvs4j.testkit.hosts.TestNetwork;
import io.github.lvs4j.testkit.junit.RequiresPeer;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.testkit.peers.Keepalived;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Authentication header and HMAC trailer, multicast and unicast, both families, through real sockets. */
@Tag("netns")
@RequiresRoot
@RequiresTool("ip")
class AuthenticationOnTheWireTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String VIP = "113.226.77.88";
    private static final String VIP6 = "fe80::100";
    private static final String KEY = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private final TestLan lan = TestLan.create();
    private final TestHost one = lan.host("one");
    private final TestHost two = lan.host("two");

    @TempDir
    Path directory;

    AuthenticationOnTheWireTest() {
        TestNetwork network = lan.network("wan");
        one.connect("eth0", network, "192.0.2.11/24");
        two.connect("eth0", network, "192.0.2.12/24");
        one.ip("address", "add", "2001:db8::b/64", "dev", "eth0", "nodad");
        two.ip("address", "add", "2001:db8::c/64", "dev", "eth0", "nodad");
    }

    @AfterEach
    void close() {
        lan.close();
    }

    @WaitingTest
    @RequiresPeer("keepalived")
    void shouldElectOneMasterWithKeepalivedByAuthenticationHeader() throws IOException {
        takeTurns(
                "virtual_router_id 100\n authentication {\n auth_type AH\n auth_pass 1c7f545a\n }\n",
                VIP,
                "version=2",
                "millis=1000",
                "ah=1c7f545a",
                "addresses=" + VIP);
    }

    @WaitingTest
    @RequiresPeer("keepalived")
    void shouldElectOneMasterWithKeepalivedByAuthenticationHeaderOverUnicast() throws IOException {
        takeTurns(
                "virtual_router_id 100\n authentication {\n auth_type AH\n auth_pass 1c7f545a\n }\n"
                        + " unicast_src_ip 192.0.2.11\n unicast_peer {\n 192.0.2.12\n }\n",
                VIP,
                "version=2",
                "millis=1000",
                "ah=1c7f545a",
                "addresses=" + VIP,
                "peers=192.0.2.11");
    }

    @WaitingTest
    @RequiresPeer("keepalived")
    void shouldElectOneMasterWithKeepalivedOverIpv6() throws IOException {
        takeTurns(
                "virtual_router_id 100\n version 3\n advert_int 0.2\n",
                VIP6,
                "version=3",
                "millis=200",
                "addresses=" + VIP6);
    }

    @WaitingTest
    @RequiresPeer("keepalived")
    void shouldElectOneMasterWithKeepalivedOverIpv6Unicast() throws IOException {
        takeTurns(
                "virtual_router_id 100\n version 3\n advert_int 0.2\n unicast_src_ip 2001:db8::b\n unicast_peer {\n"
                        + " 2001:db8::c\n }\n",
                VIP6,
                "version=3",
                "millis=200",
                "addresses=" + VIP6,
                "source=2001:db8::c",
                "peers=2001:db8::b");
    }

    /** keepalived on one with priority 100, ours on two with 99, then with 101. */
    private void takeTurns(String words, String address, String... options) throws IOException {
        HostProcess keepalived = keepalived(words, address);
        awaitAddress(one, address);
        HostProcess ours = ours(two, "99", options);
        stay(one, two, address);
        SeedNetwork.killKeepalived(keepalived);
        awaitAddress(two, address);
        deletePidFiles();
        one.ip("address", "flush", "dev", "eth0", "to", address);
        ours.signal("TERM");
        ours.awaitExit(PATIENCE);

        keepalived = keepalived(words, address);
        awaitAddress(one, address);
        ours = ours(two, "101", options);
        awaitAddress(two, address);
        stay(two, one, address);
        ours.signal("TERM");
        awaitAddress(one, address);
        assertThat(keepalived.isAlive()).isTrue();
    }

    /** A keepalived that was killed counts from one again, and goes on from what it hears of us. */
    @WaitingTest
    @RequiresPeer("keepalived")
    void shouldYieldToAKeepalivedThatReturns() throws IOException {
        String words = "virtual_router_id 100\n authentication {\n auth_type AH\n auth_pass 1c7f545a\n }\n";
        HostProcess ours = ours(two, "99", "version=2", "millis=1000", "ah=1c7f545a", "addresses=" + VIP);
        awaitAddress(two, VIP);
        keepalived(words, VIP);
        awaitAddress(one, VIP);
        ours.awaitLine(line -> line.contains("MASTER to BACKUP, a router of higher priority"), PATIENCE);
        stay(one, two, VIP);
    }

    @WaitingTest
    void shouldCountAPeerWithoutHeaderAndOneOfAnotherPassword() {
        HostProcess ah = ours(one, "100", "version=2", "millis=1000", "addresses=" + VIP, "ah=1c7f545a");
        HostProcess none = ours(two, "99", "version=2", "millis=1000", "addresses=" + VIP);
        none.awaitLine(line -> line.contains("an authentication header (AH) where we have none"), PATIENCE);
        ah.awaitLine(line -> line.contains("no authentication header where ours has one"), PATIENCE);
        none.signal("TERM");
        none.awaitExit(PATIENCE);
        HostProcess other = ours(two, "99", "version=2", "millis=1000", "addresses=" + VIP, "ah=other");
        other.awaitLine(line -> line.contains("wrong integrity check value"), PATIENCE);
    }

    @WaitingTest
    void shouldAgreeByHmacOverBothFamilies() {
        for (String address : new String[] {VIP, VIP6}) {
            String[] options = {"version=3", "millis=200", "addresses=" + address, "hmac=" + KEY};
            HostProcess first = ours(one, "100", options);
            awaitAddress(one, address);
            HostProcess second = ours(two, "99", options);
            stay(one, two, address);
            first.signal("TERM");
            awaitAddress(two, address);
            HostProcess plain = ours(one, "98", "version=3", "millis=200", "addresses=" + address);
            second.awaitLine(line -> line.contains("no HMAC trailer where ours is enforced"), PATIENCE);
            plain.awaitLine(line -> line.contains("where the address count asks for"), PATIENCE);
            plain.signal("TERM");
            plain.awaitExit(PATIENCE);
            second.signal("TERM");
            second.awaitExit(PATIENCE);
        }
    }

    /**
     * keepalived ends, as one that runs already, while a process is there whose number is in vrrp.pid: its killed child is, for
     * seconds, until the machine's first process has waited for it.
     */
    private void deletePidFiles() throws IOException {
        for (String file : new String[] {"keepalived.pid", "vrrp.pid"}) {
            Files.deleteIfExists(directory.resolve(file));
        }
    }

    private HostProcess keepalived(String words, String address) throws IOException {
        Path file = directory.resolve("keepalived.conf");
        Files.writeString(
                file,
                "vrrp_instance VI {\n state BACKUP\n interface eth0\n priority 100\n " + words
                        + " virtual_ipaddress {\n " + address + "\n }\n}\n");
        return one.start(Keepalived.command(file, directory, "--vrrp"), Map.of());
    }

    private static HostProcess ours(TestHost host, String priority, String... options) {
        String[] all = Arrays.copyOf(options, options.length + 1);
        all[options.length] = "priority=" + priority;
        HostProcess process = host.start(OneRouter.command(all), Map.of());
        process.awaitLine("started"::equals, PATIENCE);
        return process;
    }

    private static boolean holds(TestHost host, String address) {
        return host.ip("-o", "address", "show", "dev", "eth0").contains(" " + address + "/");
    }

    private static void awaitAddress(TestHost host, String address) {
        Eventually.within(PATIENCE, host.name() + " holds " + address, () -> holds(host, address));
    }

    /** For longer than the master down interval the one holds the address and the other does not. */
    private static void stay(TestHost holder, TestHost other, String address) {
        long intervals = address.equals(VIP) ? 20 : 5; // at least 200 ms each
        for (int i = 0; i < intervals; i++) {
            LockSupport.parkNanos(200_000_000L);
            assertThat(holds(holder, address) && !holds(other, address)).isTrue();
        }
    }
}
