package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.ipvs.ConnectionThresholds;
import io.github.lvs4j.ipvs.ForwardingMethod;
import io.github.lvs4j.ipvs.Persistence;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.SchedulerFlag;
import io.github.lvs4j.ipvs.SyncDaemon;
import io.github.lvs4j.ipvs.Timeouts;
import io.github.lvs4j.ipvs.Tunnel;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Virtual services and real servers that draw every attribute. The values are few where two draws should meet (addresses,
 * ports, marks), else they favour the ends of their ranges. The same seed gives the same definitions. Confined to one thread.
 */
final class RandomDefinitions {

    static final List<Scheduler> SCHEDULERS = List.of(
            Scheduler.RR,
            Scheduler.WRR,
            Scheduler.LC,
            Scheduler.WLC,
            Scheduler.LBLC,
            Scheduler.LBLCR,
            Scheduler.DH,
            Scheduler.SH,
            Scheduler.MH,
            Scheduler.SED,
            Scheduler.NQ,
            Scheduler.FO,
            Scheduler.OVF);

    /**
     * As are the marks, never so far apart that ipvsadm's order runs in circles: the outcome would then depend on the kernel's.
     */
    private static final List<String> ADDRESSES = List.of(
            "10.0.0.1", "10.0.0.2", "10.255.255.254", "172.16.0.1", "192.0.2.1", "198.51.100.7", "198.51.100.8");

    private static final List<String> ADDRESSES6 = List.of(
            "2001:db8::1",
            "2001:db8::2",
            "2001:db8:0:1::1",
            "2001:db8:1111:2222:3333:4444:5555:6666",
            "fd00::1",
            "::198.51.100.7");

    /** The kernel takes it for a virtual service only. */
    private static final String MAPPED = "::ffff:198.51.100.7";

    private static final List<Integer> PORTS = List.of(0, 1, 53, 80, 443, 8080, 32768, 65535);
    private static final List<Long> MARKS = List.of(1L, 2L, 65536L, 0x3fff_ffffL, 0xc000_0000L, 0xffff_ffffL);
    private static final List<Integer> WEIGHTS = List.of(0, 1, 2, 100, 65535, 65536, Integer.MAX_VALUE);
    private static final List<Long> BOUNDS = List.of(1L, 2L, 65535L, 65536L, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL);
    private static final List<Integer> SECONDS = List.of(1, 2, 59, 300, 360, 86_400, 4_294_967);

    private final Random random;

    RandomDefinitions(Random random) {
        this.random = random;
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    AddressFamily family() {
        return chance(50) ? AddressFamily.INET : AddressFamily.INET6;
    }

    private String address(AddressFamily family) {
        return any(family == AddressFamily.INET ? ADDRESSES : ADDRESSES6);
    }

    VirtualServiceKey serviceKey() {
        AddressFamily family = family();
        if (chance(25)) {
            return VirtualServiceKey.firewallMark(any(MARKS), family);
        }
        String address = family == AddressFamily.INET6 && chance(10) ? MAPPED : address(family);
        int port = any(PORTS);
        return switch (below(3)) {
            case 0 -> VirtualServiceKey.tcp(address, port);
            case 1 -> VirtualServiceKey.udp(address, port);
            default -> VirtualServiceKey.sctp(address, port);
        };
    }

    VirtualService service(VirtualServiceKey key) {
        VirtualService.Builder service =
                VirtualService.builder().key(key).scheduler(any(SCHEDULERS)).onePacket(chance(25));
        for (SchedulerFlag flag : SchedulerFlag.values()) {
            if (chance(25)) {
                service.addSchedulerFlags(flag);
            }
        }
        boolean allPorts =
                key instanceof VirtualServiceKey.ByEndpoint by && by.endpoint().port() == 0;
        if (allPorts || chance(40)) {
            service.persistence(persistence(key.family()));
        }
        return service.build();
    }

    private Persistence persistence(AddressFamily family) {
        int seconds = chance(80) ? any(SECONDS) : 1 + below(4_294_967);
        Persistence persistence = Persistence.of(Duration.ofSeconds(seconds));
        if (chance(50)) {
            int least = family == AddressFamily.INET ? 0 : 1;
            persistence = persistence.withClientPrefix(least + below(family.bits() + 1 - least));
        }
        return chance(30) ? persistence.withEngine("sip") : persistence;
    }

    /** Of the service's family, or behind a tunnel of the other. */
    RealServer server(VirtualServiceKey service) {
        ForwardingMethod method = forwarding();
        boolean mixed = method instanceof Tunnel && chance(40);
        AddressFamily other = service.family() == AddressFamily.INET ? AddressFamily.INET6 : AddressFamily.INET;
        String address = address(mixed ? other : service.family());
        int port = chance(60) && service instanceof VirtualServiceKey.ByEndpoint by
                ? by.endpoint().port()
                : any(PORTS);
        return server(RealServerKey.of(address, port), method);
    }

    RealServer server(RealServerKey key, ForwardingMethod method) {
        RealServer.Builder server =
                RealServer.builder().key(key).forwarding(method).weight(weight());
        if (chance(40)) {
            long upper = any(BOUNDS);
            long lower = chance(50) ? 0 : any(BOUNDS);
            server.thresholds(new ConnectionThresholds(Math.max(upper, lower), Math.min(upper, lower)));
        }
        return server.build();
    }

    private int weight() {
        return chance(80) ? any(WEIGHTS) : below(Integer.MAX_VALUE);
    }

    ForwardingMethod forwarding() {
        return switch (below(8)) {
            case 0, 1 -> ForwardingMethod.MASQUERADE;
            case 2 -> ForwardingMethod.DIRECT_ROUTING;
            case 3 -> chance(50) ? ForwardingMethod.LOCAL_NODE : ForwardingMethod.BYPASS;
            case 4 -> Tunnel.IPIP;
            case 5 -> new Tunnel(Tunnel.Type.GRE, 0, chance(50) ? Tunnel.Checksum.OUTER : Tunnel.Checksum.NONE);
            default -> new Tunnel(Tunnel.Type.GUE, 1 + below(65535), any(List.of(Tunnel.Checksum.values())));
        };
    }

    Timeouts timeouts() {
        return Timeouts.of(seconds(), seconds(), seconds());
    }

    private Duration seconds() {
        return Duration.ofSeconds(any(List.of(0, 1, 60, 86_400, 2_147_483)));
    }

    SyncDaemon daemon(SyncDaemon.Role role, String device) {
        SyncDaemon.Builder daemon = SyncDaemon.builder()
                .role(role)
                .syncId(any(List.of(0, 1, 255)))
                .multicastInterface(InterfaceName.of(device));
        if (chance(60)) {
            daemon.multicastGroup(IpAddress.parse(any(List.of("224.0.1.5", "239.255.255.255", "ff02::81"))));
        }
        if (chance(50)) {
            daemon.multicastPort(any(List.of(1, 8848, 65535))).multicastTtl(any(List.of(1, 2, 255)));
        }
        if (chance(50)) {
            daemon.syncMaxLength(any(List.of(1, 1023, 1024, 1400, 9000, 65535)));
        }
        return daemon.build();
    }
}
