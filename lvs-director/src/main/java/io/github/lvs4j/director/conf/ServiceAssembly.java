package io.github.lvs4j.director.conf;

import io.github.lvs4j.director.RealServerConfig;
import io.github.lvs4j.director.ServiceConfig;
import io.github.lvs4j.ipvs.ConnectionThresholds;
import io.github.lvs4j.ipvs.ForwardingMethod;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.Endpoint;
import io.github.lvs4j.net.TransportProtocol;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Virtual servers of a file as services, with what they inherit and what keepalived takes for granted. */
final class ServiceAssembly {

    private final GlobalDefsReader globals;
    private final Report report;
    private final List<ServiceConfig> services = new ArrayList<>();
    private final Map<VirtualServiceKey, Position> keys = new HashMap<>();

    ServiceAssembly(GlobalDefsReader globals, Report report) {
        this.globals = globals;
        this.report = report;
    }

    List<ServiceConfig> services() {
        return services;
    }

    void add(VirtualServerReader server) {
        if (server.address.isEmpty() && server.mark.isEmpty()) {
            return;
        }
        if (server.realServers.isEmpty()) {
            report.warning(server.position, "virtual_server without a real_server is left out; add one");
            return;
        }
        try {
            VirtualServiceKey key = key(server);
            Position first = keys.putIfAbsent(key, server.position);
            if (first != null) {
                report.error(
                        server.position,
                        "virtual_server " + key + " is defined on line " + first.line() + " already; merge the two");
                return;
            }
            services.add(service(server, key));
        } catch (IllegalArgumentException e) {
            report.error(server.position, String.valueOf(e.getMessage()));
        }
    }

    private VirtualServiceKey key(VirtualServerReader server) {
        if (server.mark.isPresent()) {
            return new VirtualServiceKey.ByFirewallMark(
                    server.mark.get(), server.family.orElseGet(() -> familyOfServers(server)));
        }
        if (server.protocol.isEmpty()) {
            report.warning(
                    server.position, "virtual_server without protocol means UDP; add protocol TCP or protocol UDP");
        }
        InetAddress address = server.address.orElseThrow();
        TransportProtocol protocol = server.protocol.orElse(TransportProtocol.UDP);
        return new VirtualServiceKey.ByEndpoint(protocol, new Endpoint(address, server.port));
    }

    private ServiceConfig service(VirtualServerReader server, VirtualServiceKey key) {
        boolean allPorts = server.mark.isEmpty() && server.port == 0;
        if (allPorts && server.persistence.persistence().isEmpty()) {
            server.persistence.force();
            report.warning(
                    server.position,
                    "virtual_server " + key
                            + " has port 0, all ports, which needs persistence: persistence_timeout 360 is"
                            + " taken; add it, or name a port");
        }
        int quorum = quorum(server);
        int hysteresis = Math.min(server.hysteresis, quorum - 1);
        long reachable = totalWeight(server);
        if (reachable > 0 && reachable < (long) quorum + hysteresis) {
            report.warning(
                    server.position,
                    "quorum " + quorum + " plus hysteresis " + hysteresis
                            + " exceeds the total weight of the real servers, " + reachable
                            + ": the quorum is never gained; lower one of them");
        }
        ServiceConfig.Builder service = ServiceConfig.builder()
                .service(VirtualService.builder()
                        .key(key)
                        .scheduler(server.scheduler)
                        .schedulerFlags(server.flags)
                        .persistence(server.persistence.persistence())
                        .onePacket(server.onePacket)
                        .build())
                .quorum(quorum)
                .hysteresis(hysteresis)
                .sorryServerInhibit(server.sorryInhibit)
                .mail(server.mail.orElse(globals.mailVirtualServers()));
        server.sorryAddress.ifPresent(address -> service.sorryServer(RealServer.builder()
                .key(new RealServerKey(new Endpoint(address, sorryPort(server))))
                .forwarding(server.forwarding)
                .build()));
        Set<RealServerKey> seen = new HashSet<>();
        for (RealServerReader real : server.realServers) {
            realServer(server, real, seen).ifPresent(service::addRealServers);
        }
        return service.build();
    }

    private Optional<RealServerConfig> realServer(
            VirtualServerReader server, RealServerReader real, Set<RealServerKey> seen) {
        if (real.address.isEmpty()) {
            return Optional.empty();
        }
        int written = real.port.filter(number -> number != 0).orElseGet(() -> ownPort(server));
        Endpoint checked = new Endpoint(real.address.get(), written); // also where the kernel gets another port
        RealServerKey key = new RealServerKey(
                new Endpoint(real.address.get(), reachablePort(server, written, "real_server", real.position)));
        if (!seen.add(key)) {
            report.warning(real.position, "real_server " + key + " is listed again and left out; once is enough");
            return Optional.empty();
        }
        try {
            TimingDraft timing = real.timing.within(server.timing);
            RealServerConfig.Builder config = RealServerConfig.builder()
                    .realServer(RealServer.builder()
                            .key(key)
                            .forwarding(server.forwarding)
                            .weight(real.weight.or(() -> server.weight).orElse(1))
                            .thresholds(new ConnectionThresholds(real.upperThreshold, real.lowerThreshold))
                            .build())
                    .inhibitOnFailure(real.inhibit.or(() -> server.inhibit).orElse(false))
                    .mail(real.mail.orElse(globals.mailRealServers()));
            CheckAssembly checks = new CheckAssembly(server, real, checked, report);
            for (CheckDraft draft : real.checks) {
                checks.check(draft, draft.timing.within(timing)).ifPresent(config::addChecks);
            }
            return Optional.of(config.build());
        } catch (IllegalArgumentException e) {
            report.error(real.position, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Without a port keepalived gives the kernel 0 where it masquerades, which the kernel reads as the service's own. */
    private int sorryPort(VirtualServerReader server) {
        boolean masquerade = server.forwarding == ForwardingMethod.MASQUERADE;
        int port = server.sorryPort.filter(number -> number != 0).orElseGet(() -> masquerade ? 0 : ownPort(server));
        return reachablePort(server, port, "sorry_server", server.position);
    }

    /** Only masquerading can change the port: keepalived forces the service's own elsewhere. */
    private int reachablePort(VirtualServerReader server, int port, String what, Position position) {
        int own = ownPort(server);
        if (port == own || server.forwarding == ForwardingMethod.MASQUERADE) {
            return port;
        }
        if (server.mark.isEmpty()) { // with a mark the port has a use: it is the one to check
            report.warning(
                    position,
                    what + " port " + port + " becomes " + own
                            + ": only lb_kind NAT can change the port; write the virtual_server's");
        }
        return own;
    }

    /** A firewall mark stands for whatever ports it was set on, which is 0. */
    private static int ownPort(VirtualServerReader server) {
        return server.mark.isPresent() ? 0 : server.port;
    }

    /** keepalived lowers a quorum that all servers together cannot reach. */
    private int quorum(VirtualServerReader server) {
        long total = totalWeight(server);
        if (server.quorum <= total || server.quorum == 1) {
            return server.quorum;
        }
        int reachable = (int) Math.max(1, total);
        report.warning(
                server.position,
                "quorum " + server.quorum + " exceeds the total weight of the real servers and becomes " + reachable);
        return reachable;
    }

    private static long totalWeight(VirtualServerReader server) {
        return server.realServers.stream()
                .mapToLong(real -> real.weight.or(() -> server.weight).orElse(1))
                .sum();
    }

    private static AddressFamily familyOfServers(VirtualServerReader server) {
        return server.realServers.stream()
                .flatMap(real -> real.address.stream())
                .findFirst()
                .map(AddressFamily::of)
                .orElse(AddressFamily.INET);
    }
}
