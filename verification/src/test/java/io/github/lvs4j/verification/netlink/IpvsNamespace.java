package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.netlink.NetlinkProtocol;
import io.github.lvs4j.netlink.NetlinkSocket;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import io.github.lvs4j.netlink.socket.LinuxSockets;
import io.github.lvs4j.testkit.ipvs.IpvsBed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A network namespace with an empty IPVS table and its loopback device up. Gone when closed. */
final class IpvsNamespace implements IpvsBed {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final String name = "l4j-ipvs" + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet();

    IpvsNamespace() {
        this(true);
    }

    /** Without loopback the kernel takes no real server. */
    IpvsNamespace(boolean loopback) {
        TwoHosts.ip("netns", "add", name);
        if (loopback) {
            TwoHosts.ip("-n", name, "link", "set", "lo", "up");
        }
    }

    String name() {
        return name;
    }

    /** A socket of this namespace, for a table with something in between. */
    NetlinkSocket socket() {
        return TwoHosts.in(name, () -> LinuxSockets.netlink(NetlinkProtocol.GENERIC));
    }

    @Override
    public NetlinkIpvs open() {
        return TwoHosts.in(name, NetlinkIpvs::open);
    }

    /** What ipvsadm prints, or reads from the text given. */
    String ipvsadm(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", name, "ipvsadm"));
        command.addAll(List.of(arguments));
        return TwoHosts.run(command);
    }

    @Override
    public void close() {
        TwoHosts.ip("netns", "del", name);
    }
}
