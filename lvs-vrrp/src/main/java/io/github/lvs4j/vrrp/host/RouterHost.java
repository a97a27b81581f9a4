package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.vrrp.PeerConflict;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.TransitionReason;
import io.github.lvs4j.vrrp.VirtualAddress;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpPeer;
import io.github.lvs4j.vrrp.VrrpState;
import io.github.lvs4j.vrrp.VrrpStatus;
import io.github.lvs4j.vrrp.machine.FaultCause;
import io.github.lvs4j.vrrp.machine.ReceivedAdvertisement;
import io.github.lvs4j.vrrp.machine.VrrpAction;
import io.github.lvs4j.vrrp.machine.VrrpActionHandler;
import io.github.lvs4j.vrrp.machine.VrrpMachine;
import io.github.lvs4j.vrrp.machine.VrrpTimer;
import io.github.lvs4j.vrrp.packet.Advertisement;
import io.github.lvs4j.vrrp.packet.AdvertisementError;
import io.github.lvs4j.vrrp.packet.PacketEnvelope;
import io.github.lvs4j.vrrp.packet.ReceptionRules;
import io.github.lvs4j.vrrp.packet.RejectionCause;
import io.github.lvs4j.vrrp.port.InterfaceCondition;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hosts one virtual router: hands events to its machine and carries out the actions. Confined to the loop.
 */
final class RouterHost implements VrrpActionHandler {

    private static final int NEIGHBOUR_TTL = 255;
    private static final VrrpTimer[] TIMERS = VrrpTimer.values();

    private final VirtualRouter router;
    private final VrrpMachine machine;
    private final LoopServices services;
    private final ChannelHost channel;
    private final @Nullable GroupHost group;
    private final int member;
    private final ReceptionRules rules;
    private final AdvertisementSender sender;
    private final AddressKeeper addresses;
    private final OccurrenceLog<RejectionCause> rejections = new OccurrenceLog<>(RejectionCause.class);
    private final OccurrenceLog<PeerConflict> conflicts = new OccurrenceLog<>(PeerConflict.class);
    private final Set<InetAddress> sendersThatDiffer = new HashSet<>();
    private final EnumSet<FaultCause> faults = EnumSet.noneOf(FaultCause.class);
    private final long[] deadlines = new long[TIMERS.length];
    private final boolean[] armed = new boolean[TIMERS.length];
    private long received;
    private long timesMaster;
    private long longestDelayNanos;
    private Instant since;

    RouterHost(VirtualRouter router, ChannelHost channel, @Nullable GroupHost group, LoopServices services) {
        this.router = router;
        this.channel = channel;
        this.group = group;
        this.services = services;
        this.member = group == null ? -1 : group.join(this);
        this.machine = new VrrpMachine(router, group != null);
        this.since = services.wallTime();
        this.sender = new AdvertisementSender(router, channel, services);
        this.addresses = new AddressKeeper(router, services, this);
        this.rules = new ReceptionRules(
                router.version(),
                router.authentication().field(),
                router.advertisementInterval(),
                router.advertisedAddresses(),
                router.strictAddressList(),
                router.unicastPeers(),
                router.unicastPeers().isEmpty() || router.family() == AddressFamily.INET ? NEIGHBOUR_TTL : 64);
        channel.routers.put(router.id().value(), this);
    }

    VirtualRouter router() {
        return router;
    }

    VrrpMachine machine() {
        return machine;
    }

    AddressKeeper addresses() {
        return addresses;
    }

    Set<InterfaceName> interfaces() {
        Set<InterfaceName> names = new LinkedHashSet<>();
        names.add(router.interfaceName());
        router.addresses().forEach(address -> names.add(interfaceOf(address)));
        return names;
    }

    InterfaceName interfaceOf(VirtualAddress address) {
        return address.interfaceName().orElse(router.interfaceName());
    }

    void carryOut(List<VrrpAction> actions) {
        for (VrrpAction action : actions) {
            action.accept(this);
        }
    }

    // timers

    /** The earliest armed instant, as nanoseconds from now; the given bound if none is earlier. */
    long nanosToNextTimer(long nowNanos, long bound) {
        long least = bound;
        for (int i = 0; i < armed.length; i++) {
            if (armed[i]) {
                least = Math.min(least, deadlines[i] - nowNanos);
            }
        }
        return least;
    }

    /** A master's advertisement goes out before anything is read, unless the master has stalled. */
    void fireUrgent(long nowNanos) {
        if (isDue(VrrpTimer.ADVERTISEMENT, nowNanos) && !machine.hasStalled(nowNanos)) {
            fire(VrrpTimer.ADVERTISEMENT, nowNanos);
        }
    }

    void fireDue(long nowNanos) {
        for (VrrpTimer timer : TIMERS) {
            if (isDue(timer, nowNanos)) {
                fire(timer, nowNanos);
            }
        }
    }

    private boolean isDue(VrrpTimer timer, long nowNanos) {
        return armed[timer.ordinal()] && nowNanos - deadlines[timer.ordinal()] >= 0;
    }

    private void fire(VrrpTimer timer, long nowNanos) {
        armed[timer.ordinal()] = false;
        switch (timer) {
            case ADVERTISEMENT -> {
                longestDelayNanos = Math.max(longestDelayNanos, nowNanos - deadlines[timer.ordinal()]);
                carryOut(machine.onAdvertisementTimer(nowNanos));
            }
            case MASTER_DOWN -> carryOut(machine.onMasterDownTimer(nowNanos));
            case ANNOUNCEMENT -> carryOut(machine.onAnnouncementTimer(nowNanos));
        }
    }

    @Override
    public void armTimer(VrrpTimer timer, long deadlineNanos) {
        armed[timer.ordinal()] = true;
        deadlines[timer.ordinal()] = deadlineNanos;
    }

    @Override
    public void cancelTimer(VrrpTimer timer) {
        armed[timer.ordinal()] = false;
    }

    // packets

    /** Whether received packets concern it at all; otherwise they are not even counted. */
    boolean listens() {
        return machine.state() == VrrpState.BACKUP || machine.state() == VrrpState.MASTER;
    }

    void onAdvertisement(Advertisement advertisement, PacketEnvelope envelope, long receivedNanos) {
        Optional<AdvertisementError> error = rules.check(advertisement, envelope);
        if (error.isPresent()) {
            onRejected(error.get(), envelope.source());
            return;
        }
        received++;
        compareAddresses(advertisement, envelope.source());
        carryOut(machine.onAdvertisement(
                services.nowNanos(), new ReceivedAdvertisement(advertisement, envelope.source(), receivedNanos)));
    }

    void onRejected(AdvertisementError error, InetAddress source) {
        if (rejections.count(error.cause(), services.nowNanos())) {
            services.publish(new VrrpEvent.AdvertisementRejected(
                    services.wallTime(), router.name(), error, source, rejections.of(error.cause())));
        }
    }

    private void compareAddresses(Advertisement advertisement, InetAddress source) {
        if (rules.sameAddresses(advertisement)) {
            sendersThatDiffer.remove(source);
        } else if (sendersThatDiffer.size() < 64 && sendersThatDiffer.add(source)) {
            services.publish(new VrrpEvent.AddressListDiffers(
                    services.wallTime(),
                    router.name(),
                    new AdvertisementError.AddressListMismatch(
                            OptionalInt.of(router.id().value()), advertisement.addresses(), rules.addresses()),
                    source));
        }
    }

    // interfaces

    /** Compares the interfaces' condition with the faults that the machine knows of. */
    void onConditionsChanged() {
        EnumSet<FaultCause> present = EnumSet.noneOf(FaultCause.class);
        for (InterfaceName name : interfaces()) {
            InterfaceCondition condition = services.condition(name);
            if (!condition.exists()) {
                present.add(FaultCause.LINK_MISSING);
            } else if (!condition.usable()) {
                present.add(FaultCause.LINK_DOWN);
            }
        }
        InterfaceCondition own = services.condition(router.interfaceName());
        if (!channel.isOpenFor(own.index())) {
            present.add(FaultCause.LINK_MISSING);
        }
        Optional<InetAddress> source = SourceAddress.choose(router, own.addresses(), services.virtualAddresses());
        source.ifPresent(sender::source); // a master without one still says its last word
        machine.onSourceAddress(source);
        if (source.isEmpty() && own.exists()) {
            present.add(FaultCause.NO_SOURCE_ADDRESS);
        }
        for (FaultCause cause : FaultCause.values()) {
            if (present.contains(cause) && faults.add(cause)) {
                carryOut(machine.onFault(services.nowNanos(), cause));
            }
        }
        for (FaultCause cause : FaultCause.values()) {
            if (!present.contains(cause) && faults.remove(cause)) {
                carryOut(machine.onFaultCleared(services.nowNanos(), cause));
            }
        }
    }

    // actions

    @Override
    public void sendAdvertisement(Priority priority) {
        sender.send(priority);
        if (!priority.equals(Priority.RELEASE)) {
            addresses.refresh();
        }
    }

    @Override
    public void addAddresses() {
        addresses.add();
    }

    @Override
    public void removeAddresses() {
        addresses.remove();
    }

    @Override
    public void announceAddresses(int rounds) {
        addresses.announce(rounds);
    }

    @Override
    public void reportTransition(VrrpState from, VrrpState to, TransitionReason reason, Optional<VrrpPeer> peer) {
        since = services.wallTime();
        rejections.onTransition();
        conflicts.onTransition();
        sendersThatDiffer.clear();
        if (to == VrrpState.MASTER) {
            timesMaster++;
        }
        services.publish(new VrrpEvent.RouterTransition(
                since, router.name(), Optional.ofNullable(group).map(GroupHost::name), from, to, reason, peer));
        if (group != null) {
            group.tell(() -> group.machine().onTransition(member, to, reason));
        }
    }

    @Override
    public void reportConflict(PeerConflict conflict, VrrpPeer peer) {
        if (conflicts.count(conflict, services.nowNanos())) {
            services.publish(new VrrpEvent.ConflictDetected(
                    services.wallTime(), router.name(), conflict, peer, conflicts.of(conflict)));
        }
        if (group != null && conflict == PeerConflict.LOWER_PRIORITY_MASTER) {
            group.tell(() -> group.machine().onConflict(member));
        }
    }

    @Override
    public void requestMastership() {
        if (group != null) {
            group.tell(() -> group.machine().onRequest(member));
        }
    }

    @Override
    public void withdrawRequest() {
        if (group != null) {
            group.tell(() -> group.machine().onRequestWithdrawn(member));
        }
    }

    @Override
    public void reportHealth(boolean healthy) {
        if (group != null) {
            group.tell(() -> group.machine().onHealth(member, healthy));
        }
    }

    VrrpStatus.RouterStatus status() {
        return new VrrpStatus.RouterStatus(
                router.name(),
                machine.state(),
                since,
                machine.priority(),
                machine.master(),
                timesMaster,
                sender.sent(),
                received,
                rejections.counts(),
                Duration.ofNanos(longestDelayNanos));
    }
}
