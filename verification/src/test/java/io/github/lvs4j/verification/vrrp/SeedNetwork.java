package io.github.lvs4j.verification.vrrp;

import io.github.lvs4j.testkit.hosts.Capture;
import io.github.lvs4j.testkit.hosts.Eventually;
import io.github.lvs4j.testkit.hosts.HostProcess;
import io.github.lvs4j.testkit.hosts.TestHost;
import io.github.lvs4j.testkit.hosts.TestLan;
import io.github.lvs4j.testkit.hosts.TestNetwork;
import io.github.lvs4j.testkit.peers.Keepalived;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * <pre>
 *            WAN 113.226.77.0/24              LAN 192.168.168.0/24
 *  lvs1   eth0 .81                          eth1 .21
 *  lvs2   eth0 .82                          eth1 .22
 *  client eth0 .90, captures                eth1 .90, captures
 * </pre>
 */
final class SeedNetwork implements AutoCloseable {

    static final String VIP = "113.226.77.88";
    static final String GATEWAY = "192.168.168.11";
    static final String WAN1 = "113.226.77.81";
    static final String WAN2 = "113.226.77.82";
    static final String LAN1 = "192.168.168.21";
    static final String LAN2 = "192.168.168.22";
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private final TestLan lan = TestLan.create();
    private final List<Path> directories = new ArrayList<>();
    final TestHost lvs1 = lan.host("lvs1");
    final TestHost lvs2 = lan.host("lvs2");
    final TestHost client = lan.host("client");
    final Capture wan;
    final Capture inside;

    SeedNetwork() {
        TestNetwork wanNetwork = lan.network("wan");
        TestNetwork lanNetwork = lan.network("lan");
        lvs1.connect("eth0", wanNetwork, WAN1 + "/24").connect("eth1", lanNetwork, LAN1 + "/24");
        lvs2.connect("eth0", wanNetwork, WAN2 + "/24").connect("eth1", lanNetwork, LAN2 + "/24");
        client.connect("eth0", wanNetwork, "113.226.77.90/24").connect("eth1", lanNetwork, "192.168.168.90/24");
        wan = client.capture("eth0", "ip proto 112 or arp");
        inside = client.capture("eth1", "ip proto 112 or arp");
    }

    /** Our director; the program itself, so that signals reach it. */
    HostProcess startOurs(TestHost host, String... options) {
        return host.start(command(options), Map.of());
    }

    HostProcess startOursAndWait(TestHost host, String... options) {
        HostProcess process = startOurs(host, options);
        process.awaitLine("started"::equals, PATIENCE);
        return process;
    }

    static List<String> command(String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                SeedDirector.class.getName()));
        command.addAll(List.of(options));
        return command;
    }

    HostProcess startKeepalived(TestHost host, int priority) {
        try {
            Path directory = Files.createTempDirectory("lvs4j-keepalived");
            directories.add(directory);
            Path file = directory.resolve("keepalived.conf");
            Files.writeString(
                    file,
                    "vrrp_sync_group HK_GRP1 {\n group {\n LVS_WAN\n LVS_LAN\n }\n}\n"
                            + instance("LVS_WAN", "eth0", "1c7f545a", VIP, priority)
                            + instance("LVS_LAN", "eth1", "9aa614f7", GATEWAY, priority));
            return host.start(Keepalived.command(file, directory, "--vrrp"), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write keepalived.conf", e);
        }
    }

    private static String instance(String name, String where, String password, String address, int priority) {
        return "vrrp_instance " + name + " {\n state BACKUP\n interface " + where
                + "\n virtual_router_id 100\n priority " + priority
                + "\n advert_int 1\n authentication {\n auth_type PASS\n auth_pass " + password
                + "\n }\n virtual_ipaddress {\n " + address + "\n }\n}\n";
    }

    /** Both processes at once: were the parent killed first, the child would still step down in order. */
    static void killKeepalived(HostProcess keepalived) {
        keepalived.freeze();
        ProcessHandle.of(keepalived.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .forEach(ProcessHandle::destroyForcibly);
        keepalived.kill();
    }

    boolean holds(TestHost host, String interfaceName, String address) {
        return host.ip("-4", "-o", "address", "show", "dev", interfaceName).contains(" " + address + "/");
    }

    boolean holdsBoth(TestHost host) {
        return holds(host, "eth0", VIP) && holds(host, "eth1", GATEWAY);
    }

    boolean holdsNone(TestHost host) {
        return !holds(host, "eth0", VIP) && !holds(host, "eth1", GATEWAY);
    }

    void awaitMaster(TestHost host) {
        Eventually.within(PATIENCE, host.name() + " holds both addresses", () -> holdsBoth(host));
    }

    void awaitNone(TestHost host) {
        Eventually.within(PATIENCE, host.name() + " holds neither address", () -> holdsNone(host));
    }

    /** The last advertisement that one host sent on any of the two networks. */
    Instant lastFrom(String onWan, String onLan) {
        Instant last = Instant.MIN;
        for (Heard heard : all()) {
            if ((heard.source().equals(onWan) || heard.source().equals(onLan))
                    && heard.time().isAfter(last)) {
                last = heard.time();
            }
        }
        return last;
    }

    /** The first advertisement of a source after an instant, waited for. */
    Instant firstFrom(Capture capture, String source, Instant after) {
        Eventually.within(
                PATIENCE,
                "an advertisement of " + source,
                () -> Heard.in(capture.frames()).stream()
                        .anyMatch(heard ->
                                heard.source().equals(source) && heard.time().isAfter(after)));
        return Heard.in(capture.frames()).stream()
                .filter(heard -> heard.source().equals(source) && heard.time().isAfter(after))
                .findFirst()
                .orElseThrow()
                .time();
    }

    List<Heard> all() {
        List<Heard> all = new ArrayList<>(Heard.in(wan.frames()));
        all.addAll(Heard.in(inside.frames()));
        return all;
    }

    @Override
    public void close() {
        wan.close();
        inside.close();
        lan.close();
        for (Path directory : directories) {
            try (var files = Files.list(directory)) {
                files.forEach(SeedNetwork::delete);
                delete(directory);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot delete " + directory, e);
            }
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path, e);
        }
    }
}
