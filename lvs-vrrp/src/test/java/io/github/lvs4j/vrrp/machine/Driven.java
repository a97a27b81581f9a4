package io.github.lvs4j.vrrp.machine;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.vrrp.PeerConflict;
import io.github.lvs4j.vrrp.Preemption;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.TransitionReason;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VirtualRouterId;
import io.github.lvs4j.vrrp.VrrpPeer;
import io.github.lvs4j.vrrp.VrrpState;
import io.github.lvs4j.vrrp.VrrpTiming;
import io.github.lvs4j.vrrp.VrrpVersion;
import io.github.lvs4j.vrrp.packet.Advertisement;
import io.github.lvs4j.vrrp.packet.AuthenticationField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A machine on a virtual clock, with what it did as readable lines. The clock starts just before it wraps. */
final class Driven implements VrrpActionHandler {

    static final long START = Long.MAX_VALUE - 1_000_000_000L;

    final VirtualRouter router;
    final VrrpMachine machine;
    final List<String> log = new ArrayList<>();
    private final Map<VrrpTimer, Long> timers = new EnumMap<>(VrrpTimer.class);
    long now = START;
    long masterSince;
    Optional<VrrpPeer> lastPeer = Optional.empty();
    VrrpTiming lastTiming = VrrpTiming.NONE;

    Driven(boolean grouped, UnaryOperator<VirtualRouter.Builder> changes) {
        VirtualRouter.Builder builder = VirtualRouter.builder();
        builder.name("VI")
                .id(VirtualRouterId.of(100))
                .interfaceName(InterfaceName.of("eth0"))
                .addAddresses(io.github.lvs4j.vrrp.VirtualAddress.parse("113.226.77.88"));
        router = changes.apply(builder).build();
        machine = new VrrpMachine(router, grouped);
        machine.onSourceAddress(Optional.of(IpAddress.parse("192.0.2.200")));
    }

    static Driven with(UnaryOperator<VirtualRouter.Builder> changes) {
        return new Driven(false, changes);
    }

    static Driven priority(int priority) {
        return with(builder -> builder.priority(Priority.of(priority)));
    }

    static Driven preempting(int priority, Preemption preemption) {
        return with(builder -> builder.priority(Priority.of(priority)).preemption(preemption));
    }

    static Driven version3(int priority, Duration interval) {
        return with(builder ->
                builder.priority(Priority.of(priority)).version(VrrpVersion.V3).advertisementInterval(interval));
    }

    Driven started() {
        act(machine.onStartup(now));
        return this;
    }

    /** Started and master by silence. */
    Driven master() {
        started();
        while (machine.state() != VrrpState.MASTER) {
            runToNextTimer();
        }
        log.clear();
        return this;
    }

    /** Started as owner. */
    Driven masterAtOnce() {
        started();
        log.clear();
        return this;
    }

    void act(List<VrrpAction> actions) {
        actions.forEach(action -> action.accept(this));
    }

    void hear(int priority, String source) {
        hear(priority, source, router.advertisementInterval(), now);
    }

    void hear(int priority, String source, Duration interval, long receivedNanos) {
        Advertisement advertisement = new Advertisement(
                router.version(),
                router.id(),
                Priority.of(priority),
                interval,
                router.advertisedAddresses(),
                AuthenticationField.NONE);
        act(machine.onAdvertisement(
                now, new ReceivedAdvertisement(advertisement, IpAddress.parse(source), receivedNanos)));
    }

    /** Milliseconds from now until a timer is due; -1 if it is not armed. */
    double millisTo(VrrpTimer timer) {
        Long deadline = timers.get(timer);
        return deadline == null ? -1 : (deadline - now) / 1e6;
    }

    void pass(Duration time) {
        now += time.toNanos();
    }

    /** Lets time pass and fires what falls due, in order. */
    void run(Duration time) {
        long end = now + time.toNanos();
        while (next().isPresent() && timers.get(next().get()) - end <= 0) {
            runToNextTimer();
        }
        now = end;
    }

    void runToNextTimer() {
        VrrpTimer timer = next().orElseThrow();
        now = Math.max(now - START, timers.get(timer) - START) + START;
        fire(timer);
    }

    void fire(VrrpTimer timer) {
        timers.remove(timer);
        act(
                switch (timer) {
                    case ADVERTISEMENT -> machine.onAdvertisementTimer(now);
                    case MASTER_DOWN -> machine.onMasterDownTimer(now);
                    case STARTUP -> machine.onStartup(now);
                    case ANNOUNCEMENT -> machine.onAnnouncementTimer(now);
                });
    }

    private Optional<VrrpTimer> next() {
        VrrpTimer least = null;
        for (VrrpTimer timer : timers.keySet()) {
            if (least == null || timers.get(timer) - timers.get(least) < 0) {
                least = timer;
            }
        }
        return Optional.ofNullable(least);
    }

    @Override
    public void sendAdvertisement(Priority priority) {
        log.add("send " + priority);
    }

    @Override
    public void armTimer(VrrpTimer timer, long deadlineNanos) {
        timers.put(timer, deadlineNanos);
    }

    @Override
    public void cancelTimer(VrrpTimer timer) {
        timers.remove(timer);
    }

    @Override
    public void addAddresses() {
        log.add("add");
    }

    @Override
    public void removeAddresses() {
        log.add("remove");
    }

    @Override
    public void announceAddresses(int rounds) {
        log.add("announce " + rounds);
    }

    @Override
    public void reportTransition(
            VrrpState from, VrrpState to, TransitionReason reason, Optional<VrrpPeer> peer, VrrpTiming timing) {
        lastPeer = peer;
        lastTiming = timing;
        if (to == VrrpState.MASTER) {
            masterSince = now;
        }
        log.add(from + "->" + to + " " + reason);
    }

    @Override
    public void reportConflict(PeerConflict conflict, VrrpPeer peer, VrrpTiming timing) {
        lastTiming = timing;
        log.add("conflict " + conflict);
    }

    @Override
    public void reportConflictWon(VrrpPeer peer, Duration lasted) {
        log.add("won after " + lasted.toMillis());
    }

    @Override
    public void reportConfirmed(Duration took) {
        log.add("confirmed after " + took.toMillis());
    }

    @Override
    public void reportRelease() {
        log.add("released");
    }

    @Override
    public void requestMastership() {
        log.add("request");
    }

    @Override
    public void withdrawRequest() {
        log.add("withdraw");
    }

    @Override
    public void reportHealth(boolean healthy) {
        log.add(healthy ? "healthy" : "faulty");
    }
}
