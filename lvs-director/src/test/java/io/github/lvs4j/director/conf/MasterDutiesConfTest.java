package io.github.lvs4j.director.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.vrrp.AnnouncementPolicy;
import io.github.lvs4j.vrrp.VirtualMac;
import io.github.lvs4j.vrrp.VirtualRouter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MasterDutiesConfTest {

    private static final ConfOptions OPTIONS = new ConfOptions(false, "lvs1");

    @Test
    void shouldReadWhatMovesWithTheMaster() {
        List<VirtualRouter> routers = read("""
                global_defs {
                    vrrp_garp_master_refresh 60
                    vrrp_garp_interval 0.001
                    vrrp_garp_lower_prio_repeat 1
                }
                vrrp_instance A {
                    interface eth0
                    virtual_router_id 9
                    use_vmac
                    vmac_xmit_base
                    garp_lower_prio_delay 2
                    garp_master_refresh_repeat 3
                    virtual_ipaddress { 192.0.2.7 }
                    virtual_ipaddress_excluded {
                        192.0.2.8
                        2001:db8::8 dev eth1
                    }
                    virtual_routes {
                        src 192.0.2.7 to 203.0.113.0/24 via 192.0.2.99 dev eth0 table 100
                        default via 192.0.2.98
                        blackhole 198.51.100.0/24 no_track
                    }
                    virtual_rules {
                        from 192.0.2.7/32 table 100 priority 1000
                    }
                }
                vrrp_instance B {
                    interface eth0
                    virtual_router_id 9
                    use_vmac
                    virtual_ipaddress { 2001:db8::1 }
                }
                """);
        VirtualRouter first = routers.get(0);
        assertThat(first.virtualMac()).contains(VirtualMac.DEFAULT.transmittingOnBase());
        assertThat(first.announcement())
                .isEqualTo(new AnnouncementPolicy(5, Duration.ofSeconds(5))
                        .withConflict(1, Duration.ofSeconds(2))
                        .withRefresh(Duration.ofSeconds(60), 3)
                        .withIntervals(Duration.ofMillis(1), Duration.ZERO));
        assertThat(first.excludedAddresses()).hasToString("[192.0.2.8/32, 2001:db8::8/128 dev eth1]");
        assertThat(first.virtualRoutes())
                .hasToString("[203.0.113.0/24 via 192.0.2.99 dev eth0 table 100 src 192.0.2.7,"
                        + " default via 192.0.2.98 table main, blackhole 198.51.100.0/24 table main]");
        assertThat(first.virtualRules()).hasToString("[1000: from 192.0.2.7/32 lookup 100]");
        assertThat(routers.get(1).virtualMacInterface()).hasToString("Optional[vrrp6.9]");
    }

    @Test
    void shouldRefuseARouteThatItWouldReadByHalf() {
        ConfReading reading = reading("virtual_routes { 203.0.113.0/24 via 192.0.2.99 mtu 1400 }");
        assertThat(reading.diagnostics().toString()).contains("\"mtu\" is not supported in virtual routes");
    }

    @Test
    void shouldRefuseARuleWithoutPriority() {
        ConfReading reading = reading("virtual_rules { from 192.0.2.7/32 table 100 }");
        assertThat(reading.diagnostics().toString()).contains("add priority NUMBER");
    }

    private static List<VirtualRouter> read(String text) {
        ConfReading reading = KeepalivedConf.parse(text, "k", OPTIONS);
        assertThat(reading.diagnostics()).isEmpty();
        return reading.orThrow().vrrp().orElseThrow().routers();
    }

    private static ConfReading reading(String block) {
        return KeepalivedConf.parse(
                "vrrp_instance A {\n interface eth0\n virtual_router_id 9\n virtual_ipaddress { 192.0.2.7 }\n"
                        + block.replace("{ ", "{\n").replace(" }", "\n}") + "\n}\n",
                "k",
                OPTIONS);
    }
}
