package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.error.InterruptedReadException;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.ServicePool;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.netlink.socket.Errno;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads a table until two readings agree on their keys. IPVS never says that a dump was interrupted, and loses living
 * entries when others are deleted under it; two equal readings in a row are the only sign that nothing was lost. Stateless.
 */
final class IpvsTableReader {

    private static final int TRIES = 8;

    private final IpvsConversation kernel;
    private final Supplier<List<VirtualService>> services;
    private final Function<VirtualServiceKey, List<RealServer>> servers;

    /**
     * Makes a reader.
     *
     * @param kernel lets no change of ours in between one reading
     * @param services reads all services
     * @param servers reads the servers of one, none if it is gone
     */
    IpvsTableReader(
            IpvsConversation kernel,
            Supplier<List<VirtualService>> services,
            Function<VirtualServiceKey, List<RealServer>> servers) {
        this.kernel = kernel;
        this.services = services;
        this.servers = servers;
    }

    /** Reads a consistent table. */
    IpvsTable read() {
        IpvsTable before = kernel.inOneTurn(this::readOnce);
        for (int i = 1; i < TRIES; i++) {
            IpvsTable now = kernel.inOneTurn(this::readOnce);
            if (haveSameKeys(before, now)) {
                return now;
            }
            before = now;
        }
        throw new InterruptedReadException(
                "read the IPVS table",
                Errno.EINTR,
                Errno.name(Errno.EINTR),
                "no two of " + TRIES + " readings agreed: the table keeps changing; read again later");
    }

    private IpvsTable readOnce() {
        Map<VirtualServiceKey, ServicePool> pools = new LinkedHashMap<>();
        for (VirtualService service : services.get()) {
            pools.put(service.key(), new ServicePool(service, ordered(servers.apply(service.key()))));
        }
        return IpvsTable.of(pools.values());
    }

    /** By address and port; one of each key, since a dump may repeat what was inserted before its position. */
    static List<RealServer> ordered(List<RealServer> servers) {
        Map<RealServerKey, RealServer> unique = new LinkedHashMap<>(servers.size() * 2);
        for (RealServer server : servers) {
            unique.put(server.key(), server);
        }
        List<RealServer> sorted = new ArrayList<>(unique.values());
        sorted.sort((a, b) -> a.key().endpoint().compareTo(b.key().endpoint()));
        return sorted;
    }

    private static boolean haveSameKeys(IpvsTable left, IpvsTable right) {
        if (left.pools().size() != right.pools().size()) {
            return false;
        }
        for (ServicePool pool : left.pools()) {
            ServicePool other = right.find(pool.key()).orElse(null);
            if (other == null || !haveSameKeys(pool.realServers(), other.realServers())) {
                return false;
            }
        }
        return true;
    }

    private static boolean haveSameKeys(List<RealServer> left, List<RealServer> right) {
        if (left.size() != right.size()) {
            return false;
        }
        Iterator<RealServer> others = right.iterator();
        for (RealServer server : left) {
            if (!server.key().equals(others.next().key())) {
                return false;
            }
        }
        return true;
    }
}
