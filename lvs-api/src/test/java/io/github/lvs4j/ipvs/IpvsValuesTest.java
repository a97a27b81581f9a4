package io.github.lvs4j.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.lvs4j.ipvs.status.ConnectionCounts;
import io.github.lvs4j.ipvs.status.Counters;
import io.github.lvs4j.ipvs.status.Rates;
import io.github.lvs4j.ipvs.status.RealServerStatus;
import io.github.lvs4j.ipvs.text.TableText;
import io.github.lvs4j.net.AddressFamily;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class IpvsValuesTest {

    private static VirtualService.Builder web() {
        return VirtualService.builder().key(VirtualServiceKey.tcp("192.0.2.1", 80));
    }

    @Test
    void shouldRefusePortZeroWithoutPersistence() {
        VirtualService.Builder all = VirtualService.builder().key(VirtualServiceKey.tcp("192.0.2.1", 0));
        assertThatIllegalArgumentException()
                .isThrownBy(all::build)
                .withMessage("virtual service TCP 192.0.2.1:0: port 0 means all ports and needs persistence;"
                        + " set one or name a port");
        assertThat(all.persistence(Persistence.DEFAULT).build().persistence()).contains(Persistence.DEFAULT);
    }

    @Test
    void shouldTreatTheWholeAddressAsTheDefaultClientPrefix() {
        Persistence hour = Persistence.of(Duration.ofHours(1));
        assertThat(web().persistence(hour.withClientPrefix(32)).build())
                .isEqualTo(web().persistence(hour).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> web().persistence(hour.withClientPrefix(33)).build())
                .withMessageContaining("0 to 32");
    }

    @Test
    void shouldRefuseAPersistenceThatTheKernelWouldCut() {
        assertThat(Persistence.of(Duration.ofSeconds(4_294_967)).timeout()).hasSeconds(4_294_967);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Persistence.of(Duration.ofSeconds(4_294_968)))
                .withMessageContaining("49 days");
    }

    @Test
    void shouldOrderSchedulerFlags() {
        assertThat(web().addSchedulerFlags(SchedulerFlag.FLAG_2, SchedulerFlag.FLAG_1, SchedulerFlag.FLAG_2)
                        .build()
                        .schedulerFlags())
                .containsExactly(SchedulerFlag.FLAG_1, SchedulerFlag.FLAG_2);
    }

    @Test
    void shouldSayWhatIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VirtualService.builder().build())
                .withMessageContaining("key");
    }

    @Test
    void shouldRefuseWeightsThresholdsAndTunnelsThatTheKernelCannotHold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RealServer.masquerade("10.0.0.1", 80, -1))
                .withMessageContaining("weight -1 is out of range");
        assertThatIllegalArgumentException().isThrownBy(() -> new ConnectionThresholds(1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> Tunnel.gue(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Tunnel(Tunnel.Type.IPIP, 0, Tunnel.Checksum.OUTER));
    }

    @Test
    void shouldRefuseDuplicatesAndMixedFamilies() {
        RealServer server = RealServer.masquerade("10.0.0.1", 80, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServicePool.of(web().build(), server, server.withWeight(2)))
                .withMessageContaining("listed twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServicePool.of(web().build(), RealServer.masquerade("2001:db8::1", 80, 1)))
                .withMessageContaining("only a tunnel");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpvsTable.builder()
                        .add(web().build())
                        .add(web().build())
                        .build())
                .withMessageContaining("defined twice");
    }

    @Test
    void shouldLayTheTableOutAsIpvsadmDoes() {
        VirtualService service = VirtualService.builder()
                .key(VirtualServiceKey.tcp("113.226.77.88", 80))
                .scheduler(Scheduler.WRR)
                .persistence(Persistence.of(Duration.ofSeconds(60)))
                .build();
        VirtualService marked = VirtualService.builder()
                .key(VirtualServiceKey.firewallMark(7, AddressFamily.INET6))
                .scheduler(Scheduler.SH)
                .addSchedulerFlags(SchedulerFlag.FLAG_1, SchedulerFlag.FLAG_2)
                .build();
        RealServerStatus status = new RealServerStatus(
                RealServer.masquerade("192.168.168.236", 8001, 2),
                new ConnectionCounts(12, 3, 0),
                Counters.ZERO,
                Rates.ZERO);

        assertThat(new TableText(new IpvsInfo("1.2.1", 4096))
                        .add(service, List.of(status))
                        .add(marked, List.of()))
                .hasToString("""
                        IP Virtual Server version 1.2.1 (size=4096)
                        Prot LocalAddress:Port Scheduler Flags
                          -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
                        TCP  113.226.77.88:80 wrr persistent 60
                          -> 192.168.168.236:8001         Masq    2      12         3        \s
                        FWM  7 IPv6 sh (sh-fallback,sh-port)
                        """);
    }
}
