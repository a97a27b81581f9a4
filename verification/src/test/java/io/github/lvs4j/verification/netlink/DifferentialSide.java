package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.ipvs.Ipvs;
import java.util.concurrent.Callable;

/** A namespace with a table and an interface eth0, and who looks at it. Gone when closed. */
final class DifferentialSide implements AutoCloseable {

    private final IpvsNamespace namespace = new IpvsNamespace();
    final Ipvs ipvs = namespace.open();
    final NamespaceShell shell = new NamespaceShell(namespace.name());

    DifferentialSide() {
        shell.run("ip link add eth0 type dummy && ip addr add 10.99.0.1/24 dev eth0 && ip link set eth0 up");
    }

    /** Opens a socket in the namespace. */
    <T> T open(Callable<T> opener) {
        return TwoHosts.in(namespace.name(), () -> {
            try {
                return opener.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Override
    public void close() {
        shell.close();
        ipvs.close();
        namespace.close();
    }
}
