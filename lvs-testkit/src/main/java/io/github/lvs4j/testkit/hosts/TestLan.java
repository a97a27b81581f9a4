package io.github.lvs4j.testkit.hosts;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A LAN of hosts, each a network namespace; its switches are bridges in one more namespace.
 *
 * <p>Confined to one thread. Needs root. {@link #close} ends what runs on the hosts and removes them; what a killed test
 * left behind is found by the dead process in its name and removed when the next LAN is made. Multicast snooping and
 * duplicate address detection are off, so that addresses and groups work at once.
 *
 * <p>Source: ip-netns(8), veth(4), bridge(8).
 */
public final class TestLan implements AutoCloseable {
    private static final Path NAMESPACES = Path.of("/run/netns");

    private final String prefix;
    private final String switchNamespace;
    private final Map<String, TestHost> hosts = new LinkedHashMap<>();
    private final Map<String, TestNetwork> networks = new LinkedHashMap<>();
    private int ports;

    private TestLan(String prefix) {
        this.prefix = prefix;
        this.switchNamespace = prefix + "switch";
    }

    /**
     * An empty LAN. Removes the leftovers of dead test runs first.
     *
     * @return a new LAN, to be closed by the caller
     * @throws HostException when namespaces cannot be made, most often because this is not root
     */
    public static TestLan create() {
        removeLeftovers();
        TestLan lan = new TestLan(NamespaceName.newPrefix());
        addNamespace(lan.switchNamespace);
        inNamespace(lan.switchNamespace, "echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6");
        return lan;
    }

    /**
     * A new network: a switch without ports.
     *
     * @param name 1 to 12 letters, digits and hyphens, new in this LAN
     * @return the network, to which hosts are connected
     * @throws IllegalArgumentException when the name is malformed or taken
     */
    public TestNetwork network(String name) {
        requireName(name, networks.containsKey(name));
        String bridge = "br-" + name;
        Commands.shell("ip -n " + switchNamespace + " link add " + bridge
                + " type bridge mcast_snooping 0 stp_state 0 forward_delay 0\n"
                + "ip -n " + switchNamespace + " link set " + bridge + " up");
        TestNetwork network = new TestNetwork(name, bridge);
        networks.put(name, network);
        return network;
    }

    /**
     * A new network whose switch knows nobody: each frame goes to every port, so that a third host hears unicast too.
     *
     * @param name 1 to 12 letters, digits and hyphens, new in this LAN
     * @return the network, to which hosts are connected
     * @throws IllegalArgumentException when the name is malformed or taken
     */
    public TestNetwork hub(String name) {
        TestNetwork network = network(name);
        Commands.shell("ip -n " + switchNamespace + " link set " + network.bridge() + " type bridge ageing_time 0");
        return network;
    }

    /**
     * A new host, with nothing but {@code lo}.
     *
     * @param name 1 to 12 letters, digits and hyphens, new in this LAN
     * @return the host
     * @throws IllegalArgumentException when the name is malformed or taken
     */
    public TestHost host(String name) {
        requireName(name, hosts.containsKey(name) || name.equals("switch"));
        String namespace = prefix + name;
        addNamespace(namespace);
        TestHost host = new TestHost(this, name, namespace);
        hosts.put(name, host);
        inNamespace(namespace, "for scope in all default; do echo 0 >/proc/sys/net/ipv6/conf/$scope/accept_dad; done");
        return host;
    }

    private static void requireName(String name, boolean taken) {
        if (!name.matches("[A-Za-z0-9-]{1,12}") || taken) {
            throw new IllegalArgumentException("the name " + name
                    + (taken ? " is taken in this LAN" : " is not 1 to 12 letters, digits, hyphens"));
        }
    }

    /** Lays a cable from a host's new interface to the network's switch; returns the switch's end. */
    String connect(TestHost host, String interfaceName, TestNetwork network) {
        String port = "port" + ++ports;
        String here = "ip -n " + host.namespace() + " link ";
        String there = "ip -n " + switchNamespace + " link ";
        Commands.shell(here + "add " + interfaceName + " type veth peer name " + port + " netns " + switchNamespace
                + "\n" + there + "set " + port + " master " + network.bridge() + " up\n"
                + here + "set " + interfaceName + " up");
        return port;
    }

    void setPort(String port, boolean up) {
        Commands.shell("ip -n " + switchNamespace + " link set " + port + (up ? " up" : " down"));
    }

    private static void addNamespace(String namespace) {
        Commands.shell("ip netns add " + namespace + "\nip -n " + namespace + " link set lo up");
    }

    private static void inNamespace(String namespace, String script) {
        Commands.run(List.of("ip", "netns", "exec", namespace, "sh", "-ec", script), Commands.DEFAULT_LIMIT)
                .orFail();
    }

    /**
     * Removes the namespaces of test runs that died, and ends what still runs in them. {@link #create} does this too.
     *
     * @return the names of what was removed
     */
    public static List<String> removeLeftovers() {
        List<String> leftovers = new ArrayList<>();
        if (Files.isDirectory(NAMESPACES)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(NAMESPACES, "l4j-*")) {
                all.forEach(path -> leftovers.add(path.getFileName().toString()));
            } catch (IOException e) {
                throw new HostException("cannot list " + NAMESPACES, e);
            }
        }
        leftovers.removeIf(name -> !NamespaceName.isLeftover(name));
        leftovers.forEach(TestLan::removeNamespace);
        return leftovers;
    }

    /** A namespace that another run removes at the same time counts as removed. */
    private static void removeNamespace(String namespace) {
        CommandResult removed = Commands.run(
                List.of(
                        "sh",
                        "-c",
                        "for pid in $(ip netns pids \"$0\"); do kill -s KILL $pid; done; ip netns delete \"$0\"",
                        namespace),
                Commands.DEFAULT_LIMIT);
        if (Files.exists(NAMESPACES.resolve(namespace))) {
            removed.orFail();
        }
    }

    /**
     * Ends every process on the hosts and removes all namespaces of this LAN. Goes on after a failure.
     *
     * @throws HostException when something could not be removed; further failures are suppressed in it
     */
    @Override
    public void close() {
        List<RuntimeException> failures = new ArrayList<>();
        for (TestHost host : hosts.values()) {
            attempt(failures, host::endProcesses);
            attempt(failures, () -> removeNamespace(host.namespace()));
        }
        attempt(failures, () -> removeNamespace(switchNamespace));
        hosts.clear();
        networks.clear();
        if (!failures.isEmpty()) {
            HostException failure = new HostException("cannot remove all of the test LAN " + prefix);
            failures.forEach(failure::addSuppressed);
            throw failure;
        }
    }

    private static void attempt(List<RuntimeException> failures, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            failures.add(e);
        }
    }
}
