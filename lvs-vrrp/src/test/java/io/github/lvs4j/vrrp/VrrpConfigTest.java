package io.github.lvs4j.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.vrrp.conformance.Covers;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class VrrpConfigTest {

    @Test
    void shouldTakeTheReferenceDeployment() {
        VrrpConfig config = new VrrpConfig(
                List.of(
                        router("LVS_WAN", "eth0", 100, "113.226.77.88"),
                        router("LVS_LAN", "eth1", 100, "192.168.168.11")),
                List.of(SyncGroup.of("HK_GRP1", "LVS_WAN", "LVS_LAN")));
        assertThat(config.warnings()).isEmpty();
        assertThat(config.groupOf("LVS_LAN").orElseThrow().name()).isEqualTo("HK_GRP1");
        assertThat(config.router("LVS_WAN").orElseThrow().isLeased()).isTrue();
    }

    @Test
    void shouldNameEveryComplaintAtOnce() {
        assertThatThrownBy(() -> new VrrpConfig(
                        List.of(
                                router("A", "eth0", 1, "10.0.0.1"),
                                router("A", "eth0", 1, "10.0.0.1"),
                                router("B", "eth1", 1, "10.0.0.2")),
                        List.of(SyncGroup.of("G", "B", "C"), SyncGroup.of("G", "B"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two virtual routers are called A")
                .hasMessageContaining("IPv4 virtual router id 1 on eth0 is used by A and A")
                .hasMessageContaining("virtual address 10.0.0.1/32 on eth0 belongs to A and A")
                .hasMessageContaining("sync group G names virtual router C, which is not defined")
                .hasMessageContaining("two sync groups are called G")
                .hasMessageContaining("virtual router B is in two sync groups, G and G");
    }

    @Test
    void shouldTakeOneNumberOnTwoInterfacesAndForTwoFamilies() {
        assertThat(VrrpConfig.of(
                                router("A", "eth0", 1, "10.0.0.1"),
                                router("B", "eth1", 1, "10.0.0.2"),
                                router("C", "eth0", 1, "fe80::100"))
                        .routers())
                .hasSize(3);
    }

    @Test
    void shouldRefuseOwnersAndOthersInOneGroup() {
        assertThatThrownBy(() -> new VrrpConfig(
                        List.of(
                                router("A", "eth0", 1, "10.0.0.1"),
                                router("B", "eth1", 1, "10.0.0.2", b -> b.priority(Priority.OWNER))),
                        List.of(SyncGroup.of("G", "A", "B"))))
                .hasMessageContaining("mixes owners");
    }

    @Test
    void shouldWarnOfWhatWasProbablyMeantOtherwise() {
        VrrpConfig config = new VrrpConfig(
                List.of(
                        router(
                                "A",
                                "eth0",
                                1,
                                "10.0.0.1",
                                b -> b.authentication(Authentication.simpleText("ninebytes"))),
                        router("B", "eth1", 1, "10.0.0.2", b -> b.priority(Priority.of(99)))),
                List.of(SyncGroup.of("G", "A", "B")));
        assertThat(config.warnings()).hasSize(2);
        assertThat(config.warnings().get(0)).contains("longer than 8 bytes");
        assertThat(config.toString()).doesNotContain("ninebytes");
    }

    @Test
    @Covers(
            value = {"5.2.7-interval", "5.2.4-backup"},
            side = Covers.Side.NEGATIVE)
    void shouldRefuseWhatTheProtocolCannotCarry() {
        refused(b -> b.priority(Priority.RELEASE), "priority 0");
        refused(b -> b.advertisementInterval(Duration.ofMillis(500)), "cannot be sent by VRRP version 2");
        refused(b -> b.version(VrrpVersion.V3).advertisementInterval(Duration.ofMillis(15)), "steps of");
        refused(
                b -> b.version(VrrpVersion.V3).advertisementInterval(Duration.ZERO),
                "cannot be sent by VRRP version 3");
        refused(
                b -> b.version(VrrpVersion.V3).advertisementInterval(Duration.ofMillis(40_960)),
                "cannot be sent by VRRP version 3");
        refused(b -> b.version(VrrpVersion.V3).authentication(Authentication.simpleText("x")), "version 3 has not");
        refused(b -> b.addAddresses(VirtualAddress.parse("fe80::1")), "one virtual router per family");
        refused(b -> b.addAddresses(VirtualAddress.parse("10.0.0.1")), "twice");
        refused(b -> b.silentIntervals(0), "silent intervals");
        assertThatThrownBy(() -> router("A", "eth0", 1, "fe80::1", b -> b.version(VrrpVersion.V2)))
                .hasMessageContaining("has no IPv6");
    }

    private static void refused(UnaryOperator<VirtualRouter.Builder> change, String why) {
        assertThatThrownBy(() -> router("A", "eth0", 1, "10.0.0.1", change)).hasMessageContaining(why);
    }

    private static VirtualRouter router(String name, String where, int id, String address) {
        return router(name, where, id, address, builder -> builder);
    }

    private static VirtualRouter router(
            String name, String where, int id, String address, UnaryOperator<VirtualRouter.Builder> change) {
        return change.apply(VirtualRouter.builder()
                        .name(name)
                        .id(VirtualRouterId.of(id))
                        .interfaceName(InterfaceName.of(where))
                        .addAddresses(VirtualAddress.parse(address)))
                .build();
    }
}
