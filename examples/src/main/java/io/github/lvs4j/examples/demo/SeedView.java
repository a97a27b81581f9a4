package io.github.lvs4j.examples.demo;

import io.github.lvs4j.testkit.hosts.TestHost;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be seen of the deployment from outside, with the system's own tools. Stateless. */
public final class SeedView {

    /** The seed's table, connection counts left out. */
    public static final List<String> ROWS = List.of(
            "TCP 113.226.77.88:80 wrr persistent 60",
            "-> 192.168.168.236:8001 Masq 2",
            "-> 192.168.168.236:8002 Masq 6",
            "-> 192.168.168.238:8003 Masq 3",
            "-> 192.168.168.238:8004 Masq 8");

    private static final Pattern LINK_ADDRESS = Pattern.compile("lladdr ([0-9a-f:]{17})");

    private SeedView() {}

    /**
     * The table as {@code ipvsadm -Ln} prints it.
     *
     * @param director on which host
     * @return its output
     */
    public static String table(TestHost director) {
        return director.run("ipvsadm", "-Ln").orFail();
    }

    /**
     * The table's rows without head line and connection counts.
     *
     * @param director on which host
     * @return in the shape of {@link #ROWS}
     */
    public static List<String> rows(TestHost director) {
        return table(director)
                .lines()
                .skip(3)
                .map(row -> row.trim().replaceAll("\\s+", " "))
                .map(row -> row.startsWith("->") ? row.replaceAll(" \\d+ \\d+$", "") : row)
                .toList();
    }

    /**
     * The weight of a real server.
     *
     * @param director on which host
     * @param server as "192.168.168.238:8003"
     * @return its weight; -1 if it is not in the table
     */
    public static int weight(TestHost director, String server) {
        for (String row : rows(director)) {
            if (row.startsWith("-> " + server + " ")) {
                return Integer.parseInt(row.substring(row.lastIndexOf(' ') + 1));
            }
        }
        return -1;
    }

    /**
     * Whether a host has an address.
     *
     * @param host on which host
     * @param address without prefix length
     * @return true if {@code ip addr} shows it
     */
    public static boolean hasAddress(TestHost host, String address) {
        return host.ip("-4", "-o", "addr", "show").contains(" " + address + "/");
    }

    /**
     * Whether a director holds both addresses of the sync group.
     *
     * @param director which one
     * @return true if it has the virtual address and the virtual gateway
     */
    public static boolean isMaster(TestHost director) {
        return hasAddress(director, SeedLan.VIRTUAL_ADDRESS) && hasAddress(director, SeedLan.VIRTUAL_GATEWAY);
    }

    /**
     * Whether a director holds neither address of the sync group.
     *
     * @param director which one
     * @return true if it has none of the two
     */
    public static boolean isBackup(TestHost director) {
        return !hasAddress(director, SeedLan.VIRTUAL_ADDRESS) && !hasAddress(director, SeedLan.VIRTUAL_GATEWAY);
    }

    /**
     * The link-layer address of an interface.
     *
     * @param host on which host
     * @param interfaceName which interface
     * @return as "02:00:00:00:00:0a"
     */
    public static String mac(TestHost host, String interfaceName) {
        Matcher matcher = Pattern.compile("link/ether ([0-9a-f:]{17})").matcher(host.ip("link", "show", interfaceName));
        if (!matcher.find()) {
            throw new IllegalStateException(interfaceName + " on " + host.name() + " has no link-layer address");
        }
        return matcher.group(1);
    }

    /**
     * Where a host believes the virtual address to be.
     *
     * @param host the host whose ARP cache is read
     * @return a link-layer address; empty if it has no entry
     */
    public static String neighbour(TestHost host) {
        Matcher matcher = LINK_ADDRESS.matcher(host.ip("neigh", "show", SeedLan.VIRTUAL_ADDRESS));
        return matcher.find() ? matcher.group(1) : "";
    }
}
