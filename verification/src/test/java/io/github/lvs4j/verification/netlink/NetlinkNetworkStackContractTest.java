package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.netlink.route.NetlinkNetworkStack;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.testkit.net.NetworkStackContract;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The contract of {@link NetworkStack} on the machine's own kernel, in a namespace for each test. */
@Tag("netns")
@RequiresRoot
@RequiresTool("ip")
class NetlinkNetworkStackContractTest extends NetworkStackContract {

    private TwoHosts hosts;

    @Override
    protected NetworkStack open() {
        hosts = new TwoHosts();
        String name = hosts.left();
        TwoHosts.ip("-n", name, "link", "del", "eth0");
        for (String link : List.of("eth0", "eth1")) {
            TwoHosts.ip("-n", name, "link", "add", link, "type", "veth", "peer", "name", link + "p");
            TwoHosts.ip("-n", name, "link", "set", link + "p", "up");
            TwoHosts.ip("-n", name, "link", "set", link, "up");
        }
        TwoHosts.run(List.of(
                "ip",
                "netns",
                "exec",
                name,
                "sysctl",
                "-qw",
                "net.ipv4.conf.all.promote_secondaries=0",
                "net.ipv4.conf.eth0.promote_secondaries=0"));
        NetworkStack stack = TwoHosts.in(name, NetlinkNetworkStack::open);
        TwoHosts.until(
                "both links are usable",
                () -> stack.links().stream()
                                .filter(link -> link.name().value().matches("eth[01]") && link.isUsable())
                                .count()
                        == 2);
        return stack;
    }

    @Override
    protected void pass(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(deadline - System.nanoTime());
        }
    }

    @AfterEach
    void removeNamespaces() {
        hosts.close();
    }
}
