package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.ServicePool;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.Endpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** The lists of {@code ipvsadm -Ln} without their heads, blanks and order. Stateless. */
final class ToolText {

    private ToolText() {}

    /** What a list says of each service and server: what identifies it, then its columns. */
    static List<String> rows(String list) {
        List<String> blocks = new ArrayList<>();
        String service = "";
        for (String line : list.lines().map(String::strip).toList()) {
            String row = line.replaceAll("\\s+", " ");
            if (row.matches("(TCP|UDP|SCTP|FWM) .*")) {
                service = row;
                blocks.add(row);
            } else if (row.startsWith("-> ") && !service.isEmpty()) {
                blocks.add(name(service) + " " + row);
            }
        }
        Collections.sort(blocks);
        return blocks;
    }

    /** The rows of real servers alone. */
    static List<String> servers(String list) {
        return rows(list).stream().filter(row -> row.contains(" -> ")).toList();
    }

    private static String name(String service) {
        String[] words = service.split(" ");
        return words[0] + " " + words[1] + (words.length > 2 && words[2].equals("IPv6") ? " IPv6" : "");
    }

    /** The same from a table. */
    static List<String> rows(IpvsTable table, String service, Function<RealServer, String> server) {
        List<String> rows = new ArrayList<>(servers(table, server));
        table.pools().forEach(pool -> rows.add(name(pool.key()) + service));
        Collections.sort(rows);
        return rows;
    }

    /** The rows of real servers alone. */
    static List<String> servers(IpvsTable table, Function<RealServer, String> server) {
        List<String> rows = new ArrayList<>();
        for (ServicePool pool : table.pools()) {
            for (RealServer each : pool.realServers()) {
                rows.add(name(pool.key()) + " -> " + endpoint(each.key().endpoint()) + server.apply(each));
            }
        }
        Collections.sort(rows);
        return rows;
    }

    private static String name(VirtualServiceKey key) {
        if (key instanceof VirtualServiceKey.ByEndpoint by) {
            return by.protocol() + " " + endpoint(by.endpoint());
        }
        int mark = (int) ((VirtualServiceKey.ByFirewallMark) key).mark().value();
        return "FWM " + mark + (key.family() == AddressFamily.INET6 ? " IPv6" : "");
    }

    private static String endpoint(Endpoint endpoint) {
        return endpoint.toString().replace("[::c633:6407]", "[::198.51.100.7]");
    }
}
