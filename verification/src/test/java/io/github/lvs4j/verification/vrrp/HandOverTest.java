package io.github.lvs4j.verification.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.examples.HandOver;
import io.github.lvs4j.testkit.hosts.HostProcess;
import io.github.lvs4j.testkit.junit.RequiresPeer;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.testkit.peers.Keepalived;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's lines that fail a group over by hand, as they stand in the examples, with keepalived on the other host. */
@Tag("netns")
@RequiresRoot
@RequiresTool({"ip", "tcpdump", "mkfifo"})
@RequiresPeer("keepalived")
class HandOverTest {

    private static final String KEEPALIVED = """
            vrrp_sync_group GATEWAY {
                group {
                    WAN
                    LAN
                }
            }
            vrrp_instance WAN {
                state BACKUP
                interface eth0
                virtual_router_id 100
                priority 90
                virtual_ipaddress {
                    113.226.77.88
                }
            }
            vrrp_instance LAN {
                state BACKUP
                interface eth1
                virtual_router_id 100
                priority 90
                virtual_ipaddress {
                    192.168.168.11
                }
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void shouldHandTheGroupToKeepalivedAndTakeItBack() throws IOException {
        Path conf = Files.writeString(directory.resolve("keepalived.conf"), KEEPALIVED);
        Path keyboard = directory.resolve("keyboard");
        try (SeedNetwork net = new SeedNetwork()) {
            net.lvs1.run("mkfifo", keyboard.toString()).orFail();
            List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" <>\"$0\"", keyboard.toString()));
            command.addAll(SeedNetwork.command());
            command.set(command.size() - 1, HandOver.class.getName());
            HostProcess ours = net.lvs1.start(command, Map.of());
            net.lvs2.start(Keepalived.command(conf, directory, "--vrrp"), Map.of());
            net.awaitMaster(net.lvs1);

            Files.writeString(keyboard, "\n");
            assertThat(ours.awaitLine(line -> line.startsWith("the master is"), SeedNetwork.PATIENCE))
                    .startsWith("the master is " + SeedNetwork.WAN2);
            net.awaitMaster(net.lvs2);
            assertThat(net.holdsNone(net.lvs1)).isTrue();

            Files.writeString(keyboard, "\n");
            ours.awaitLine(line -> line.startsWith("master again"), SeedNetwork.PATIENCE);
            assertThat(net.holdsBoth(net.lvs1)).isTrue();
            net.awaitNone(net.lvs2);

            Files.writeString(keyboard, "\n");
            assertThat(ours.awaitExit(SeedNetwork.PATIENCE)).isZero();
            net.awaitMaster(net.lvs2);
        }
    }
}
