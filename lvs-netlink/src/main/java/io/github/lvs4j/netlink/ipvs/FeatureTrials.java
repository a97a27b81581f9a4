package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.error.InvalidRequestException;
import io.github.lvs4j.error.NotSupportedException;
import io.github.lvs4j.ipvs.IpvsChange;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.netlink.AttributeWriter;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Changes on a kernel that is older than some features. What needs none of them goes straight on. The first use of a feature
 * in doubt is tried: if what the kernel tells about its entries does not have the feature's attribute, the change is taken
 * back and refused. Until that is known a new server has weight 0, so that no connection goes astray. Any thread may call;
 * trials take turns.
 */
final class FeatureTrials {

    private final IpvsConversation kernel;
    private final KernelFeatures features;
    private final Consumer<IpvsChange> sender;
    private final Function<VirtualServiceKey, Optional<VirtualService>> former;

    /**
     * Makes a guard.
     *
     * @param kernel is asked about its entries
     * @param features what is known, and what is learned here
     * @param sender makes one change
     * @param former reads one service; empty if it is not there
     */
    FeatureTrials(
            IpvsConversation kernel,
            KernelFeatures features,
            Consumer<IpvsChange> sender,
            Function<VirtualServiceKey, Optional<VirtualService>> former) {
        this.kernel = kernel;
        this.features = features;
        this.sender = sender;
        this.former = former;
    }

    /**
     * Makes one change.
     *
     * @throws NotSupportedException if it needs what the kernel lacks; nothing has changed then
     */
    void make(IpvsChange change) {
        Set<IpvsFeature> needed = KernelFeatures.neededBy(change);
        features.check(change, needed);
        if (features.undecided(needed).isEmpty()) {
            sender.accept(change);
            return;
        }
        kernel.checkNotReading();
        synchronized (this) {
            if (change instanceof IpvsChange.CreateService || change instanceof IpvsChange.UpdateService) {
                tryService(change, needed);
            } else {
                tryServer(change, needed);
            }
        }
    }

    /** A service tells its engine if it has one, and not otherwise: it must be made to know. */
    private void tryService(IpvsChange change, Set<IpvsFeature> needed) {
        Optional<VirtualService> before =
                change instanceof IpvsChange.UpdateService ? former.apply(change.service()) : Optional.empty();
        sender.accept(change);
        BitSet told = kernel.get(
                        change,
                        IpvsCommand.GET_SERVICE,
                        into -> VirtualServiceCodec.encodeKey(change.service(), into),
                        message -> AttributePresence.within(message, IpvsAttribute.SERVICE))
                .orElseGet(BitSet::new);
        boolean present = told.get(IpvsAttribute.SVC_PE_NAME);
        features.learn(IpvsFeature.PERSISTENCE_ENGINES, present);
        if (!present) {
            sender.accept(before.<IpvsChange>map(IpvsChange.UpdateService::new)
                    .orElseGet(() -> new IpvsChange.RemoveService(change.service())));
        }
        features.check(change, needed);
    }

    private void tryServer(IpvsChange change, Set<IpvsFeature> needed) {
        learnFromServers(change.service());
        features.check(change, needed);
        if (features.undecided(needed).isEmpty() || !(change instanceof IpvsChange.CreateRealServer create)) {
            // Without a single server there is none to update or remove: the kernel says so.
            sender.accept(change);
            return;
        }
        RealServer wanted = create.definition();
        try {
            sender.accept(new IpvsChange.CreateRealServer(create.service(), wanted.withWeight(0)));
        } catch (InvalidRequestException e) {
            // Be it for this reason or another: nothing has changed, and the next use tries again.
            throw features.refusal(change, features.undecided(needed).iterator().next(), e);
        }
        learnFromServers(change.service());
        if (!features.allow(needed)) {
            sender.accept(new IpvsChange.RemoveRealServer(create.service(), wanted.key()));
            features.check(change, needed);
        } else if (wanted.weight() != 0) {
            sender.accept(new IpvsChange.UpdateRealServer(create.service(), wanted));
        }
    }

    /** Every server tells family, type and flags; a service without servers teaches nothing. */
    private void learnFromServers(VirtualServiceKey service) {
        for (BitSet told : told(
                new ListRealServers(service),
                IpvsCommand.GET_DEST,
                IpvsAttribute.DEST,
                into -> VirtualServiceCodec.encodeKey(service, into))) {
            learn(IpvsFeature.MIXED_FAMILIES, told.get(IpvsAttribute.DEST_ADDR_FAMILY));
            learn(IpvsFeature.GUE_TUNNELS, told.get(IpvsAttribute.DEST_TUN_TYPE));
            learn(IpvsFeature.GRE_TUNNELS_AND_CHECKSUMS, told.get(IpvsAttribute.DEST_TUN_FLAGS));
            learn(IpvsFeature.WIDE_COUNTERS, told.get(IpvsAttribute.DEST_STATS64));
        }
    }

    private void learn(IpvsFeature feature, boolean present) {
        if (features.isUndecided(feature)) {
            features.learn(feature, present);
        }
    }

    private List<BitSet> told(Object operation, int command, int object, Consumer<AttributeWriter> attributes) {
        return kernel.dump(operation, command, attributes, message -> {
            BitSet types = AttributePresence.within(message, object);
            return types.isEmpty() ? null : types;
        });
    }

    /**
     * Starts a daemon.
     *
     * @param operation what is asked
     * @param needed by it
     * @param starter starts it
     * @param stopper stops it again
     * @throws NotSupportedException if it needs what the kernel lacks; none runs then
     */
    void start(Object operation, Set<IpvsFeature> needed, Runnable starter, Runnable stopper) {
        features.check(operation, needed);
        if (features.undecided(needed).isEmpty()) {
            starter.run();
            return;
        }
        kernel.checkNotReading();
        synchronized (this) {
            learnFromDaemons();
            features.check(operation, needed);
            starter.run();
            learnFromDaemons();
            if (!features.allow(needed)) {
                stopper.run();
                features.check(operation, needed);
            }
        }
    }

    private void learnFromDaemons() {
        for (BitSet told : told("list sync daemons", IpvsCommand.GET_DAEMON, IpvsAttribute.DAEMON, into -> {})) {
            learn(IpvsFeature.SYNC_DAEMON_PARAMETERS, told.get(IpvsAttribute.DAEMON_MCAST_PORT));
        }
    }
}
