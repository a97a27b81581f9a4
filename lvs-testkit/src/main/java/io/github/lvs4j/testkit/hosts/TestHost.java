package io.github.lvs4j.testkit.hosts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A host of a {@link TestLan}: a network namespace with interfaces, addresses and processes of its own. It shares the
 * file system and the process table with the test.
 *
 * <p>Confined to the LAN's thread. Every method that changes the host throws {@link HostException} when the kernel or a
 * tool refuses.
 */
public final class TestHost {
    private static final int WHOLE_FRAMES = 262_144; // tcpdump's own default

    private final TestLan lan;
    private final String name;
    private final String namespace;
    private final Map<String, String> switchPorts = new LinkedHashMap<>();
    private final List<HostProcess> processes = new ArrayList<>();

    TestHost(TestLan lan, String name, String namespace) {
        this.lan = lan;
        this.name = name;
        this.namespace = namespace;
    }

    /**
     * The name that the test gave.
     *
     * @return unique in the LAN
     */
    public String name() {
        return name;
    }

    /**
     * The network namespace as {@code ip netns} knows it.
     *
     * @return unique on the machine
     */
    public String namespace() {
        return namespace;
    }

    /**
     * The file that stands for the namespace, for setns(2).
     *
     * @return a path below {@code /run/netns}
     */
    public Path namespacePath() {
        return Path.of("/run/netns", namespace);
    }

    /**
     * Plugs a new interface into a network and brings it up.
     *
     * @param interfaceName 1 to 15 characters, new on this host
     * @param network a network of the same LAN
     * @param addresses each with its prefix length, as {@code 192.168.168.1/24}
     * @return this host
     */
    public TestHost connect(String interfaceName, TestNetwork network, String... addresses) {
        switchPorts.put(interfaceName, lan.connect(this, interfaceName, network));
        for (String address : addresses) {
            ip("address", "add", address, "dev", interfaceName);
        }
        return this;
    }

    /**
     * Runs ip(8) on this host.
     *
     * @param arguments what follows {@code ip}
     * @return what it printed
     * @throws HostException when it fails
     */
    public String ip(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip", "-n", namespace));
        command.addAll(List.of(arguments));
        return Commands.run(command, Commands.DEFAULT_LIMIT).orFail();
    }

    /**
     * Writes a kernel setting of this host.
     *
     * @param key as sysctl(8) takes it, with dots, as {@code net.ipv4.ip_forward}
     * @param value the new value
     */
    public void sysctl(String key, String value) {
        Path file = Path.of("/proc/sys", key.split("\\."));
        run("sh", "-c", "echo \"$1\" >\"$0\"", file.toString(), value).orFail();
    }

    /**
     * Runs a command to its end, with 30 seconds' time.
     *
     * @param command a program and its arguments
     * @return how it ended, be it well or not
     * @throws HostException when it cannot be started or does not end in time
     */
    public CommandResult run(String... command) {
        return run(Commands.DEFAULT_LIMIT, List.of(command));
    }

    /**
     * Runs a command to its end.
     *
     * @param limit how long it may take; it is killed then
     * @param command a program and its arguments
     * @return how it ended, be it well or not
     * @throws HostException when it cannot be started or does not end in time
     */
    public CommandResult run(Duration limit, List<String> command) {
        return Commands.run(here(command), limit);
    }

    /**
     * Starts a program that goes on running.
     *
     * @param command a program and its arguments
     * @return the process, which the LAN ends on close at the latest
     * @throws HostException when it cannot be started
     */
    public HostProcess start(String... command) {
        return start(List.of(command), Map.of());
    }

    /**
     * Starts a program that goes on running.
     *
     * @param command a program and its arguments
     * @param environment variables beside those of the test
     * @return the process, which the LAN ends on close at the latest
     * @throws HostException when it cannot be started
     */
    public HostProcess start(List<String> command, Map<String, String> environment) {
        HostProcess process = HostProcess.start(here(command), environment);
        processes.add(process);
        return process;
    }

    private List<String> here(List<String> command) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        all.addAll(command);
        return all;
    }

    /**
     * Sets an interface down or up on the host itself, as its administrator would.
     *
     * @param interfaceName an interface of this host
     * @param up the new state
     */
    public void setLink(String interfaceName, boolean up) {
        ip("link", "set", interfaceName, up ? "up" : "down");
    }

    /**
     * Pulls the cable out of the switch, or plugs it in again: the interface stays up but has no carrier.
     *
     * @param interfaceName an interface that {@link #connect} made
     * @param carrier the new state
     * @throws IllegalArgumentException when this host has no such cable
     */
    public void setCarrier(String interfaceName, boolean carrier) {
        String port = switchPorts.get(interfaceName);
        if (port == null) {
            throw new IllegalArgumentException("no cable at " + interfaceName + " of host " + name);
        }
        lan.setPort(port, carrier);
    }

    /**
     * Records frames that pass an interface, both directions, from the moment this returns.
     *
     * @param interfaceName an interface of this host
     * @param filter a pcap-filter(7) expression in one text; empty for all frames
     * @return the running capture
     * @throws HostException when tcpdump(8) does not begin within 10 seconds
     */
    public Capture capture(String interfaceName, String filter) {
        return capture(interfaceName, filter, WHOLE_FRAMES);
    }

    /**
     * Records the beginnings of frames. The less of each, the more of them fit into the kernel's buffer: of whole frames
     * just eight, which hundreds at once overrun.
     *
     * @param interfaceName an interface of this host
     * @param filter a pcap-filter(7) expression in one text; empty for all frames
     * @param length how many bytes of each
     * @return the running capture
     * @throws HostException when tcpdump(8) does not begin within 10 seconds
     */
    public Capture capture(String interfaceName, String filter, int length) {
        return Capture.start(this, interfaceName, filter, length);
    }

    void endProcesses() {
        processes.forEach(HostProcess::kill);
        processes.clear();
    }
}
