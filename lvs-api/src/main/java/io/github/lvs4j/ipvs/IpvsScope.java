package io.github.lvs4j.ipvs;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which services a plan may touch. IPVS has no owner mark, so whoever plans says what is theirs. Immutable.
 */
public sealed interface IpvsScope {

    /**
     * Whether a service may be changed or removed.
     *
     * @param key the service
     * @return true if it is within the scope
     */
    boolean covers(VirtualServiceKey key);

    /**
     * The whole table: services that are not desired are removed, whoever made them.
     *
     * @return the scope of a sole owner
     */
    static IpvsScope everything() {
        return new Everything();
    }

    /**
     * Only the given services; others are left alone.
     *
     * @param keys the services
     * @return the scope of a neighbour among others
     */
    static IpvsScope services(Collection<VirtualServiceKey> keys) {
        return new Services(Set.copyOf(keys));
    }

    /**
     * The scope that also covers what another one does.
     *
     * @param other the other scope
     * @return both together
     */
    default IpvsScope and(IpvsScope other) {
        if (this instanceof Services mine && other instanceof Services theirs) {
            Set<VirtualServiceKey> all = new LinkedHashSet<>(mine.keys);
            all.addAll(theirs.keys);
            return services(all);
        }
        return everything();
    }

    /** The whole table. */
    record Everything() implements IpvsScope {
        @Override
        public boolean covers(VirtualServiceKey key) {
            return true;
        }

        @Override
        public String toString() {
            return "the whole table";
        }
    }

    /**
     * Named services only.
     *
     * @param keys the services
     */
    record Services(Set<VirtualServiceKey> keys) implements IpvsScope {
        @Override
        public boolean covers(VirtualServiceKey key) {
            return keys.contains(key);
        }

        @Override
        public String toString() {
            return keys.size() == 1 ? "1 service" : keys.size() + " services";
        }
    }
}
