package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.ipvs.Persistence;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.Tunnel;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.ipvs.status.Counters;
import io.github.lvs4j.ipvs.status.Rates;
import io.github.lvs4j.ipvs.status.RealServerStatus;
import io.github.lvs4j.ipvs.status.VirtualServiceStatus;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.Endpoint;
import io.github.lvs4j.net.IpAddress;
import java.util.List;
import java.util.Optional;

/** What lvs4j reads, written as {@link RawReader} prints what the kernel gives. Stateless. */
final class RawText {

    private RawText() {}

    /** All rows as lvs4j reads them. */
    static List<String> table(Ipvs ipvs) {
        StringBuilder rows = new StringBuilder();
        for (VirtualServiceStatus service : ipvs.services()) {
            rows.append(service(service)).append('\n');
            for (RealServerStatus server : ipvs.realServers(service.definition().key())) {
                rows.append(server(server)).append('\n');
            }
        }
        return RawReader.ordered(rows.toString());
    }

    private static String service(VirtualServiceStatus status) {
        VirtualService service = status.definition();
        Optional<Persistence> persistence = service.persistence();
        return "service " + key(service.key())
                + " sched_name=" + service.scheduler()
                + String.format(" flags=0x%x/0xffffffff", status.flags())
                + " timeout="
                + persistence.map(value -> value.timeout().getSeconds()).orElse(0L)
                + " netmask=" + netmask(service)
                + stats("stats", status.counters(), status.rates())
                + persistence
                        .flatMap(Persistence::engine)
                        .map(engine -> " pe_name=" + engine)
                        .orElse("")
                + stats("stats64", status.counters(), status.rates());
    }

    private static String key(VirtualServiceKey key) {
        if (key instanceof VirtualServiceKey.ByEndpoint by) {
            return "af=" + af(key.family()) + " protocol=" + by.protocol().number() + endpoint(by.endpoint());
        }
        return "af=" + af(key.family()) + " fwmark="
                + ((VirtualServiceKey.ByFirewallMark) key).mark().value();
    }

    private static String netmask(VirtualService service) {
        int bits = service.key().family().bits();
        int prefix = service.persistence()
                .map(persistence -> persistence.clientPrefix().orElse(bits))
                .orElse(bits);
        if (service.key().family() == AddressFamily.INET6) {
            return Integer.toString(prefix);
        }
        long mask = 0xffff_ffffL << (32 - prefix);
        return IpAddress.format(
                IpAddress.of(new byte[] {(byte) (mask >> 24), (byte) (mask >> 16), (byte) (mask >> 8), (byte) mask}));
    }

    private static String server(RealServerStatus status) {
        RealServer server = status.definition();
        Tunnel tunnel = server.forwarding() instanceof Tunnel given ? given : Tunnel.IPIP;
        return " " + endpoint(server.key().endpoint()).replaceFirst(" ", " dest ")
                + " fwd_method=" + server.forwarding().number()
                + " weight=" + server.weight()
                + " u_thresh=" + server.thresholds().upper()
                + " l_thresh=" + server.thresholds().lower()
                + " active_conns=" + status.connections().active()
                + " inact_conns=" + status.connections().inactive()
                + " persist_conns=" + status.connections().persistent()
                + stats("stats", status.counters(), status.rates())
                + " addr_family=" + af(server.family())
                + stats("stats64", status.counters(), status.rates())
                + " tun_type=" + tunnel.type().number()
                + " tun_port=" + tunnel.port()
                + " tun_flags=" + tunnel.checksum().bits();
    }

    /** The C library writes an address that embeds an IPv4 one with it. */
    private static String endpoint(Endpoint endpoint) {
        String address = IpAddress.format(endpoint.address()).replace("::c633:6407", "::198.51.100.7");
        return " addr=" + address + " port=" + endpoint.port();
    }

    private static int af(AddressFamily family) {
        return family == AddressFamily.INET ? 2 : 10;
    }

    private static String stats(String name, Counters counters, Rates rates) {
        return String.format(
                " %s=conns:%d,inpkts:%d,outpkts:%d,inbytes:%d,outbytes:%d,cps:%d,inpps:%d,outpps:%d,inbps:%d,outbps:%d",
                name,
                counters.connections(),
                counters.inPackets(),
                counters.outPackets(),
                counters.inBytes(),
                counters.outBytes(),
                rates.connections(),
                rates.inPackets(),
                rates.outPackets(),
                rates.inBytes(),
                rates.outBytes());
    }
}
