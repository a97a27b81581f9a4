package io.github.lvs4j.ipvs.text;

import io.github.lvs4j.ipvs.ConnectionThresholds;
import io.github.lvs4j.ipvs.ForwardingMethod;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.Persistence;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.ServicePool;
import io.github.lvs4j.ipvs.Tunnel;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.net.AddressFamily;
import java.util.List;
import java.util.Locale;

/** Writes a table as rules. Confined to one thread, for one table. */
final class RulesWriter {

    private final boolean whole;
    private final StringBuilder text = new StringBuilder();

    /**
     * Makes a writer.
     *
     * @param whole true to write everything, false to write what {@code ipvsadm -Sn} does
     */
    RulesWriter(boolean whole) {
        this.whole = whole;
    }

    String write(IpvsTable table) {
        List<VirtualService> services =
                table.pools().stream().map(ServicePool::service).toList();
        for (VirtualService service : IpvsadmOrder.services(services)) {
            String name = name(service.key());
            text.append("-A ").append(name);
            service(service);
            for (RealServer server : IpvsadmOrder.definitions(
                    table.find(service.key()).orElseThrow().realServers())) {
                text.append("-a ").append(name);
                server(service, server);
            }
        }
        return text.toString();
    }

    private String name(VirtualServiceKey key) {
        if (key instanceof VirtualServiceKey.ByEndpoint by) {
            String option = switch (by.protocol()) {
                case TCP -> "-t ";
                case UDP -> "-u ";
                case SCTP -> "--sctp-service ";
            };
            return option + AddressText.endpoint(by.endpoint());
        }
        long mark = ((VirtualServiceKey.ByFirewallMark) key).mark().value();
        return "-f " + (whole ? mark : (int) mark) + (key.family() == AddressFamily.INET6 ? " -6" : "");
    }

    private void service(VirtualService service) {
        text.append(" -s ").append(service.scheduler());
        service.persistence().ifPresent(persistence -> {
            text.append(" -p ").append(persistence.timeout().getSeconds());
            persistence
                    .clientPrefix()
                    .ifPresent(prefix -> text.append(" -M ")
                            .append(service.key().family() == AddressFamily.INET ? Netmask.format(prefix) : prefix));
        });
        service.persistence()
                .flatMap(Persistence::engine)
                .ifPresent(engine -> text.append(" --pe ").append(engine));
        if (service.onePacket()) {
            text.append(" -o");
        }
        if (!service.schedulerFlags().isEmpty()) {
            text.append(" -b ").append(String.join(",", FlagNames.of(service, whole)));
        }
        text.append('\n');
    }

    private void server(VirtualService service, RealServer server) {
        text.append(" -r ").append(AddressText.endpoint(server.key().endpoint()));
        text.append(option(service, server)).append(" -w ").append(server.weight());
        ConnectionThresholds thresholds = server.thresholds();
        if (whole && !thresholds.equals(ConnectionThresholds.NONE)) {
            text.append(" -x ").append(thresholds.upper());
            if (thresholds.lower() != 0) {
                text.append(" -y ").append(thresholds.lower());
            }
        }
        if (server.forwarding() instanceof Tunnel tunnel) {
            tunnel(tunnel);
        }
        text.append('\n');
    }

    private String option(VirtualService service, RealServer server) {
        ForwardingMethod method = server.forwarding();
        if (method == ForwardingMethod.MASQUERADE) {
            return " -m";
        }
        if (method == ForwardingMethod.DIRECT_ROUTING) {
            return " -g";
        }
        if (method instanceof Tunnel) {
            return " -i";
        }
        if (whole) {
            throw new IllegalArgumentException("real server " + server.key() + " of " + service.key()
                    + ": ipvsadm has no option for forwarding method " + method
                    + "; only masquerading, direct routing and tunnels can be written as rules");
        }
        return method == ForwardingMethod.LOCAL_NODE ? " -g" : " (null)";
    }

    private void tunnel(Tunnel tunnel) {
        text.append(" --tun-type ").append(tunnel.type().name().toLowerCase(Locale.ROOT));
        if (tunnel.type() == Tunnel.Type.IPIP) {
            return;
        }
        if (tunnel.type() == Tunnel.Type.GUE) {
            text.append(" --tun-port ").append(tunnel.port());
        }
        text.append(
                switch (tunnel.checksum()) {
                    case NONE -> " --tun-nocsum";
                    case OUTER -> " --tun-csum";
                    case REMOTE -> " --tun-remcsum";
                });
    }
}
