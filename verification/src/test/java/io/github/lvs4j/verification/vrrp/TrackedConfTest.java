package io.github.lvs4j.verification.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.director.conf.ConfReading;
import io.github.lvs4j.director.conf.KeepalivedConf;
import io.github.lvs4j.netlink.namespace.NetworkNamespace;
import io.github.lvs4j.testkit.hosts.Capture;
import io.github.lvs4j.testkit.hosts.Eventually;
import io.github.lvs4j.testkit.hosts.TestHost;
import io.github.lvs4j.testkit.hosts.TestLan;
import io.github.lvs4j.testkit.junit.RequiresPeer;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.testkit.peers.Keepalived;
import io.github.lvs4j.vrrp.VrrpRouter;
import io.github.lvs4j.vrrp.linux.LinuxVrrp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * One keepalived.conf, read by keepalived on one host and by us on another, each the only router of its networks. Both track the
 * same scripts and the same file, so that both wires must tell the same priorities in the same order.
 */
@Tag("netns")
@RequiresRoot
@RequiresTool({"ip", "tcpdump", "test"})
@RequiresPeer("keepalived")
class TrackedConfTest {

    private static final Duration PATIENCE = Duration.ofSeconds(25);

    @TempDir
    Path directory;

    private final TestLan lan = TestLan.create();
    private final List<TestHost> hosts = List.of(lan.host("keepalived"), lan.host("ours"));
    private final List<Capture> captures = new ArrayList<>();
    private VrrpRouter ours;

    @AfterEach
    void end() {
        if (ours != null) {
            ours.close();
        }
        captures.forEach(Capture::close);
        lan.close();
    }

    @WaitingTest
    void shouldWeighScriptsFilesAndInterfacesAsKeepalivedDoes() throws Exception {
        touch("bonus", "well", "needed");
        start("""
                vrrp_instance A {
                    %s
                    track_script {
                        bonus
                        well weight -30
                        needed
                        unneeded
                    }
                    track_file {
                        load
                    }
                    track_interface {
                        eth1 weight 15
                        eth2 weight -7 reverse
                    }
                }
                """.formatted(routerOn(0)));
        awaitPriority(100 + 20 + 2 * 3 + 15);
        remove("bonus");
        awaitPriority(100 + 2 * 3 + 15);
        remove("well");
        awaitPriority(100 - 30 + 2 * 3 + 15);
        load(-100);
        awaitPriority(1);
        load(120);
        awaitPriority(254);
        load(0);
        awaitPriority(100 - 30 + 15);
        hosts.forEach(host -> host.setLink("eth2", false));
        awaitPriority(100 - 30 + 15 + 7);
        hosts.forEach(host -> host.setLink("eth1", false));
        awaitPriority(100 - 30 + 7);

        remove("needed");
        awaitRelease(0);
        touch("needed");
        awaitPriority(100 - 30 + 7);
        touch("well");
        awaitPriority(100 + 7);
        touch("unneeded"); // weight 0 reverse: a fault while it succeeds
        awaitRelease(1);
        remove("unneeded");
        awaitPriority(100 + 7);
        load(-127); // doubled, -254: a fault
        awaitRelease(2);
        load(1);
        awaitPriority(100 + 2 + 7);
        assertSameOnBothWires(141, 121, 91, 1, 254, 85, 92, 77, 0, 77, 107, 0, 107, 0, 109);
    }

    @WaitingTest
    void shouldMoveAGroupAsKeepalivedDoes() throws Exception {
        touch("bonus", "well", "needed");
        start("""
                vrrp_sync_group BOTH {
                    group {
                        A
                        B
                    }
                    track_script {
                        well weight -30
                    }
                    track_file {
                        load weight 3 noreverse
                    }
                }
                vrrp_instance A {
                    %s
                    track_script {
                        bonus
                        needed
                    }
                }
                vrrp_instance B {
                    %s
                    track_script {
                        unneeded
                    }
                }
                """.formatted(routerOn(0), routerOn(1)));
        awaitPriority(100 + 3 * 3);
        remove("well");
        awaitPriority(100 + 3 * 3 - 30);
        remove("bonus"); // a weight of one member alone, which both leave out
        load(-2);
        awaitPriority(100 - 3 * 2 - 30);
        remove("needed");
        awaitRelease(0);
        touch("needed");
        awaitPriority(100 - 3 * 2 - 30);
        touch("well");
        awaitPriority(100 - 3 * 2);
        assertSameOnBothWires(109, 79, 64, 0, 64, 94);
    }

    /** What every instance says of itself, on a link of its own. */
    private static String routerOn(int link) {
        return """
                state BACKUP
                interface eth%1$d
                virtual_router_id 9
                version 3
                advert_int 0.2
                virtual_ipaddress {
                    10.8.%1$d.88
                }
                """.formatted(link);
    }

    /** Everything of both tests; what a test does not track is named by the reader, and has no effect. */
    private void start(String instances) throws IOException {
        String text = """
                global_defs {
                    script_user root
                }
                vrrp_script bonus {
                    script "/usr/bin/test -e DIR/bonus"
                    weight 20
                }
                vrrp_script well {
                    script "/usr/bin/test -e 'DIR/well'"
                    interval 1
                    weight 99
                    fall 2
                }
                vrrp_script needed {
                    script "/usr/bin/test -e DIR/needed"
                }
                vrrp_script unneeded {
                    script "/usr/bin/test -e DIR/unneeded"
                    weight 0 reverse
                }
                track_file load {
                    file DIR/load
                    weight 2
                    init_file 3
                }
                """.replace("DIR", directory.toString()) + instances;
        int links = instances.split("vrrp_instance ", -1).length - 1;
        Path conf = Files.writeString(directory.resolve("keepalived.conf"), text);
        for (TestHost host : hosts) {
            for (int link = 0; link < 3; link++) {
                host.connect("eth" + link, lan.network(host.name() + link), "10.9." + link + ".1/24");
            }
            for (int link = 0; link < links; link++) {
                captures.add(host.capture("eth" + link, "ip proto 112"));
            }
        }
        hosts.get(0).start(Keepalived.command(conf, directory, "--vrrp"), Map.of());
        ConfReading reading = KeepalivedConf.read(conf);
        try (NetworkNamespace namespace = NetworkNamespace.at(hosts.get(1).namespacePath())) {
            ours = namespace.open(() -> LinuxVrrp.start(reading.orThrow().vrrp().orElseThrow(), event -> {}));
        }
    }

    private void awaitPriority(int priority) {
        Eventually.within(
                PATIENCE,
                "priority " + priority + " on both wires",
                () -> wires().stream().allMatch(wire -> !wire.isEmpty() && wire.get(wire.size() - 1) == priority));
    }

    /** Priority 0 on both wires for the second, third… time, and no address left. */
    private void awaitRelease(int before) {
        Eventually.within(
                PATIENCE,
                "priority 0 and no address",
                () -> wires().stream()
                                .allMatch(wire ->
                                        wire.stream().filter(one -> one == 0).count() > before)
                        && hosts.stream()
                                .noneMatch(host -> host.ip("-o", "address").contains(" 10.8.")));
    }

    private void assertSameOnBothWires(Integer... priorities) {
        assertThat(wires()).allSatisfy(wire -> assertThat(wire).containsExactly(priorities));
    }

    /** The priorities on each wire, keepalived's first, repetitions left out. */
    private List<List<Integer>> wires() {
        List<List<Integer>> wires = new ArrayList<>();
        for (Capture capture : captures) {
            List<Integer> priorities = new ArrayList<>();
            for (Heard heard : Heard.in(capture.frames())) {
                if (priorities.isEmpty() || priorities.get(priorities.size() - 1) != heard.priority()) {
                    priorities.add(heard.priority());
                }
            }
            wires.add(priorities);
        }
        return wires;
    }

    private void touch(String... names) throws IOException {
        for (String name : names) {
            Files.createFile(directory.resolve(name));
        }
    }

    private void remove(String name) throws IOException {
        Files.delete(directory.resolve(name));
    }

    /** In one step, so that nobody reads an empty file. */
    private void load(int number) throws IOException {
        Path next = Files.writeString(directory.resolve("next"), number + "\n");
        Files.move(next, directory.resolve("load"), StandardCopyOption.ATOMIC_MOVE);
    }
}
