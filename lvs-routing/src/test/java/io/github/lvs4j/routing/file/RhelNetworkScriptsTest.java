package io.github.lvs4j.routing.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.routing.RoutingState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RhelNetworkScriptsTest {

    private static final RoutingState SEED = RoutingState.builder()
            .table(100, "lvs_nat")
            .alias("eth1:1", "192.168.168.238/24")
            .defaultRoute("192.168.168.11", "eth1", 100)
            .ruleFrom("192.168.168.238/32", 100, 32000)
            .build();
    private static final String BEGIN = "# lvs4j begin: what stands up to the end mark is replaced as a whole\n";
    private static final String END = "# lvs4j end\n";
    private static final String ROUTE = "default via 192.168.168.11 dev eth1 table lvs_nat\n";
    private static final String RULE = "from 192.168.168.238/32 table lvs_nat priority 32000\n";

    @TempDir
    Path root;

    private Path scripts;
    private RhelNetworkScripts writer;

    @BeforeEach
    void prepare() throws IOException {
        scripts = Files.createDirectories(root.resolve("etc/sysconfig/network-scripts"));
        writer = new RhelNetworkScripts(root);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(scripts.resolve(name), text, StandardCharsets.UTF_8);
    }

    private void assertRefused(String start, String words) {
        assertThatExceptionOfType(FileConflictException.class)
                .isThrownBy(() -> writer.write(SEED))
                .withMessageContaining(start)
                .withMessageContaining(words);
        assertThat(scripts.resolve("ifcfg-eth1:1")).doesNotExist();
    }

    @Test
    void shouldWriteTheSeedsFilesOnceAndRemoveThem() throws IOException {
        assertThat(writer.write(SEED))
                .extracting(path -> path.getFileName().toString())
                .containsExactly("ifcfg-eth1:1", "route-eth1", "rule-eth1");
        assertThat(scripts.resolve("ifcfg-eth1:1"))
                .usingCharset(StandardCharsets.UTF_8)
                .hasContent("""
                        # Written by lvs4j.
                        DEVICE="eth1:1"
                        BOOTPROTO="none"
                        ONBOOT="yes"
                        IPADDR=192.168.168.238
                        NETMASK=255.255.255.0
                        TYPE="Ethernet"
                        """);
        assertThat(scripts.resolve("route-eth1"))
                .usingCharset(StandardCharsets.UTF_8)
                .hasContent(BEGIN + ROUTE + END);
        assertThat(scripts.resolve("rule-eth1"))
                .usingCharset(StandardCharsets.UTF_8)
                .hasContent(BEGIN + RULE + END);
        assertThat(writer.write(SEED)).isEmpty();
        assertThat(writer.remove(SEED)).hasSize(3);
        try (Stream<Path> left = Files.list(scripts)) {
            assertThat(left).isEmpty();
        }
        assertThat(writer.remove(SEED)).isEmpty();
    }

    @Test
    void shouldKeepForeignLinesAndModes() throws IOException {
        String foreign = "# 手工 by hand\n10.0.0.0/8 via 192.168.168.1\n\n";
        Path route = file("route-eth1", foreign);
        Files.setPosixFilePermissions(route, PosixFilePermissions.fromString("rw-------"));
        Path rule = file("rule-eth1", "from 10.0.0.1 table 7 priority 5");
        writer.write(SEED);
        assertThat(route).usingCharset(StandardCharsets.UTF_8).hasContent(foreign + BEGIN + ROUTE + END);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(route)))
                .isEqualTo("rw-------");
        assertThat(rule)
                .usingCharset(StandardCharsets.UTF_8)
                .hasContent("from 10.0.0.1 table 7 priority 5\n" + BEGIN + RULE + END);
        Files.writeString(route, Files.readString(route) + "11.0.0.0/8 via 192.168.168.1\n");
        RoutingState changed = RoutingState.builder()
                .table(100, "lvs_nat")
                .addAllAddresses(SEED.addresses())
                .defaultRoute("192.168.168.12", "eth1", 100)
                .addAllRules(SEED.rules())
                .build();
        assertThat(writer.write(changed)).containsExactly(route);
        assertThat(route)
                .usingCharset(StandardCharsets.UTF_8)
                .hasContent(foreign + BEGIN + ROUTE.replace(".11 ", ".12 ") + END + "11.0.0.0/8 via 192.168.168.1\n");
        writer.remove(changed);
        assertThat(route).usingCharset(StandardCharsets.UTF_8).hasContent(foreign + "11.0.0.0/8 via 192.168.168.1\n");
    }

    @Test
    void shouldNotRepeatWhatSomebodyWroteByHand() throws IOException {
        file(
                "ifcfg-eth1:1",
                "DEVICE=\"eth1:1\"\nBOOTPROTO=\"none\"\nONBOOT=\"yes\"\nIPADDR=192.168.168.238    \nNETMASK=255.255.255.0    \n");
        file("route-eth1", "default table lvs_nat via 192.168.168.11\n");
        file("rule-eth1", "from 192.168.168.238 lookup 100 pref 32000\n");
        assertThat(writer.write(SEED)).isEmpty();
        assertThat(writer.remove(SEED)).isEmpty();
    }

    @Test
    void shouldRefuseVariableSyntaxByName() throws IOException {
        file("route-eth1", "# old\nADDRESS0=10.0.0.0\nNETMASK0=255.0.0.0\nGATEWAY0=192.168.168.1\n");
        assertRefused("route-eth1:2", "ADDRESS0= syntax");
    }

    @Test
    void shouldRefuseLinesThatContradict() throws IOException {
        file("route-eth1", "default via 192.168.168.12 table 100\n");
        assertRefused("route-eth1:1", "is in the place of");
        Files.delete(scripts.resolve("route-eth1"));
        file("rule-eth1", "\nfrom 192.168.168.238/32 table lvs_nat\n");
        assertRefused("rule-eth1:2", "add \"priority 32000\" to it");
        file("rule-eth1", "from 192.168.168.238/32 table 7 priority 32000\n");
        assertRefused("rule-eth1:1", "choose another priority");
        file("rule-eth1", BEGIN + "from 10.0.0.1 table 7\n");
        assertRefused("rule-eth1:1", "no end mark");
    }

    @Test
    void shouldRefuseTheAliasOfSomebodyElse() throws IOException {
        file("ifcfg-eth1:1", "DEVICE=eth1:1\nIPADDR='192.168.168.240'\nPREFIX=24\n");
        assertThatExceptionOfType(FileConflictException.class)
                .isThrownBy(() -> writer.write(SEED))
                .withMessageContaining("ifcfg-eth1:1:2")
                .withMessageContaining("192.168.168.240 netmask 255.255.255.0, not 192.168.168.238/24");
        assertThat(scripts.resolve("route-eth1")).doesNotExist();
    }

    @Test
    void shouldChangeItsOwnAliasFileInPlace() throws IOException {
        writer.write(SEED);
        Path alias = scripts.resolve("ifcfg-eth1:1");
        Files.writeString(alias, Files.readString(alias) + "ARPCHECK=no\n");
        RoutingState moved =
                RoutingState.builder().alias("eth1:1", "192.168.168.239/25").build();
        writer.write(moved);
        assertThat(alias).content().contains("IPADDR=192.168.168.239\nNETMASK=255.255.255.128\n", "ARPCHECK=no");
        assertThatExceptionOfType(FileConflictException.class)
                .isThrownBy(() -> writer.remove(moved))
                .withMessageContaining("somebody has added lines");
    }

    @Test
    void shouldWriteIpv6ToFilesOfItsOwn() {
        RoutingState state = RoutingState.builder()
                .defaultRoute("2001:db8::1", "eth1", 100)
                .ruleFrom("2001:db8::238", 100, 32000)
                .build();
        writer.write(state);
        assertThat(scripts.resolve("route6-eth1")).content().contains("\ndefault via 2001:db8::1 dev eth1 table 100\n");
        assertThat(scripts.resolve("rule6-eth1"))
                .content()
                .contains("\nfrom 2001:db8::238/128 table 100 priority 32000\n");
        assertThat(scripts.resolve("route-eth1")).doesNotExist();
    }

    @Test
    void shouldSayWhatTheseFilesCannotHold() {
        RoutingState unlabelled = RoutingState.builder()
                .addAddresses(InterfaceAddress.of(InterfaceName.of("eth1"), IpPrefix.parse("192.0.2.1/24")))
                .build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.write(unlabelled))
                .withMessageContaining("has no label");
        RoutingState ipv6 = RoutingState.builder()
                .addAddresses(InterfaceAddress.of(InterfaceName.of("eth1"), IpPrefix.parse("2001:db8::1/64")))
                .build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.write(ipv6))
                .withMessageContaining("IPv4 only");
        RoutingState nowhere =
                RoutingState.builder().ruleFrom("192.0.2.1", 254, 100).build();
        assertThatIllegalArgumentException().isThrownBy(() -> writer.write(nowhere));
    }
}
