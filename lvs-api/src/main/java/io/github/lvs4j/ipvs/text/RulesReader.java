package io.github.lvs4j.ipvs.text;

import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.ServicePool;
import io.github.lvs4j.ipvs.Tunnel;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.Endpoint;
import io.github.lvs4j.net.TransportProtocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads rules line by line. Confined to one thread, for one text. */
final class RulesReader {

    private static final long LARGEST_MARK = 0xffff_ffffL;

    private record Draft(VirtualService service, Map<RealServerKey, RealServer> servers) {}

    private final Map<VirtualServiceKey, Draft> drafts = new LinkedHashMap<>();

    IpvsTable read(String text) {
        int number = 1;
        for (String line : text.split("\n", -1)) {
            RuleLine rule = new RuleLine(number++, line);
            if (!rule.isEmpty()) {
                add(rule);
            }
        }
        List<ServicePool> pools = new ArrayList<>(drafts.size());
        for (Draft draft : drafts.values()) {
            pools.add(
                    new ServicePool(draft.service(), List.copyOf(draft.servers().values())));
        }
        return IpvsTable.of(pools);
    }

    private void add(RuleLine line) {
        RuleValues values = new RuleValues(line);
        RuleOption named = serviceOption(line);
        VirtualServiceKey key = key(line, values, named);
        Draft draft = drafts.get(key);
        if (line.command() == RuleOption.ADD_SERVICE) {
            if (draft != null) {
                throw line.error(
                        line.get(named), "virtual service " + key + " is there already; remove one of the lines");
            }
            drafts.put(key, new Draft(new ServiceRule(line, values).read(key, named), new LinkedHashMap<>()));
            return;
        }
        if (draft == null) {
            throw line.error(
                    line.get(named), "there is no virtual service " + key + " yet; write its -A line before this one");
        }
        add(line, draft, new ServerRule(line, values).read(key));
    }

    private static void add(RuleLine line, Draft draft, RealServer server) {
        RuleLine.Given place = line.get(RuleOption.REAL_SERVER);
        AddressFamily family = draft.service().key().family();
        if (server.family() != family && !(server.forwarding() instanceof Tunnel)) {
            throw line.error(
                    place,
                    "real server " + server.key() + " is of the other address family; only a tunnel (-i) reaches it");
        }
        if (draft.servers().putIfAbsent(server.key(), server) != null) {
            throw line.error(
                    place,
                    "virtual service " + draft.service().key() + " has real server " + server.key()
                            + " already; remove one of the lines");
        }
    }

    private static RuleOption serviceOption(RuleLine line) {
        RuleOption found = line.oneOf(List.of(RuleOption.TCP, RuleOption.UDP, RuleOption.SCTP, RuleOption.MARK));
        if (found == null) {
            throw line.error(null, "no virtual service; write -t, -u, --sctp-service or -f");
        }
        if (line.isBefore(RuleOption.IPV6, RuleOption.MARK)) {
            throw line.error(
                    line.get(RuleOption.IPV6),
                    "option -6 is for firewall marks and stands after the mark, as in: -f 7 -6");
        }
        return found;
    }

    private static VirtualServiceKey key(RuleLine line, RuleValues values, RuleOption named) {
        RuleLine.Given given = RuleValues.present(line.get(named));
        if (named == RuleOption.MARK) {
            long mark = values.number(given, Integer.MIN_VALUE, LARGEST_MARK, 0);
            // ipvsadm -Sn prints the upper half as negative numbers.
            long unsigned = mark < 0 ? mark + LARGEST_MARK + 1 : mark;
            AddressFamily family = line.has(RuleOption.IPV6) ? AddressFamily.INET6 : AddressFamily.INET;
            return values.checked(given, () -> VirtualServiceKey.firewallMark(unsigned, family));
        }
        RuleValues.HostPort address = values.hostPort(given);
        TransportProtocol protocol = TransportProtocol.valueOf(named.name());
        return new VirtualServiceKey.ByEndpoint(
                protocol, new Endpoint(address.host(), address.port().orElse(0)));
    }
}
