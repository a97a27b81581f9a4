package io.github.lvs4j.director.host;

import io.github.lvs4j.director.DirectorPorts.Claims;
import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One claim for each service we keep, so that two directors never repair each other's work. Confined to the loop. */
final class ServiceClaims implements AutoCloseable {

    private final Claims claims;
    private final Map<VirtualServiceKey, Claims.Claim> held = new HashMap<>();

    ServiceClaims(Claims claims) {
        this.claims = claims;
    }

    /**
     * Claims what is not held yet, all or nothing.
     *
     * @return the newly claimed ones
     * @throws AlreadyExistsException if another director keeps one of the services
     */
    List<VirtualServiceKey> claim(Collection<VirtualServiceKey> services) {
        List<VirtualServiceKey> added = new ArrayList<>();
        try {
            for (VirtualServiceKey service : services) {
                if (!held.containsKey(service)) {
                    held.put(service, claim(service));
                    added.add(service);
                }
            }
            return added;
        } catch (RuntimeException e) {
            release(added);
            throw e;
        }
    }

    void release(Collection<VirtualServiceKey> services) {
        for (VirtualServiceKey service : services) {
            Claims.Claim claim = held.remove(service);
            if (claim != null) {
                claim.close();
            }
        }
    }

    void keepOnly(Collection<VirtualServiceKey> services) {
        List<VirtualServiceKey> gone = new ArrayList<>(held.keySet());
        gone.removeAll(services);
        release(gone);
    }

    @Override
    public void close() {
        keepOnly(List.of());
    }

    private Claims.Claim claim(VirtualServiceKey service) {
        try {
            return claims.claim("ipvs/" + service.toString().replace(' ', '/'));
        } catch (AlreadyExistsException e) {
            throw new AlreadyExistsException(
                    "start director for virtual service " + service,
                    e.errno(),
                    e.errnoName(),
                    "another director in this network namespace keeps it; close that one, or leave the service out");
        }
    }
}
