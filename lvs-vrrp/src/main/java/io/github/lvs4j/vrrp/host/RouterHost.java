package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.vrrp.PeerConflict;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.TransitionReason;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpPeer;
import io.github.lvs4j.vrrp.VrrpState;
import io.github.lvs4j.vrrp.VrrpStatus;
import io.github.lvs4j.vrrp.VrrpTiming;
import io.github.lvs4j.vrrp.machine.FaultCause;
import io.github.lvs4j.vrrp.machine.ReceivedAdvertisement;
import io.github.lvs4j.vrrp.machine.VrrpAction;
import io.github.lvs4j.vrrp.machine.VrrpActionHandler;
import io.github.lvs4j.vrrp.machine.VrrpMachine;
import io.github.lvs4j.vrrp.machine.VrrpTimer;
import io.github.lvs4j.vrrp.packet.Advertisement;
import io.github.lvs4j.vrrp.packet.AdvertisementError;
import io.github.lvs4j.vrrp.packet.AuthenticationHeaderError;
import io.github.lvs4j.vrrp.packet.DecodeOutcome;
import io.github.lvs4j.vrrp.packet.DecodedAdvertisement;
import io.github.lvs4j.vrrp.packet.SequenceCounter;
import io.github.lvs4j.vrrp.port.IncomingPacket;
import io.github.lvs4j.vrrp.port.InterfaceCondition;
import io.github.lvs4j.vrrp.track.Tracker;
import io.github.lvs4j.vrrp.track.TrackerState;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hosts one virtual router: hands events to its machine and carries out the actions. Confined to the loop.
 */
final class RouterHost implements VrrpActionHandler {

    private static final VrrpTimer[] TIMERS = VrrpTimer.values();

    private final VirtualRouter router;
    private final VrrpMachine machine;
    private final LoopServices services;
    private final ChannelHost channel;
    private final @Nullable GroupHost group;
    private final ControlHost control;
    private final int member;
    private final SequenceCounter sequence = new SequenceCounter();
    private final AdvertisementReceiver receiver;
    private final AdvertisementSender sender;
    private final AddressKeeper addresses;
    private final RouterFitness fitness;
    private final HearingLog hearing;
    private final RouterTimers timers = new RouterTimers();
    private final OccurrenceLog<PeerConflict> conflicts = new OccurrenceLog<>(PeerConflict.class);
    private final RepeatFilter repeats = new RepeatFilter();
    private final EnumSet<FaultCause> faults = EnumSet.noneOf(FaultCause.class);
    private long received;
    private long timesMaster;
    private long longestDelayNanos;
    private boolean sendFailed;
    private boolean conflictTold;
    private Instant since;

    RouterHost(
            VirtualRouter router,
            ChannelHost channel,
            @Nullable GroupHost group,
            ControlHost control,
            LoopServices services) {
        this.router = router;
        this.channel = channel;
        this.group = group;
        this.services = services;
        this.control = control;
        this.member = control.join(this, group);
        if (group != null) {
            group.join(this);
        }
        this.fitness = new RouterFitness(router, group, services.trackers());
        services.trackers().join(this, fitness.uses());
        this.machine = new VrrpMachine(router, group != null);
        this.since = services.wallTime();
        this.sender = new AdvertisementSender(router, channel, services, sequence);
        this.receiver = new AdvertisementReceiver(router, sequence);
        this.hearing = new HearingLog(router, receiver.rules(), services);
        this.addresses = new AddressKeeper(router, services, this);
        channel.join(this);
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

    /** The interfaces without which it cannot take part; the virtual MAC's is made when it is needed. */
    Set<InterfaceName> interfaces() {
        Set<InterfaceName> names = new LinkedHashSet<>();
        names.add(router.interfaceName());
        router.installedAddresses().forEach(address -> names.add(router.placeOf(address)));
        for (Route route : router.virtualRoutes()) {
            route.interfaceName().ifPresent(names::add);
            route.nextHops().forEach(hop -> hop.interfaceName().ifPresent(names::add));
        }
        router.virtualMacInterface().ifPresent(names::remove);
        return names;
    }

    /** All interfaces whose news concern it. */
    Set<InterfaceName> watchedInterfaces() {
        Set<InterfaceName> names = new LinkedHashSet<>(interfaces());
        router.virtualMacInterface().ifPresent(names::add);
        return names;
    }

    void carryOut(List<VrrpAction> actions) {
        for (int i = 0; i < actions.size(); i++) {
            actions.get(i).accept(this);
        }
        if (sendFailed) {
            sendFailed = false;
            machine.onSendFailed();
        }
    }

    /** Starts the machine, now or after the start-up delay. */
    void start(long nowNanos) {
        if (router.startupDelay().isZero()) {
            carryOut(machine.onStartup(nowNanos));
        } else {
            armTimer(VrrpTimer.STARTUP, nowNanos + router.startupDelay().toNanos());
        }
    }

    // timers

    /** The earliest armed instant, as nanoseconds from now; the given bound if none is earlier. */
    long nanosToNextTimer(long nowNanos, long bound) {
        return timers.nanosToNext(nowNanos, bound);
    }

    /** A master's advertisement goes out before anything is read, unless the master has stalled. */
    void fireUrgent(long nowNanos) {
        if (timers.isDue(VrrpTimer.ADVERTISEMENT, nowNanos) && !machine.hasStalled(nowNanos)) {
            fire(VrrpTimer.ADVERTISEMENT, nowNanos);
        }
    }

    void fireDue(long nowNanos) {
        for (VrrpTimer timer : TIMERS) {
            if (timers.isDue(timer, nowNanos)) {
                fire(timer, nowNanos);
            }
        }
    }

    private void fire(VrrpTimer timer, long nowNanos) {
        long late = timers.fire(timer, nowNanos);
        services.onTimerFired(late);
        switch (timer) {
            case STARTUP -> carryOut(machine.onStartup(nowNanos));
            case ADVERTISEMENT -> {
                longestDelayNanos = Math.max(longestDelayNanos, late);
                if (!machine.isConfirmed()) {
                    machine.onDuties(addresses.isDone());
                }
                carryOut(machine.onAdvertisementTimer(nowNanos));
                checkSequence();
            }
            case MASTER_DOWN -> carryOut(machine.onMasterDownTimer(nowNanos));
            case ANNOUNCEMENT -> carryOut(machine.onAnnouncementTimer(nowNanos));
        }
    }

    @Override
    public void armTimer(VrrpTimer timer, long deadlineNanos) {
        timers.arm(timer, deadlineNanos);
    }

    @Override
    public void cancelTimer(VrrpTimer timer) {
        timers.cancel(timer);
    }

    // packets

    /** Whether received packets concern it at all; otherwise they are not even counted. */
    boolean listens() {
        return machine.state() == VrrpState.BACKUP || machine.state() == VrrpState.MASTER;
    }

    /** Whether it is the copy of a packet that the virtual MAC's interface, or the one below it, has received too. */
    boolean isRepeated(IncomingPacket packet) {
        return router.virtualMac().isPresent()
                && repeats.isRepeated(packet.envelope().source(), packet.stampWallNanos());
    }

    /** A packet with this router's number has come. */
    void onPacket(IncomingPacket packet, long receivedNanos, long wallNanos) {
        InetAddress source = packet.envelope().source();
        DecodeOutcome outcome = receiver.receive(packet, wallNanos, machine.state() == VrrpState.MASTER);
        if (outcome instanceof AdvertisementError error) {
            onRejected(error, source, receivedNanos);
        } else if (outcome instanceof DecodedAdvertisement decoded) {
            onAccepted(decoded, source, receivedNanos);
        }
    }

    private void onAccepted(DecodedAdvertisement decoded, InetAddress source, long receivedNanos) {
        Advertisement advertisement = decoded.advertisement();
        received++;
        hearing.accepted(advertisement, source, receiver.wasAuthenticated());
        if (router.priority().equals(Priority.OWNER) && advertisement.priority().equals(Priority.OWNER)) {
            reportConflict(
                    PeerConflict.DUPLICATE_OWNER,
                    new VrrpPeer(source, advertisement.priority()),
                    timing(receivedNanos));
        }
        Optional<VrrpPeer> before = machine.master();
        carryOut(machine.onAdvertisement(
                services.nowNanos(), new ReceivedAdvertisement(advertisement, source, receivedNanos)));
        Optional<VrrpPeer> master = machine.master();
        if (master.isPresent() && master.get().address().equals(source)) {
            sender.follow(decoded.checksumForm());
            if (before.isEmpty() || !before.get().address().equals(source)) {
                hearing.onMasterChange();
            }
        }
        checkSequence();
        control.onAdvertisement(member, receivedNanos);
    }

    private void onRejected(AdvertisementError error, InetAddress source, long receivedNanos) {
        if (error instanceof AuthenticationHeaderError.Replayed replayed
                && machine.state() == VrrpState.MASTER
                && replayed.received() == sequence.value()) {
            sequence.skip(sender.isAbove(source) ? 2 : 1); // two masters in step would never hear each other
        }
        if (hearing.count(error)) {
            hearing.tell(error, source, timing(receivedNanos));
        }
    }

    private VrrpTiming timing(long receivedNanos) {
        long now = services.nowNanos();
        return new VrrpTiming(machine.sinceHeard(now), Duration.ofNanos(Math.max(0, now - receivedNanos)));
    }

    /** A router whose numbers are used up steps down for good rather than begin again with numbers that were heard before. */
    private void checkSequence() {
        if (sequence.isExhausted() && !faults.contains(FaultCause.SEQUENCE_EXHAUSTED)) {
            onConditionsChanged();
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
        if (sequence.isExhausted()) {
            present.add(FaultCause.SEQUENCE_EXHAUSTED);
        }
        fitness.addFaults(present);
        boolean recovers = !faults.isEmpty() && present.isEmpty();
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
        if (recovers && !router.unicastPeers().isEmpty()) {
            source.ifPresent(addresses::announceSource);
        }
        addresses.onConditionsChanged();
    }

    // trackers

    /** A tracker has found something else. */
    void onTracker(Tracker tracker, TrackerState from, TrackerState to) {
        Priority before = machine.priority();
        Priority after = fitness.judge().priority();
        services.publish(new VrrpEvent.TrackerChanged(
                services.wallTime(), router.name(), tracker.name(), from, to, before, after));
        onFitnessChanged();
    }

    /** The priority without trackers changes. */
    void basePriority(Priority base) {
        fitness.base(base);
        onFitnessChanged();
    }

    /** Has the machine's priority and faults agree with what the trackers have found. */
    void onFitnessChanged() {
        Priority priority = fitness.judge().priority();
        if (!priority.equals(machine.priority())) {
            carryOut(machine.onPriorityChange(services.nowNanos(), priority));
        }
        onConditionsChanged();
    }

    // actions

    @Override
    public void sendAdvertisement(Priority priority) {
        sendFailed |= !sender.send(priority);
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
    public void reportTransition(
            VrrpState from, VrrpState to, TransitionReason reason, Optional<VrrpPeer> peer, VrrpTiming timing) {
        since = services.wallTime();
        hearing.onTransition();
        conflicts.onChange();
        conflictTold = false;
        if (to == VrrpState.MASTER) {
            timesMaster++;
        }
        services.publish(new VrrpEvent.RouterTransition(
                since, router.name(), Optional.ofNullable(group).map(GroupHost::name), from, to, reason, peer, timing));
        if (group != null) {
            group.tell(member, to, reason, peer, timing);
        }
        control.onTransition(member, to);
    }

    @Override
    public void reportConflict(PeerConflict conflict, VrrpPeer peer, VrrpTiming timing) {
        if (conflicts.count(conflict)) {
            services.publish(new VrrpEvent.ConflictDetected(
                    services.wallTime(), router.name(), conflict, peer, conflicts.of(conflict), timing));
            conflictTold = true;
        }
        if (group != null && conflict == PeerConflict.LOWER_PRIORITY_MASTER) {
            group.tell(() -> group.machine().onConflict(member));
        }
    }

    @Override
    public void reportConflictWon(VrrpPeer peer, Duration lasted) {
        if (conflictTold) { // nobody hears of the end of what he was not told of
            conflictTold = false;
            services.publish(new VrrpEvent.ConflictWon(services.wallTime(), router.name(), peer, lasted));
        }
    }

    @Override
    public void reportConfirmed(Duration took) {
        services.publish(new VrrpEvent.MastershipConfirmed(
                services.wallTime(), router.name(), Optional.ofNullable(group).map(GroupHost::name), took));
        if (group != null) {
            group.tell(() -> group.machine().onConfirmed(member));
        }
        control.onConfirmed(member);
    }

    @Override
    public void reportRelease() {
        if (group != null) {
            group.tell(() -> group.machine().onRelease(member));
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
                hearing.rejected(),
                hearing.odd(),
                Duration.ofNanos(longestDelayNanos),
                machine.stance(),
                machine.isConfirmed(),
                machine.sinceHeard(services.nowNanos()),
                fitness.base(),
                fitness.status());
    }
}
