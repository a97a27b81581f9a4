package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.error.NotSupportedException;
import io.github.lvs4j.ipvs.IpvsChange;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.SyncDaemon;
import io.github.lvs4j.ipvs.Tunnel;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.net.AddressFamily;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel can do: certain by its release if that is new enough, else learned from its answers and kept. Any thread
 * may call; nothing here asks the kernel.
 */
final class KernelFeatures {

    private final KernelRelease release;
    private final Set<IpvsFeature> doubted = EnumSet.noneOf(IpvsFeature.class);
    private final Map<IpvsFeature, Boolean> learned = new ConcurrentHashMap<>();

    KernelFeatures(KernelRelease release) {
        this.release = release;
        for (IpvsFeature feature : IpvsFeature.values()) {
            if (!release.isAtLeast(feature.release())) {
                doubted.add(feature);
            }
        }
        if (doubted.contains(IpvsFeature.SCHEDULER_FLAGS)) {
            learned.put(IpvsFeature.SCHEDULER_FLAGS, !release.isKnown());
        }
    }

    /** Whether the release is newer than every feature, so that nothing needs to be looked at. */
    boolean areComplete() {
        return doubted.isEmpty();
    }

    /** Features that came after this release and were not met in spite of that. */
    Set<IpvsFeature> lacking() {
        Set<IpvsFeature> lacking = EnumSet.noneOf(IpvsFeature.class);
        for (IpvsFeature feature : doubted) {
            if (!Boolean.TRUE.equals(learned.get(feature))) {
                lacking.add(feature);
            }
        }
        return Collections.unmodifiableSet(lacking);
    }

    boolean isUndecided(IpvsFeature feature) {
        return doubted.contains(feature) && !learned.containsKey(feature);
    }

    /** Those of the features about which nothing is known. */
    Set<IpvsFeature> undecided(Set<IpvsFeature> of) {
        Set<IpvsFeature> undecided = EnumSet.noneOf(IpvsFeature.class);
        of.stream().filter(this::isUndecided).forEach(undecided::add);
        return undecided;
    }

    /** Keeps what an answer of the kernel showed. */
    void learn(IpvsFeature feature, boolean present) {
        learned.put(feature, present);
    }

    /** Whether a request can be sent as it is. */
    boolean allow(Set<IpvsFeature> needed) {
        return needed.stream().allMatch(feature -> !doubted.contains(feature) || learned.getOrDefault(feature, false));
    }

    /**
     * Refuses a request that needs what the kernel lacks.
     *
     * @throws NotSupportedException that names the first such feature
     */
    void check(Object operation, Set<IpvsFeature> needed) {
        for (IpvsFeature feature : needed) {
            if (doubted.contains(feature) && Boolean.FALSE.equals(learned.get(feature))) {
                throw refusal(operation, feature, null);
            }
        }
    }

    /** The exception for a feature that is absent, or in doubt when the kernel refused for a reason of its own. */
    NotSupportedException refusal(Object operation, IpvsFeature feature, @Nullable KernelException cause) {
        StringBuilder words = new StringBuilder("this kernel does not have ").append(feature);
        if (release.isKnown()) {
            words.append("; it is ").append(release.text());
        }
        if (cause != null) {
            words.append(", and it refused: ").append(cause.errnoName());
        }
        NotSupportedException refusal = new NotSupportedException(operation.toString(), 0, "", words.toString());
        if (cause != null) {
            refusal.initCause(cause);
        }
        return refusal;
    }

    /** What a change asks for beyond the first netlink interface. */
    static Set<IpvsFeature> neededBy(IpvsChange change) {
        Set<IpvsFeature> needed = EnumSet.noneOf(IpvsFeature.class);
        AddressFamily family = change.service().family();
        if (change instanceof IpvsChange.CreateService create) {
            service(create.definition(), needed);
        } else if (change instanceof IpvsChange.UpdateService update) {
            service(update.definition(), needed);
        } else if (change instanceof IpvsChange.CreateRealServer create) {
            server(create.definition(), family, needed);
        } else if (change instanceof IpvsChange.UpdateRealServer update) {
            server(update.definition(), family, needed);
        } else if (change instanceof IpvsChange.RemoveRealServer remove) {
            family(remove.realServer().endpoint().family(), family, needed);
        }
        return needed;
    }

    private static void service(VirtualService definition, Set<IpvsFeature> needed) {
        if (definition
                .persistence()
                .flatMap(persistence -> persistence.engine())
                .isPresent()) {
            needed.add(IpvsFeature.PERSISTENCE_ENGINES);
        }
        if (!definition.schedulerFlags().isEmpty()) {
            needed.add(IpvsFeature.SCHEDULER_FLAGS);
        }
    }

    private static void server(RealServer definition, AddressFamily ofService, Set<IpvsFeature> needed) {
        family(definition.family(), ofService, needed);
        if (definition.forwarding() instanceof Tunnel tunnel) {
            if (tunnel.type() == Tunnel.Type.GUE) {
                needed.add(IpvsFeature.GUE_TUNNELS);
            }
            if (tunnel.type() == Tunnel.Type.GRE || tunnel.checksum() != Tunnel.Checksum.NONE) {
                needed.add(IpvsFeature.GRE_TUNNELS_AND_CHECKSUMS);
            }
        }
    }

    /** A kernel without the feature takes the first bytes of the address for one of the service's family. */
    private static void family(AddressFamily ofServer, AddressFamily ofService, Set<IpvsFeature> needed) {
        if (ofServer != ofService) {
            needed.add(IpvsFeature.MIXED_FAMILIES);
        }
    }

    /** What starting a daemon asks for. */
    static Set<IpvsFeature> neededBy(SyncDaemon daemon) {
        boolean plain = daemon.multicastGroup().isEmpty()
                && daemon.multicastPort().isEmpty()
                && daemon.multicastTtl().isEmpty()
                && daemon.syncMaxLength().isEmpty();
        return plain ? Set.of() : Set.of(IpvsFeature.SYNC_DAEMON_PARAMETERS);
    }
}
