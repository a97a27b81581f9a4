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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The contract of {@link NetworkStack} on a kernel, in a namespace for each test. */
abstract class NetlinkStackBed extends NetworkStackContract {

    @Override
    protected NetworkStack open() throws Exception {
        NetworkStack stack;
        try (NetworkNamespace namespace = NetworkNamespace.create()) {
            stack = namespace.open(NetlinkNetworkStack::open);
            stack.setLinkUp(InterfaceName.of("lo"), true);
            for (String link : List.of("eth0", "eth1")) {
                InterfaceName peer = InterfaceName.of(link + "p");
                stack.addLink(NewLink.veth(InterfaceName.of(link), peer));
                stack.setLinkUp(peer, true);
                stack.setLinkUp(InterfaceName.of(link), true);
            }
            for (String link : List.of("all", "eth0", "eth1")) {
                Path file = Path.of("/proc/sys/net/ipv4/conf/" + link + "/promote_secondaries");
                namespace.run(() -> Files.writeString(file, "0"));
            }
        }
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
}
