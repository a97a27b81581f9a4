package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.event.ErrorHandler;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpStatus;
import io.github.lvs4j.vrrp.port.AdvertisementChannel;
import io.github.lvs4j.vrrp.port.IncomingPacket;
import io.github.lvs4j.vrrp.port.InterfaceCondition;
import io.github.lvs4j.vrrp.port.LinkMonitor;
import io.github.lvs4j.vrrp.port.NeighborAnnouncer;
import io.github.lvs4j.vrrp.port.VrrpPorts;
import java.net.InetAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * The one owner of all machines of a configuration. Each turn: advertisements that are due, then everything that the sockets
 * hold, then news from other threads, then the other timers, then some announcements. It waits for nothing but its waiter.
 *
 * <p>Confined to one thread, except {@link #post} and the listener of link news.
 */
final class VrrpLoop implements LoopServices, LinkMonitor.Listener {

    private static final int PACKETS_A_TURN = 1024;
    private static final int ANNOUNCEMENTS_A_TURN = 32;
    private static final long LONGEST_WAIT_NANOS = 3_600_000_000_000L;
    private static final long REOPEN_PAUSE_NANOS = 1_000_000_000L;
    private static final long CLOCK_TOLERANCE_NANOS = 1_000_000; // what slewing makes in a second

    private final VrrpPorts ports;
    private final EventSink events;
    private final ErrorHandler errors;
    private final KernelWork kernel;
    private final TrackerHost trackers;
    private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
    private final LoopMembers members;
    private final List<RouterHost> routers;
    private final List<GroupHost> groups;
    private final List<ChannelHost> channels;
    private final List<ControlHost> deciding;
    private final LatenessMeter lateness = new LatenessMeter();
    private final Map<InterfaceName, InterfaceCondition> conditions = new LinkedHashMap<>();
    private final Set<InterfaceName> observed = new LinkedHashSet<>(); // by routers and trackers
    private final AnnouncementPacer pacer = new AnnouncementPacer();
    private final IncomingPacket packet = new IncomingPacket(65_536);
    private long nowNanos;
    private long drainedNanos;
    private long drainedWallNanos;
    private long wakeNanos; // when the loop asked to be woken

    VrrpLoop(VrrpConfig config, VrrpPorts ports, EventSink events, ErrorHandler errors, Executor kernelThread) {
        this.ports = ports;
        this.events = events;
        this.errors = errors;
        this.kernel = new KernelWork(ports, kernelThread, this::post);
        this.trackers = new TrackerHost(this::post, errors);
        this.nowNanos = ports.ticker().nowNanos();
        this.drainedNanos = nowNanos;
        this.wakeNanos = nowNanos + LONGEST_WAIT_NANOS;
        this.drainedWallNanos = ports.wallNanos();
        this.members = new LoopMembers(config, this);
        this.routers = members.routers;
        this.groups = members.groups;
        this.channels = members.channels;
        this.deciding = members.controls;
        observed.addAll(members.watched);
        observed.addAll(trackers.interfaces());
    }

    List<ControlHost> controls() {
        return deciding;
    }

    /** The control of a group, or of a router without group. Any thread. */
    ControlHost control(String name) {
        return members.control(name);
    }

    // from other threads

    /** Has a task run by the loop. Any thread. */
    void post(Runnable task) {
        mailbox.add(task);
        ports.waiter().wakeup();
    }

    @Override
    public void onInterfaceChanged(InterfaceName name) {
        if (observed.contains(name)) {
            kernel.inspect(name, this::onCondition, failure -> errors.onError("reading interface " + name, failure));
        }
    }

    @Override
    public void onAddressRemoved(InterfaceName name, InetAddress address) {
        if (members.watched.contains(name)) {
            for (RouterHost router : members.holders(address)) {
                post(() -> router.addresses().onAddressRemoved(name, address));
            }
        }
    }

    @Override
    public void onAddressAdded(InterfaceName name, InetAddress address) {
        for (RouterHost router : members.holders(address)) {
            if (!router.addresses().isWanted()) { // a master's lease is prolonged every second
                post(() -> router.addresses().onAddressAdded(name, address));
            }
        }
    }

    @Override
    public void onRoutingRemoved() {
        post(() -> routers.forEach(router -> router.addresses().onRoutingRemoved()));
    }

    @Override
    public void onOverrun() {
        observed.forEach(this::onInterfaceChanged);
        post(() -> routers.forEach(router -> router.addresses().onNewsLost()));
    }

    // before the first turn, on the starting thread

    /** Opens every socket; the last thing that can be refused before anything is changed. */
    void openSockets() {
        open(members.required);
    }

    /** Opens the sockets on the interfaces of virtual MACs, which are there now. */
    void openVirtualMacSockets() {
        Set<InterfaceName> made = new LinkedHashSet<>(members.watched);
        made.removeAll(members.required);
        open(made);
    }

    private void open(Set<InterfaceName> names) {
        for (InterfaceName name : names) {
            conditions.put(name, ports.links().inspect(name));
            ports.announcer().open(name);
        }
        for (ChannelHost channel : channels) {
            if (names.contains(channel.interfaceName)) {
                InterfaceCondition condition = condition(channel.interfaceName);
                channel.open(channel.openFrom(ports), condition.index());
            }
        }
    }

    /** Reads the interfaces as they are now, and starts all machines. */
    void start() {
        observed.forEach(name -> conditions.put(name, ports.links().inspect(name)));
        trackers.start(this::condition);
        drainedWallNanos = ports.wallNanos();
        nowNanos = ports.ticker().nowNanos();
        drainedNanos = nowNanos;
        routers.forEach(RouterHost::onFitnessChanged);
        routers.forEach(router -> router.start(nowNanos));
        wakeNanos = nowNanos;
    }

    // the loop

    /** One turn; what fails in one step is reported and does not keep the others from being done. */
    void turn() {
        nowNanos = ports.ticker().nowNanos();
        long beganNanos = nowNanos;
        lateness.paused(beganNanos - wakeNanos);
        for (int i = 0; i < groups.size(); i++) {
            groups.get(i).checkStall(nowNanos);
        }
        for (int i = 0; i < routers.size(); i++) {
            try {
                routers.get(i).fireUrgent(nowNanos);
            } catch (RuntimeException failure) {
                errors.onError("VRRP loop, sending an advertisement", failure);
            }
        }
        // Readings in this order: a pause between any two can neither make a packet older than it is,
        // nor let the timers be judged by an instant later than what was read.
        long judgedNanos = ports.ticker().nowNanos();
        long wallNanos = ports.wallNanos();
        nowNanos = ports.ticker().nowNanos();
        long sinceDrain = nowNanos - drainedNanos;
        boolean setBack = wallNanos - drainedWallNanos < judgedNanos - drainedNanos - CLOCK_TOLERANCE_NANOS;
        long lastStamp = setBack ? Long.MAX_VALUE : wallNanos;
        drainedNanos = nowNanos;
        drainedWallNanos = wallNanos;
        for (int i = 0; i < channels.size(); i++) {
            try {
                drain(channels.get(i), wallNanos, lastStamp, sinceDrain);
            } catch (RuntimeException failure) {
                errors.onError("VRRP loop, receiving on " + channels.get(i).interfaceName, failure);
            }
        }
        runMailbox();
        for (int i = 0; i < channels.size(); i++) {
            if (channels.get(i).isToReopen(judgedNanos)) {
                channels.get(i).reopenAt(judgedNanos + REOPEN_PAUSE_NANOS);
                onInterfaceChanged(channels.get(i).interfaceName);
            }
        }
        fireDue(judgedNanos);
        announceSome();
        wakeNanos = ports.ticker().nowNanos();
        lateness.paused(wakeNanos - beganNanos);
    }

    private void fireDue(long judgedNanos) {
        for (int i = 0; i < routers.size(); i++) {
            try {
                routers.get(i).fireDue(judgedNanos);
            } catch (RuntimeException failure) {
                errors.onError("VRRP loop, a timer", failure);
            }
        }
        for (int i = 0; i < deciding.size(); i++) {
            try {
                deciding.get(i).fireDue(judgedNanos);
            } catch (RuntimeException failure) {
                errors.onError("VRRP loop, a request's timer", failure);
            }
        }
    }

    /** Does what other threads have posted. */
    void runMailbox() {
        for (Runnable task = mailbox.poll(); task != null; task = mailbox.poll()) {
            nowNanos = ports.ticker().nowNanos();
            guard("a posted task", task);
        }
    }

    /** How long the loop may sleep now. */
    long nanosToNextTurn() {
        long least = mailbox.isEmpty() ? LONGEST_WAIT_NANOS : 0;
        long now = ports.ticker().nowNanos();
        for (int i = 0; least > 0 && i < routers.size(); i++) {
            RouterHost router = routers.get(i);
            least = Math.min(
                    router.nanosToNextTimer(now, least), router.addresses().nanosToNextDuty(now));
        }
        for (int i = 0; least > 0 && i < deciding.size(); i++) {
            least = deciding.get(i).nanosToTimer(now, least);
        }
        for (int i = 0; least > 0 && i < channels.size(); i++) {
            least = channels.get(i).nanosToReopening(now, least);
        }
        least = Math.max(0, least);
        wakeNanos = now + least;
        return least;
    }

    /** Every master steps down, in the order of the configuration; then addresses are removed. */
    void shutDown() {
        trackers.close();
        nowNanos = ports.ticker().nowNanos();
        for (RouterHost router : routers) {
            guard("stepping down", () -> router.carryOut(router.machine().onShutdown(nowNanos)));
        }
        deciding.forEach(ControlHost::onShutdown);
    }

    void closeChannels() {
        trackers.close(); // of a start that failed
        channels.forEach(channel -> guard("closing a channel", channel::close));
    }

    VrrpStatus status() {
        return new VrrpStatus(
                routers.stream().map(RouterHost::status).toList(),
                groups.stream().map(GroupHost::status).toList(),
                channels.stream()
                        .filter(channel -> !channel.besides)
                        .map(ChannelHost::status)
                        .toList(),
                events.lost(),
                lateness.lateness());
    }

    /** Until nothing is there, or something that came after the wake-up; after the wall clock was set back none can tell. */
    private void drain(ChannelHost host, long wallNanos, long lastStamp, long sinceDrain) {
        AdvertisementChannel channel = host.channel();
        if (channel == null) {
            return;
        }
        drain(host, channel, false, wallNanos, lastStamp, sinceDrain);
        drain(host, channel, true, wallNanos, lastStamp, sinceDrain);
    }

    private void drain(
            ChannelHost host,
            AdvertisementChannel channel,
            boolean authenticated,
            long wallNanos,
            long lastStamp,
            long sinceDrain) {
        for (int i = 0; i < PACKETS_A_TURN; i++) {
            if (!(authenticated ? channel.receiveAuthenticated(packet) : channel.receive(packet))) {
                return;
            }
            long stamp = packet.stampWallNanos();
            long age = stamp == 0 ? 0 : Math.max(0, Math.min(wallNanos - stamp, sinceDrain));
            deliver(host, nowNanos - age, wallNanos);
            if (stamp > lastStamp) {
                return; // what came before the wake-up is read
            }
        }
    }

    private void deliver(ChannelHost host, long receivedNanos, long wallNanos) {
        RouterHost router = host.router(packet.virtualRouterId());
        if (router == null) {
            host.onUnclaimed(packet, this);
        } else if (router.listens() && !router.isRepeated(packet)) {
            router.onPacket(packet, receivedNanos, wallNanos);
        }
    }

    private void announceSome() {
        int budget = ANNOUNCEMENTS_A_TURN;
        for (int i = 0; i < routers.size(); i++) {
            AddressKeeper addresses = routers.get(i).addresses();
            addresses.removeWhatIsLeft(nowNanos);
            addresses.refreshHalfway(nowNanos);
            while (budget > 0 && addresses.canAnnounce(nowNanos)) {
                addresses.announceNext();
                budget--;
            }
        }
    }

    private void onCondition(InterfaceCondition condition) {
        conditions.put(condition.name(), condition);
        trackers.onCondition(condition);
        for (ChannelHost channel : channels) {
            if (channel.interfaceName.equals(condition.name()) && !channel.isOpenFor(condition.index())) {
                channel.close();
                if (condition.exists()) {
                    reopen(channel, condition.index());
                } else {
                    channel.reopened(); // the link monitor will tell when there is something to open it on
                }
            }
        }
        routers.stream()
                .filter(router -> router.watchedInterfaces().contains(condition.name()))
                .forEach(RouterHost::onConditionsChanged);
    }

    private void reopen(ChannelHost channel, int index) {
        if (channel.opening) {
            return;
        }
        channel.opening = true;
        kernel.execute(() -> {
            try {
                AdvertisementChannel opened = channel.openFrom(ports);
                post(() -> {
                    channel.opening = false;
                    channel.reopened();
                    channel.open(opened, index);
                    onInterfaceChanged(channel.interfaceName);
                });
            } catch (RuntimeException failure) {
                post(() -> {
                    channel.opening = false;
                    if (channel.reopenAt(nowNanos + REOPEN_PAUSE_NANOS)) {
                        errors.onError("opening a VRRP socket on " + channel.interfaceName, failure);
                    }
                });
            }
        });
    }

    private void guard(String step, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            errors.onError("VRRP loop, " + step, failure);
        }
    }

    // services

    @Override
    public long nowNanos() {
        return nowNanos;
    }

    @Override
    public long wallNanos() {
        return ports.wallNanos();
    }

    @Override
    public Instant wallTime() {
        long nanos = ports.wallNanos();
        return Instant.ofEpochSecond(nanos / 1_000_000_000L, nanos % 1_000_000_000L);
    }

    @Override
    public void publish(VrrpEvent event) {
        events.publish(event);
    }

    @Override
    public void onTimerFired(long lateNanos) {
        lateness.fired(lateNanos);
    }

    @Override
    public TrackerHost trackers() {
        return trackers;
    }

    @Override
    public KernelWork kernel() {
        return kernel;
    }

    @Override
    public NeighborAnnouncer announcer() {
        return ports.announcer();
    }

    @Override
    public AnnouncementPacer pacer() {
        return pacer;
    }

    @Override
    public InterfaceCondition condition(InterfaceName name) {
        return conditions.getOrDefault(name, InterfaceCondition.missing(name));
    }

    @Override
    public Set<InetAddress> virtualAddresses() {
        return members.virtualAddresses();
    }
}
