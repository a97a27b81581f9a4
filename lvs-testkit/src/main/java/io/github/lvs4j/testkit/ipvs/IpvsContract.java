package io.github.lvs4j.testkit.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.InvalidRequestException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.ipvs.ConnectionThresholds;
import io.github.lvs4j.ipvs.ForwardingMethod;
import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.Persistence;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.SchedulerFlag;
import io.github.lvs4j.ipvs.Tunnel;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.ipvs.status.ConnectionCounts;
import io.github.lvs4j.ipvs.status.Counters;
import io.github.lvs4j.ipvs.status.RealServerStatus;
import io.github.lvs4j.ipvs.status.VirtualServiceStatus;
import io.github.lvs4j.net.AddressFamily;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Ipvs} must do, one object and one change at a time; {@link IpvsPlanContract} goes on with plans. To
 * check an implementation, extend both and make an {@link IpvsBed} of it.
 *
 * <p>It takes the schedulers rr, wrr, wlc, sh and mh and the persistence engine sip for granted.
 */
public abstract class IpvsContract extends BeddedIpvs {

    /** For subclasses. */
    protected IpvsContract() {}

    private void createAndReadBack(VirtualService definition) {
        ipvs.create(definition);
        assertThat(ipvs.service(definition.key()))
                .map(VirtualServiceStatus::definition)
                .contains(definition);
        assertThat(ipvs.table().find(definition.key()))
                .hasValueSatisfying(pool -> assertThat(pool.service()).isEqualTo(definition));
    }

    private void createAndReadBack(VirtualServiceKey key, RealServer... servers) {
        for (RealServer server : servers) {
            ipvs.create(key, server);
        }
        assertThat(ipvs.realServers(key))
                .extracting(RealServerStatus::definition)
                .containsExactlyInAnyOrder(servers);
    }

    @Test
    void shouldBeginEmpty() {
        assertThat(ipvs.table().isEmpty()).isTrue();
        assertThat(ipvs.services()).isEmpty();
        assertThat(ipvs.service(WEB)).isEmpty();
    }

    @Test
    void shouldNameItsVersion() {
        assertThat(ipvs.info().version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+");
        assertThat(ipvs.info().connectionTableSize()).isPositive();
    }

    @Test
    void shouldReadBackServicesOfEveryProtocolAndFamily() {
        createAndReadBack(service(WEB));
        createAndReadBack(service(VirtualServiceKey.udp("192.0.2.1", 80)));
        createAndReadBack(service(VirtualServiceKey.sctp("192.0.2.1", 80)));
        createAndReadBack(service(WEB6));
        createAndReadBack(service(VirtualServiceKey.udp("2001:db8::1", 65535)));
        createAndReadBack(service(MARK));
        createAndReadBack(service(MARK6));
        createAndReadBack(service(VirtualServiceKey.firewallMark(0xffff_ffffL, AddressFamily.INET)));
        assertThat(ipvs.services()).hasSize(8);
        assertThat(ipvs.services())
                .extracting(status -> status.definition().key())
                .containsExactlyElementsOf(
                        ipvs.table().pools().stream().map(pool -> pool.key()).toList());
    }

    @Test
    void shouldReadBackPersistence() {
        Persistence hour = Persistence.of(Duration.ofHours(1));
        createAndReadBack(
                VirtualService.builder().from(service(WEB)).persistence(hour).build());
        createAndReadBack(VirtualService.builder()
                .from(service(WEB6))
                .persistence(hour.withClientPrefix(64))
                .build());
        createAndReadBack(VirtualService.builder()
                .from(service(MARK))
                .persistence(hour.withClientPrefix(24))
                .build());
        createAndReadBack(VirtualService.builder()
                .from(service(VirtualServiceKey.udp("192.0.2.1", 53)))
                .persistence(hour.withClientPrefix(0))
                .build());
        createAndReadBack(VirtualService.builder()
                .from(service(MARK6))
                .persistence(hour.withClientPrefix(1))
                .build());
        createAndReadBack(VirtualService.builder()
                .from(service(VirtualServiceKey.udp("192.0.2.1", 5060)))
                .persistence(hour.withEngine("sip"))
                .build());
        createAndReadBack(VirtualService.builder()
                .key(VirtualServiceKey.tcp("192.0.2.2", 0))
                .persistence(hour)
                .build());
    }

    @Test
    void shouldReadBackTheShortestAndTheLongestPersistence() {
        for (long seconds : List.of(1L, 4_294_967L)) {
            createAndReadBack(VirtualService.builder()
                    .from(service(VirtualServiceKey.tcp("192.0.2.1", (int) (seconds % 1000))))
                    .persistence(Persistence.of(Duration.ofSeconds(seconds)))
                    .build());
        }
    }

    @Test
    void shouldReadBackFlags() {
        VirtualService hashing = VirtualService.builder()
                .key(WEB)
                .scheduler(Scheduler.SH)
                .addSchedulerFlags(SchedulerFlag.FLAG_1, SchedulerFlag.FLAG_2)
                .build();
        createAndReadBack(hashing);
        VirtualService onePacket = VirtualService.builder()
                .from(service(VirtualServiceKey.udp("192.0.2.1", 53)))
                .onePacket(true)
                .build();
        createAndReadBack(onePacket);
        VirtualService flagged = VirtualService.builder()
                .key(WEB6)
                .scheduler(Scheduler.MH)
                .addSchedulerFlags(SchedulerFlag.FLAG_3)
                .persistence(Persistence.DEFAULT)
                .build();
        createAndReadBack(flagged);
        // IP_VS_SVC_F_HASHED is the kernel's own and stands beside those that were asked for.
        assertThat(ipvs.service(WEB).orElseThrow().flags()).isEqualTo(0x0002 | 0x0008 | 0x0010);
        assertThat(ipvs.service(onePacket.key()).orElseThrow().flags()).isEqualTo(0x0002 | 0x0004);
        assertThat(ipvs.service(WEB6).orElseThrow().flags()).isEqualTo(0x0002 | 0x0001 | 0x0020);
    }

    @Test
    void shouldUpdateAServiceInPlace() {
        createAndReadBack(VirtualService.builder()
                .key(WEB)
                .scheduler(Scheduler.SH)
                .addSchedulerFlags(SchedulerFlag.FLAG_1)
                .persistence(Persistence.DEFAULT.withClientPrefix(16).withEngine("sip"))
                .build());
        ipvs.create(WEB, RealServer.masquerade("198.51.100.1", 8080, 5));
        VirtualService changed =
                VirtualService.builder().key(WEB).scheduler(Scheduler.WRR).build();
        ipvs.update(changed);
        assertThat(ipvs.service(WEB)).map(VirtualServiceStatus::definition).contains(changed);
        assertThat(ipvs.realServers(WEB)).hasSize(1);
    }

    @Test
    void shouldRemoveAServiceWithItsServers() {
        ipvs.create(service(WEB));
        ipvs.create(service(WEB6));
        ipvs.create(WEB, RealServer.masquerade("198.51.100.1", 80, 1));
        ipvs.remove(WEB);
        assertThat(ipvs.service(WEB)).isEmpty();
        ipvs.create(service(WEB));
        assertThat(ipvs.realServers(WEB)).isEmpty();
        assertThat(ipvs.service(WEB6)).isPresent();
    }

    @Test
    void shouldRefuseWhatIsThereAlready() {
        ipvs.create(service(WEB));
        ipvs.create(WEB, RealServer.masquerade("198.51.100.1", 80, 1));
        assertRefused(AlreadyExistsException.class, "EEXIST", "192.0.2.1:80", () -> ipvs.create(service(WEB)));
        assertRefused(
                AlreadyExistsException.class,
                "EEXIST",
                "198.51.100.1:80",
                () -> ipvs.create(WEB, RealServer.directRouting("198.51.100.1", 80, 9)));
        assertThat(ipvs.realServers(WEB))
                .extracting(RealServerStatus::definition)
                .containsExactly(RealServer.masquerade("198.51.100.1", 80, 1));
    }

    @Test
    void shouldNameAServiceThatIsMissing() {
        RealServer server = RealServer.masquerade("198.51.100.1", 80, 1);
        String named = "192.0.2.1:80";
        assertRefused(NotFoundException.class, "ESRCH", named, () -> ipvs.update(service(WEB)));
        assertRefused(NotFoundException.class, "ESRCH", named, () -> ipvs.remove(WEB));
        assertRefused(NotFoundException.class, "ESRCH", named, () -> ipvs.zero(WEB));
        assertRefused(NotFoundException.class, "ESRCH", named, () -> ipvs.create(WEB, server));
        assertRefused(NotFoundException.class, "ESRCH", named, () -> ipvs.update(WEB, server));
        assertRefused(NotFoundException.class, "ESRCH", named, () -> ipvs.remove(WEB, server.key()));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> ipvs.realServers(WEB))
                .withMessageContaining(named);
    }

    @Test
    void shouldNameAServerThatIsMissing() {
        ipvs.create(service(WEB));
        RealServer server = RealServer.masquerade("198.51.100.1", 80, 1);
        assertRefused(NotFoundException.class, "ENOENT", "198.51.100.1:80", () -> ipvs.update(WEB, server));
        assertRefused(NotFoundException.class, "ENOENT", "198.51.100.1:80", () -> ipvs.remove(WEB, server.key()));
    }

    @Test
    void shouldNameASchedulerThatIsMissing() {
        Scheduler unknown = new Scheduler("nosuchsched");
        VirtualService definition =
                VirtualService.builder().key(WEB).scheduler(unknown).build();
        assertRefused(NotFoundException.class, "ENOENT", "192.0.2.1:80", () -> ipvs.create(definition));
        assertThat(ipvs.service(WEB)).isEmpty();
        ipvs.create(service(WEB));
        assertRefused(NotFoundException.class, "ENOENT", "192.0.2.1:80", () -> ipvs.update(definition));
        assertThat(ipvs.service(WEB)).map(VirtualServiceStatus::definition).contains(service(WEB));
    }

    @Test
    void shouldDoWithoutAScheduler() {
        createAndReadBack(VirtualService.builder()
                .key(WEB)
                .scheduler(new Scheduler("none"))
                .build());
    }

    @Test
    void shouldNameAnEngineThatIsMissing() {
        VirtualService definition = VirtualService.builder()
                .from(service(WEB))
                .persistence(Persistence.DEFAULT.withEngine("nosuchengine"))
                .build();
        assertRefused(NotFoundException.class, "ENOENT", "192.0.2.1:80", () -> ipvs.create(definition));
        assertThat(ipvs.table().isEmpty()).isTrue();
    }

    @Test
    void shouldReadBackEveryForwardingMethod() {
        ipvs.create(service(WEB));
        ipvs.create(service(WEB6));
        createAndReadBack(
                WEB,
                RealServer.masquerade("198.51.100.1", 8080, 1),
                RealServer.directRouting("198.51.100.2", 80, 1),
                RealServer.directRouting("198.51.100.3", 80, 1).withWeight(0),
                RealServer.builder()
                        .key(RealServerKey.of("127.0.0.1", 80))
                        .forwarding(ForwardingMethod.LOCAL_NODE)
                        .build(),
                RealServer.builder()
                        .key(RealServerKey.of("198.51.100.5", 80))
                        .forwarding(ForwardingMethod.BYPASS)
                        .build(),
                RealServer.builder()
                        .key(RealServerKey.of("198.51.100.6", 80))
                        .forwarding(new ForwardingMethod.Unknown(7))
                        .build());
        createAndReadBack(
                WEB6, RealServer.masquerade("2001:db8::11", 8080, 1), RealServer.directRouting("2001:db8::12", 80, 1));
    }

    @Test
    void shouldReadBackEveryTunnel() {
        ipvs.create(service(WEB));
        createAndReadBack(
                WEB,
                tunnel("198.51.100.1", 80, Tunnel.IPIP),
                tunnel("198.51.100.2", 80, Tunnel.gue(6080)),
                tunnel("198.51.100.3", 80, new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.OUTER)),
                tunnel("198.51.100.4", 80, new Tunnel(Tunnel.Type.GUE, 65535, Tunnel.Checksum.REMOTE)),
                tunnel("198.51.100.5", 80, Tunnel.gre()),
                tunnel("198.51.100.6", 80, new Tunnel(Tunnel.Type.GRE, 0, Tunnel.Checksum.OUTER)));
    }

    @Test
    void shouldReachTheOtherFamilyByTunnelOnly() {
        ipvs.create(service(WEB));
        ipvs.create(service(WEB6));
        createAndReadBack(WEB, tunnel("2001:db8::11", 80, Tunnel.IPIP), tunnel("198.51.100.1", 80, Tunnel.IPIP));
        createAndReadBack(WEB6, tunnel("198.51.100.1", 80, Tunnel.IPIP));
        for (ForwardingMethod method :
                List.of(ForwardingMethod.MASQUERADE, ForwardingMethod.DIRECT_ROUTING, ForwardingMethod.LOCAL_NODE)) {
            RealServer other = RealServer.builder()
                    .key(RealServerKey.of("2001:db8::99", 80))
                    .forwarding(method)
                    .build();
            assertRefused(InvalidRequestException.class, "EINVAL", "2001:db8::99", () -> ipvs.create(WEB, other));
        }
    }

    @Test
    void shouldRefuseServersWhoseAddressIsNotUnicast() {
        ipvs.create(service(WEB));
        ipvs.create(service(WEB6));
        for (String address : List.of("0.0.0.0", "224.0.0.18", "255.255.255.255", "127.255.255.255")) {
            RealServer server = RealServer.masquerade(address, 80, 1);
            assertRefused(InvalidRequestException.class, "EINVAL", address, () -> ipvs.create(WEB, server));
        }
        for (String address : List.of("::", "ff02::1", "fe80::1", "::ffff:192.0.2.9")) {
            RealServer server = RealServer.masquerade(address, 80, 1);
            assertRefused(InvalidRequestException.class, "EINVAL", address, () -> ipvs.create(WEB6, server));
        }
        assertThat(ipvs.realServers(WEB)).isEmpty();
        assertThat(ipvs.realServers(WEB6)).isEmpty();
    }

    @Test
    void shouldAcceptUnusualUnicastAddresses() {
        ipvs.create(service(WEB));
        ipvs.create(service(WEB6));
        createAndReadBack(
                WEB,
                RealServer.masquerade("0.1.2.3", 80, 1),
                RealServer.masquerade("240.0.0.1", 80, 1),
                RealServer.masquerade("127.0.0.1", 80, 1));
        createAndReadBack(WEB6, RealServer.masquerade("::1", 80, 1), RealServer.masquerade("::192.0.2.9", 80, 1));
    }

    @Test
    void shouldReadBackTheWholeRangeOfWeightsAndThresholds() {
        ipvs.create(service(WEB));
        RealServer heavy = RealServer.builder()
                .from(RealServer.masquerade("198.51.100.1", 0, Integer.MAX_VALUE))
                .thresholds(new ConnectionThresholds(0xffff_ffffL, 0xffff_ffffL))
                .build();
        RealServer light = RealServer.builder()
                .from(RealServer.masquerade("198.51.100.1", 65535, 0))
                .thresholds(new ConnectionThresholds(10, 0))
                .build();
        createAndReadBack(WEB, heavy, light);
    }

    @Test
    void shouldUpdateAServerInPlace() {
        ipvs.create(service(MARK));
        ipvs.create(MARK, RealServer.masquerade("198.51.100.1", 8080, 5));
        RealServer changed = RealServer.builder()
                .from(tunnel("198.51.100.1", 8080, Tunnel.gue(6080)))
                .weight(0)
                .thresholds(new ConnectionThresholds(100, 50))
                .build();
        ipvs.update(MARK, changed);
        assertThat(ipvs.realServers(MARK))
                .extracting(RealServerStatus::definition)
                .containsExactly(changed);
        RealServer back = RealServer.masquerade("198.51.100.1", 8080, 7);
        ipvs.update(MARK, back);
        assertThat(ipvs.realServers(MARK))
                .extracting(RealServerStatus::definition)
                .containsExactly(back);
    }

    @Test
    void shouldRemoveOneServerAlone() {
        ipvs.create(service(MARK6));
        createAndReadBack(
                MARK6, RealServer.masquerade("2001:db8::11", 80, 1), RealServer.masquerade("2001:db8::11", 81, 1));
        ipvs.remove(MARK6, RealServerKey.of("2001:db8::11", 80));
        assertThat(ipvs.realServers(MARK6))
                .extracting(RealServerStatus::definition)
                .containsExactly(RealServer.masquerade("2001:db8::11", 81, 1));
    }

    @Test
    void shouldOrderServersByAddressAndPort() {
        ipvs.create(service(WEB));
        for (int port : List.of(8003, 8001, 9000, 80)) {
            ipvs.create(WEB, RealServer.masquerade("198.51.100.200", port, 1));
            ipvs.create(WEB, RealServer.masquerade("198.51.100.3", port, 1));
        }
        ipvs.create(WEB, tunnel("2001:db8::1", 80, Tunnel.IPIP));
        assertThat(ipvs.table().find(WEB).orElseThrow().realServers())
                .extracting(server -> server.key().toString())
                .containsExactly(
                        "198.51.100.3:80",
                        "198.51.100.3:8001",
                        "198.51.100.3:8003",
                        "198.51.100.3:9000",
                        "198.51.100.200:80",
                        "198.51.100.200:8001",
                        "198.51.100.200:8003",
                        "198.51.100.200:9000",
                        "[2001:db8::1]:80");
        assertThat(ipvs.realServers(WEB))
                .extracting(RealServerStatus::definition)
                .containsExactlyElementsOf(ipvs.table().find(WEB).orElseThrow().realServers());
    }

    @Test
    void shouldKeepServicesOfOneAddressApart() {
        ipvs.create(service(WEB));
        ipvs.create(service(VirtualServiceKey.udp("192.0.2.1", 80)));
        ipvs.create(service(MARK));
        ipvs.create(service(MARK6));
        ipvs.create(WEB, RealServer.masquerade("198.51.100.1", 80, 1));
        ipvs.create(MARK6, RealServer.masquerade("2001:db8::11", 0, 1));
        assertThat(ipvs.realServers(VirtualServiceKey.udp("192.0.2.1", 80))).isEmpty();
        assertThat(ipvs.realServers(MARK)).isEmpty();
        assertThat(ipvs.realServers(MARK6)).hasSize(1);
    }

    @Test
    void shouldCountNothingWithoutTraffic() {
        ipvs.create(service(WEB));
        ipvs.create(WEB, RealServer.masquerade("198.51.100.1", 80, 1));
        ipvs.zero(WEB);
        ipvs.zero();
        assertThat(ipvs.service(WEB)).map(VirtualServiceStatus::counters).contains(Counters.ZERO);
        RealServerStatus server = ipvs.realServers(WEB).get(0);
        assertThat(server.counters()).isEqualTo(Counters.ZERO);
        assertThat(server.connections()).isEqualTo(ConnectionCounts.ZERO);
    }

    @Test
    void shouldFlushEverything() {
        ipvs.flush();
        ipvs.create(service(WEB));
        ipvs.create(service(MARK6));
        ipvs.create(WEB, RealServer.masquerade("198.51.100.1", 80, 1));
        ipvs.flush();
        assertThat(ipvs.table()).isEqualTo(IpvsTable.empty());
    }

    @Test
    void shouldSeeTheChangesOfOthers() throws Exception {
        try (Ipvs other = openAnother()) {
            other.create(service(WEB));
            assertThat(ipvs.service(WEB)).isPresent();
            ipvs.remove(WEB);
            assertThat(other.table().isEmpty()).isTrue();
        }
    }

    @Test
    void shouldKeepTheTableWhenClosed() throws Exception {
        ipvs.create(service(WEB));
        try (Ipvs other = openAnother()) {
            ipvs.close();
            ipvs.close();
            assertThat(other.service(WEB)).isPresent();
        }
        assertThatIllegalStateException().isThrownBy(() -> ipvs.table());
        assertThatIllegalStateException().isThrownBy(() -> ipvs.create(service(WEB6)));
        assertThatIllegalStateException().isThrownBy(() -> ipvs.flush());
    }
}
