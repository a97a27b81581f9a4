package io.github.lvs4j.ipvs.text;

import io.github.lvs4j.ipvs.ForwardingMethod;
import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.ipvs.IpvsInfo;
import io.github.lvs4j.ipvs.Persistence;
import io.github.lvs4j.ipvs.Tunnel;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.ipvs.status.RealServerStatus;
import io.github.lvs4j.ipvs.status.VirtualServiceStatus;
import io.github.lvs4j.net.AddressFamily;
import java.util.List;
import java.util.Locale;

/**
 * Lays a table out as {@code ipvsadm -Ln} does, line for line (ipvsadm(8)). Confined to one thread.
 */
public final class TableText {

    private final StringBuilder text = new StringBuilder();

    /**
     * Starts a table.
     *
     * @param info what the head line says
     */
    public TableText(IpvsInfo info) {
        line("IP Virtual Server version %s (size=%d)", info.version(), info.connectionTableSize());
        line("Prot LocalAddress:Port Scheduler Flags");
        line("  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn");
    }

    /**
     * Reads the kernel's table and lays it out.
     *
     * @param ipvs the table to read
     * @return what {@code ipvsadm -Ln} prints for it, in its order too; only marks from 2147483648 on, which it prints as
     *     negative numbers, are printed as they are, and forwarding methods that it has no word for have one
     */
    public static String of(Ipvs ipvs) {
        TableText table = new TableText(ipvs.info());
        List<VirtualService> services =
                ipvs.services().stream().map(VirtualServiceStatus::definition).toList();
        for (VirtualService service : IpvsadmOrder.services(services)) {
            table.add(service, IpvsadmOrder.realServers(ipvs.realServers(service.key())));
        }
        return table.toString();
    }

    /**
     * Adds a service with its servers.
     *
     * @param service the service's definition
     * @param servers its servers, in the order in which they are to be shown
     * @return this table
     */
    public TableText add(VirtualService service, List<RealServerStatus> servers) {
        StringBuilder row = new StringBuilder(name(service.key()));
        row.append(' ').append(service.scheduler());
        if (!service.schedulerFlags().isEmpty()) {
            row.append(" (")
                    .append(String.join(",", FlagNames.of(service, false)))
                    .append(')');
        }
        service.persistence()
                .ifPresent(persistence ->
                        row.append(persistence(persistence, service.key().family())));
        if (service.onePacket()) {
            row.append(" ops");
        }
        text.append(row).append('\n');
        for (RealServerStatus server : servers) {
            line(
                    "  -> %-28s %-7s %-6d %-10d %-10d",
                    AddressText.endpoint(server.definition().key().endpoint()),
                    forwarding(server.definition().forwarding()),
                    server.definition().weight(),
                    server.connections().active(),
                    server.connections().inactive());
        }
        return this;
    }

    private static String name(VirtualServiceKey key) {
        if (key instanceof VirtualServiceKey.ByEndpoint byEndpoint) {
            return String.format(
                    Locale.ROOT, "%-4s %s", byEndpoint.protocol(), AddressText.endpoint(byEndpoint.endpoint()));
        }
        return "FWM  " + ((VirtualServiceKey.ByFirewallMark) key).mark()
                + (key.family() == AddressFamily.INET6 ? " IPv6" : "");
    }

    private static String persistence(Persistence persistence, AddressFamily family) {
        StringBuilder words =
                new StringBuilder(" persistent ").append(persistence.timeout().getSeconds());
        persistence
                .clientPrefix()
                .ifPresent(prefix -> words.append(" mask ")
                        .append(family == AddressFamily.INET ? Netmask.format(prefix) : Integer.toString(prefix)));
        persistence.engine().ifPresent(engine -> words.append(" pe ").append(engine));
        return words.toString();
    }

    private static String forwarding(ForwardingMethod method) {
        if (method instanceof Tunnel) {
            return "Tunnel";
        }
        if (method instanceof ForwardingMethod.Plain plain) {
            return switch (plain) {
                case MASQUERADE -> "Masq";
                case LOCAL_NODE -> "Local";
                case DIRECT_ROUTING -> "Route";
                case BYPASS -> "Bypass";
            };
        }
        return "Unknown";
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /** The table so far, with a line break after each line. */
    @Override
    public String toString() {
        return text.toString();
    }
}
