package io.github.lvs4j.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.examples.TableCommand;
import io.github.lvs4j.ipvs.text.TableText;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.netlink.MessageFlags;
import io.github.lvs4j.netlink.NetlinkChannel;
import io.github.lvs4j.netlink.NetlinkProtocol;
import io.github.lvs4j.netlink.Refusals;
import io.github.lvs4j.netlink.generic.GenericChannel;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import io.github.lvs4j.netlink.namespace.NetworkNamespace;
import io.github.lvs4j.netlink.socket.LinuxSockets;
import io.github.lvs4j.testkit.hosts.TestHost;
import io.github.lvs4j.testkit.hosts.TestLan;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.kernel.KernelTest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code ./lvs4j table} beside {@code ipvsadm -Ln}, byte for byte. */
@KernelTest
@RequiresTool({"ip", "ipvsadm"})
@Timeout(120)
class TableCommandKernelTest {

    private static final String TABLE = """
            -A -t 10.0.0.1:80 -s wrr -p 60 -M 255.255.255.0
            -a -t 10.0.0.1:80 -r 10.1.0.10:8080 -m -w 2
            -a -t 10.0.0.1:80 -r 10.1.0.9:8080 -m -w 0
            -a -t 10.0.0.1:80 -r 10.1.0.11:80 -m -w 65535
            -a -t 10.0.0.1:80 -r 192.168.168.11:80 -m -w 1
            -a -t 10.0.0.1:80 -r 172.16.0.1:80 -m -w 1
            -A -t 10.0.0.1:443 -s sh -b sh-port,sh-fallback
            -a -t 10.0.0.1:443 -r 10.1.0.9:443 -g -w 100000
            -a -t 10.0.0.1:443 -r 192.168.9.9:443 -i -w 7
            -a -t 10.0.0.1:443 -r [fd00::5]:443 -i
            -A -t 10.0.0.2:0 -s rr -p 360
            -a -t 10.0.0.2:0 -r 10.1.0.9:0 -m
            -A -t 192.168.1.1:80 -s lc -b flag-3,flag-1
            -A -u 10.0.0.1:53 -s rr -o
            -a -u 10.0.0.1:53 -r 10.1.0.9:53 -i
            -A -u 10.0.0.5:5060 -s rr -p 30 --pe sip
            -A --sctp-service 10.0.0.1:36412 -s wlc
            -A -f 7 -s mh -b mh-port
            -a -f 7 -r 10.1.0.9:0 -g
            -A -f 7 -6 -s lc -p 100 -M 64
            -a -f 7 -6 -r [fd00::9]:0 -g
            -A -f 5 -s rr
            -A -t [2001:db8:1234:5678:9abc:def0:1234:5678]:65535 -s rr
            -a -t [2001:db8:1234:5678:9abc:def0:1234:5678]:65535 -r [2001:db8:fff:ffff:ffff:ffff:ffff:fff0]:65535 -m -w 5
            -a -t [2001:db8:1234:5678:9abc:def0:1234:5678]:65535 -r [fd00::9]:80 -m -w 5
            -A -t [fd00::1]:80 -s wrr -p 30 -M 64
            -a -t [fd00::1]:80 -r [fd00::2]:80 -m -w 1
            -a -t [fd00::1]:80 -r [fd00::1:0:0:2]:80 -m -w 1
            -A -u [::ffff:1.2.3.4]:53 -s rr
            """;

    private TestLan lan;
    private TestHost host;

    @BeforeEach
    void makeTheHost() {
        lan = TestLan.create();
        host = lan.host("lvs1");
    }

    @AfterEach
    void removeIt() {
        lan.close();
    }

    @Test
    void shouldPrintWhatIpvsadmPrints() throws Exception {
        assertThat(command()).as("an empty table").isEqualTo(ipvsadm()).hasLineCount(3);
        for (String line : TABLE.lines().toList()) {
            host.run(("ipvsadm " + line).split(" ")).orFail();
        }
        assertThat(ours())
                .isEqualTo(ipvsadm())
                .hasLineCount(3 + (int) TABLE.lines().count());
    }

    @Test
    void shouldListWhatItKnowsBesideAServiceOfAnUnknownProtocol() throws Exception {
        host.run("ipvsadm", "-A", "-t", "10.0.0.1:80", "-s", "rr").orFail();
        addServiceOfProtocol(47);

        try (NetlinkIpvs ipvs = open()) {
            assertThat(ipvs.services()).hasSize(1);
            assertThat(ipvs.table().pools()).hasSize(1);
            assertThat(TableText.of(ipvs)).contains("TCP  10.0.0.1:80 rr");
        }
    }

    /** ipvsadm knows three protocols; the kernel asks no such question over netlink. */
    private void addServiceOfProtocol(int protocol) throws Exception {
        try (NetworkNamespace namespace = NetworkNamespace.at(host.namespacePath());
                GenericChannel channel = new GenericChannel(
                        new NetlinkChannel(namespace.open(() -> LinuxSockets.netlink(NetlinkProtocol.GENERIC))))) {
            int family = channel.resolve("IPVS").orElseThrow().id();
            channel.netlink()
                    .execute(
                            "add a service of protocol " + protocol,
                            (index, into) -> {
                                var attributes = GenericChannel.begin(into, family, MessageFlags.REQUEST, 1, 1)
                                        .attributes();
                                int service = attributes.nested(1);
                                attributes
                                        .u16(1, 2)
                                        .u16(2, protocol)
                                        .address(3, IpAddress.parse("10.0.0.9"))
                                        .u16be(4, 80)
                                        .string(6, "rr")
                                        .u32s(7, 0, ~0)
                                        .u32(8, 0)
                                        .u32be(9, 0xffff_ffffL);
                                attributes.endNested(service);
                                into.end();
                            },
                            Refusals.GENERAL);
        }
    }

    private NetlinkIpvs open() {
        try (NetworkNamespace namespace = NetworkNamespace.at(host.namespacePath())) {
            return namespace.open(NetlinkIpvs::open);
        }
    }

    private String ours() {
        try (NetlinkIpvs ipvs = open()) {
            return TableText.of(ipvs);
        }
    }

    private String command() {
        return host.run(Duration.ofSeconds(60), Program.command(TableCommand.class))
                .orFail();
    }

    private String ipvsadm() {
        return host.run("ipvsadm", "-Ln").orFail();
    }
}
