package io.github.lvs4j.ipvs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A whole IPVS table as definitions: what is desired, or what was read. Pools keep their order. Immutable.
 */
public final class IpvsTable {

    private static final IpvsTable EMPTY = new IpvsTable(new LinkedHashMap<>());

    private final LinkedHashMap<VirtualServiceKey, ServicePool> pools;

    private IpvsTable(LinkedHashMap<VirtualServiceKey, ServicePool> pools) {
        this.pools = pools;
    }

    /**
     * The table without services.
     *
     * @return an empty table
     */
    public static IpvsTable empty() {
        return EMPTY;
    }

    /**
     * A table of pools.
     *
     * @param pools services with their servers, in order
     * @return the table
     * @throws IllegalArgumentException if two pools share a key
     */
    public static IpvsTable of(Collection<ServicePool> pools) {
        LinkedHashMap<VirtualServiceKey, ServicePool> byKey = new LinkedHashMap<>();
        for (ServicePool pool : pools) {
            if (byKey.putIfAbsent(pool.key(), pool) != null) {
                throw new IllegalArgumentException("virtual service " + pool.key() + " is defined twice");
            }
        }
        return new IpvsTable(byKey);
    }

    /**
     * Starts a table.
     *
     * @return an empty builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * All services with their servers.
     *
     * @return unmodifiable, in the table's order
     */
    public Collection<ServicePool> pools() {
        return Collections.unmodifiableCollection(pools.values());
    }

    /**
     * What identifies the services.
     *
     * @return unmodifiable, in the table's order
     */
    public Set<VirtualServiceKey> keys() {
        return Collections.unmodifiableSet(pools.keySet());
    }

    /**
     * One service with its servers.
     *
     * @param key the service's identity
     * @return empty if the table has no such service
     */
    public Optional<ServicePool> find(VirtualServiceKey key) {
        return Optional.ofNullable(pools.get(key));
    }

    /**
     * Whether there is no service.
     *
     * @return true if the table is empty
     */
    public boolean isEmpty() {
        return pools.isEmpty();
    }

    /** Tables are equal if they hold equal pools, whatever the order of the services. */
    @Override
    public boolean equals(Object other) {
        return other instanceof IpvsTable table && pools.equals(table.pools);
    }

    @Override
    public int hashCode() {
        return pools.hashCode();
    }

    @Override
    public String toString() {
        return pools.values().toString();
    }

    /** Builds a table in order. Confined to one thread. */
    public static final class Builder {

        private final List<ServicePool> pools = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a service with its servers.
         *
         * @param service the virtual service
         * @param realServers its real servers
         * @return this builder
         * @throws IllegalArgumentException if two servers share a key, or a server of the other family is not tunnelled
         */
        public Builder add(VirtualService service, RealServer... realServers) {
            pools.add(ServicePool.of(service, realServers));
            return this;
        }

        /**
         * Adds a pool.
         *
         * @param pool a service with its servers
         * @return this builder
         */
        public Builder add(ServicePool pool) {
            pools.add(pool);
            return this;
        }

        /**
         * Finishes the table.
         *
         * @return the table
         * @throws IllegalArgumentException if two pools share a key
         */
        public IpvsTable build() {
            return IpvsTable.of(pools);
        }
    }

    Map<VirtualServiceKey, ServicePool> byKey() {
        return pools;
    }
}
