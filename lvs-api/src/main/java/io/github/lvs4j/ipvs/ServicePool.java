package io.github.lvs4j.ipvs;

import io.github.lvs4j.net.AddressFamily;
import java.util.List;

/**
 * A virtual service with its real servers, in the order in which they are to be created.
 *
 * @param service the virtual service
 * @param realServers its real servers; no two with the same key
 */
public record ServicePool(VirtualService service, List<RealServer> realServers) {

    /**
     * Copies the list and checks what the kernel would refuse.
     *
     * @throws IllegalArgumentException if two servers share a key, or a server of the other family is not tunnelled
     */
    public ServicePool {
        realServers = List.copyOf(realServers);
        int repeated = new RealServerIndex().firstRepetition(realServers);
        if (repeated >= 0) {
            throw new IllegalArgumentException("virtual service " + service.key() + ": real server "
                    + realServers.get(repeated).key() + " is listed twice");
        }
        AddressFamily family = service.key().family();
        for (RealServer server : realServers) {
            if (server.family() != family && !(server.forwarding() instanceof Tunnel)) {
                throw new IllegalArgumentException("virtual service " + service.key() + ": real server " + server.key()
                        + " is of the other address family; only a tunnel reaches it");
            }
        }
    }

    /**
     * A service with its servers.
     *
     * @param service the virtual service
     * @param realServers its real servers
     * @return the pool
     * @throws IllegalArgumentException if two servers share a key, or a server of the other family is not tunnelled
     */
    public static ServicePool of(VirtualService service, RealServer... realServers) {
        return new ServicePool(service, List.of(realServers));
    }

    /**
     * What identifies the service.
     *
     * @return the service's key
     */
    public VirtualServiceKey key() {
        return service.key();
    }
}
