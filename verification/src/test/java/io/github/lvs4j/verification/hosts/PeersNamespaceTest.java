package io.github.lvs4j.verification.hosts;

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
import io.github.lvs4j.testkit.peers.Nginx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The peers run as the launcher unpacked them, in a namespace, with all their files in one directory. */
@Tag("netns")
@RequiresRoot
@RequiresTool({"ip", "curl"})
class PeersNamespaceTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private TestLan lan;
    private TestHost host;

    @BeforeEach
    void connectAHost() {
        lan = TestLan.create();
        TestNetwork network = lan.network("lan");
        host = lan.host("host").connect("eth0", network, "10.9.1.1/24");
    }

    @AfterEach
    void removeIt() {
        lan.close();
    }

    @Test
    @RequiresPeer("keepalived")
    void shouldSeeKeepalivedTakeItsAddressAndGiveItBack() throws IOException {
        Path configuration = Files.writeString(directory.resolve("keepalived.conf"), """
                vrrp_instance VI_1 {
                    state MASTER
                    interface eth0
                    virtual_router_id 51
                    priority 100
                    advert_int 1
                    virtual_ipaddress {
                        10.9.1.100/32
                    }
                }
                """);
        HostProcess keepalived = host.start(Keepalived.command(configuration, directory, "--vrrp"), Map.of());

        keepalived.awaitLine(line -> line.contains("Entering MASTER STATE"), SOON);
        Eventually.within(
                SOON,
                "the address",
                () -> host.ip("address", "show", "dev", "eth0").contains("10.9.1.100/32"));
        assertThat(keepalived.stop(SOON)).isZero();
        assertThat(host.ip("address", "show", "dev", "eth0")).doesNotContain("10.9.1.100");
    }

    @Test
    @RequiresPeer("nginx")
    void shouldGetAPageFromNginx() throws IOException {
        Path configuration = Files.writeString(directory.resolve("nginx.conf"), """
                user root;
                pid nginx.pid;
                events {}
                http {
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    server {
                        listen 8001;
                        location / { return 200 "hello from nginx\\n"; }
                    }
                }
                """);
        host.start(Nginx.command(configuration, directory), Map.of());

        Eventually.within(
                SOON,
                "nginx's page",
                () -> host.run("curl", "-sm", "2", "http://10.9.1.1:8001/")
                        .output()
                        .equals("hello from nginx\n"));
    }
}
