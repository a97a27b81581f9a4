package io.github.lvs4j.ipvs.text;

import io.github.lvs4j.ipvs.ConnectionThresholds;
import io.github.lvs4j.ipvs.ForwardingMethod;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.Tunnel;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.net.Endpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the definition in a line of {@code -a}. Confined to one thread. */
final class ServerRule {

    private static final List<RuleOption> METHODS =
            List.of(RuleOption.DIRECT_ROUTING, RuleOption.TUNNEL, RuleOption.MASQUERADE);
    private static final List<RuleOption> CHECKSUMS =
            List.of(RuleOption.NO_CHECKSUM, RuleOption.CHECKSUM, RuleOption.REMOTE_CHECKSUM);
    private static final List<RuleOption> OF_TUNNELS = List.of(
            RuleOption.TUNNEL_TYPE,
            RuleOption.TUNNEL_PORT,
            RuleOption.NO_CHECKSUM,
            RuleOption.CHECKSUM,
            RuleOption.REMOTE_CHECKSUM);
    private static final long LARGEST = 0xffff_ffffL;

    private final RuleLine line;
    private final RuleValues values;

    ServerRule(RuleLine line, RuleValues values) {
        this.line = line;
        this.values = values;
    }

    RealServer read(VirtualServiceKey service) {
        RuleLine.Given given = line.get(RuleOption.REAL_SERVER);
        if (given == null) {
            throw line.error(null, "no real server; write -r with its address");
        }
        RuleValues.HostPort address = values.hostPort(given);
        int servicePort = service instanceof VirtualServiceKey.ByEndpoint by
                ? by.endpoint().port()
                : 0;
        Endpoint endpoint = new Endpoint(address.host(), address.port().orElse(servicePort));
        return RealServer.builder()
                .key(new RealServerKey(endpoint))
                .forwarding(method())
                .weight((int) values.number(line.get(RuleOption.WEIGHT), 0, Integer.MAX_VALUE, 1))
                .thresholds(thresholds())
                .build();
    }

    private ConnectionThresholds thresholds() {
        RuleLine.Given lower = line.get(RuleOption.LOWER);
        long above = values.number(line.get(RuleOption.UPPER), 0, LARGEST, 0);
        long below = values.number(lower, 0, LARGEST, 0);
        return values.checked(lower, () -> new ConnectionThresholds(above, below));
    }

    private ForwardingMethod method() {
        RuleOption method = line.oneOf(METHODS);
        if (method == RuleOption.TUNNEL) {
            return tunnel();
        }
        for (RuleOption option : OF_TUNNELS) {
            if (line.has(option)) {
                throw line.error(line.get(option), "option " + option + " is for tunnels; add -i, or remove it");
            }
        }
        return method == RuleOption.MASQUERADE ? ForwardingMethod.MASQUERADE : ForwardingMethod.DIRECT_ROUTING;
    }

    private Tunnel tunnel() {
        RuleLine.Given given = line.get(RuleOption.TUNNEL_TYPE);
        Tunnel.Type type = type(given);
        int port = (int) values.number(line.get(RuleOption.TUNNEL_PORT), 1, 65535, 0);
        RuleOption checksum = line.oneOf(CHECKSUMS);
        if (checksum == RuleOption.NO_CHECKSUM && type == Tunnel.Type.IPIP) {
            throw line.error(
                    line.get(checksum), "tunnel type ipip has no checksum to leave out; remove option " + checksum);
        }
        return values.checked(
                given == null ? line.get(RuleOption.TUNNEL) : given, () -> new Tunnel(type, port, sum(checksum)));
    }

    private Tunnel.Type type(RuleLine.@Nullable Given given) {
        if (given == null) {
            return Tunnel.Type.IPIP;
        }
        return switch (values.text(given)) {
            case "ipip" -> Tunnel.Type.IPIP;
            case "gue" -> Tunnel.Type.GUE;
            case "gre" -> Tunnel.Type.GRE;
            default ->
                throw line.error(given, "not a tunnel type: \"" + given.value() + "\"; there are ipip, gue and gre");
        };
    }

    private static Tunnel.Checksum sum(@Nullable RuleOption option) {
        if (option == RuleOption.CHECKSUM) {
            return Tunnel.Checksum.OUTER;
        }
        return option == RuleOption.REMOTE_CHECKSUM ? Tunnel.Checksum.REMOTE : Tunnel.Checksum.NONE;
    }
}
