package io.github.lvs4j.ipvs;

import io.github.lvs4j.net.AddressFamily;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
        Set<RealServerKey> seen = new HashSet<>(realServers.size() * 2);
        AddressFamily family = service.key().family();
        for (RealServer server : realServers) {
            if (!seen.add(server.key())) {
                throw new IllegalArgumentException(
                        "virtual service " + service.key() + ": real server " + server.key() + " is listed twice");
            }
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
