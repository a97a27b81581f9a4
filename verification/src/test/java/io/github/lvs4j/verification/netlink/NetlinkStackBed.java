package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.NotSupportedException;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.netlink.namespace.NetworkNamespace;
import io.github.lvs4j.netlink.route.NetlinkNetworkStack;
import io.github.lvs4j.route.IpTunnel;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.NewLink;
import io.github.lvs4j.testkit.net.NetworkStackContract;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;

/** The contract of {@link NetworkStack} on a kernel, in a namespace for each test. */
abstract class NetlinkStackBed extends NetworkStackContract {

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
        for (String link : List.of("all", "eth0")) {
            // No sysctl(8): a small Debian lacks it.
            String file = "/proc/sys/net/ipv4/conf/" + link + "/promote_secondaries";
            TwoHosts.run(List.of("ip", "netns", "exec", name, "sh", "-c", "echo 0 >" + file));
        }
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
    protected NetworkStack openElsewhere() {
        try (NetworkNamespace namespace = NetworkNamespace.create()) {
            return namespace.open(NetlinkNetworkStack::open);
        }
    }

    /** The machine's kernel may lack modules; the kernel VM has them all. */
    @Override
    protected boolean supports(String kind) {
        try (NetworkStack elsewhere = openElsewhere()) {
            InterfaceName name = InterfaceName.of("probe");
            elsewhere.addLink(kind.equals("dummy") ? NewLink.dummy(name) : NewLink.ipip(name, IpTunnel.ANY));
            return true;
        } catch (NotSupportedException e) {
            return false;
        } catch (AlreadyExistsException e) {
            return true;
        }
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
