package io.github.lvs4j.examples.demo;

import io.github.lvs4j.testkit.hosts.TestHost;
import io.github.lvs4j.testkit.hosts.TestLan;
import io.github.lvs4j.testkit.hosts.TestNetwork;

/**
 * The seed's network as namespaces: a client, two directors and two real servers on the public network 113.226.77.0/24; directors
 * and real servers also on the private one, 192.168.168.0/24. Real servers have public addresses, so that their answers take the
 * short way and miss the director unless policy routing sends them back through it. Confined to one thread.
 */
public final class SeedLan implements AutoCloseable {

    /** The address that clients reach. */
    public static final String VIRTUAL_ADDRESS = "113.226.77.88";

    /** The gateway by which real servers answer; it moves together with the virtual address. */
    public static final String VIRTUAL_GATEWAY = "192.168.168.11";

    private final TestLan lan;
    private final TestHost client;
    private final TestHost lvs1;
    private final TestHost lvs2;
    private final TestHost rs1;
    private final TestHost rs2;

    private SeedLan(TestLan lan) {
        this.lan = lan;
        TestNetwork wan = lan.network("wan");
        TestNetwork inside = lan.network("lan");
        client = lan.host("client").connect("eth0", wan, "113.226.77.200/24");
        lvs1 = director(lan.host("lvs1"), wan, "113.226.77.81/24", inside, "192.168.168.81/24");
        lvs2 = director(lan.host("lvs2"), wan, "113.226.77.82/24", inside, "192.168.168.82/24");
        rs1 = lan.host("rs1").connect("eth0", wan, "113.226.77.136/24").connect("eth1", inside, "192.168.168.136/24");
        rs2 = lan.host("rs2").connect("eth0", wan, "113.226.77.138/24").connect("eth1", inside, "192.168.168.138/24");
    }

    /**
     * Builds the network.
     *
     * @return hosts that are wired and have their own addresses
     */
    public static SeedLan create() {
        TestLan lan = TestLan.create();
        try {
            return new SeedLan(lan);
        } catch (RuntimeException e) {
            lan.close();
            throw e;
        }
    }

    private static TestHost director(TestHost host, TestNetwork wan, String outer, TestNetwork lan, String inner) {
        host.connect("eth0", wan, outer).connect("eth1", lan, inner);
        host.sysctl("net.ipv4.ip_forward", "1");
        host.sysctl("net.ipv4.conf.all.send_redirects", "0");
        // Without it a persistent client stays bound to a real server of weight 0 until its 60 s are over.
        host.sysctl("net.ipv4.vs.expire_quiescent_template", "1");
        return host;
    }

    /**
     * The client.
     *
     * @return on the public network, at 113.226.77.200
     */
    public TestHost client() {
        return client;
    }

    /**
     * The first director.
     *
     * @return on both networks, by its configuration the master
     */
    public TestHost lvs1() {
        return lvs1;
    }

    /**
     * The second director.
     *
     * @return on both networks, by its configuration the backup
     */
    public TestHost lvs2() {
        return lvs2;
    }

    /**
     * The first real server.
     *
     * @return on both networks; the balanced address 192.168.168.236 is not on it yet
     */
    public TestHost rs1() {
        return rs1;
    }

    /**
     * The second real server.
     *
     * @return on both networks; the balanced address 192.168.168.238 is not on it yet
     */
    public TestHost rs2() {
        return rs2;
    }

    /** Removes every host. */
    @Override
    public void close() {
        lan.close();
    }
}
