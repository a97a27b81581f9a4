package io.github.lvs4j.vrrp.linux;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.netlink.socket.LinuxSockets;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.time.Ticker;
import io.github.lvs4j.vrrp.port.AdvertisementChannel;
import io.github.lvs4j.vrrp.port.AuthenticationHeaders;
import io.github.lvs4j.vrrp.port.LinkMonitor;
import io.github.lvs4j.vrrp.port.LoopWaiter;
import io.github.lvs4j.vrrp.port.NeighborAnnouncer;
import io.github.lvs4j.vrrp.port.VirtualAddressBinder;
import io.github.lvs4j.vrrp.port.VirtualRouteBinder;
import io.github.lvs4j.vrrp.port.VrrpPorts;
import java.time.Instant;

/** The ports on the kernel of the network namespace in which they are made. */
final class LinuxVrrpPorts implements VrrpPorts {

    private final NetworkStack stack;
    private final PollerWaiter waiter;
    private final VirtualAddressBinder binder;
    private final NeighborAnnouncer announcer = new PacketNeighborAnnouncer();
    private final LinkMonitor links;
    private final VirtualRouteBinder routes;

    /** Takes over the stack, and closes it with itself. Routes and rules are watched only if some are moved. */
    LinuxVrrpPorts(NetworkStack stack, boolean movesRoutes) {
        this.stack = stack;
        this.waiter = new PollerWaiter(LinuxSockets.poller());
        this.binder = new RtnetlinkAddressBinder(stack);
        this.links = new RtnetlinkLinkMonitor(stack, movesRoutes);
        this.routes = new RtnetlinkRouteBinder(stack);
    }

    @Override
    public Ticker ticker() {
        return Ticker.system();
    }

    @Override
    public long wallNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    @Override
    public LoopWaiter waiter() {
        return waiter;
    }

    @Override
    public AdvertisementChannel openChannel(InterfaceName name, AddressFamily family) {
        return openChannel(name, family, AuthenticationHeaders.IGNORED);
    }

    @Override
    public AdvertisementChannel openChannel(InterfaceName name, AddressFamily family, AuthenticationHeaders headers) {
        return RawAdvertisementChannel.open(name, family, headers, waiter);
    }

    @Override
    public VirtualAddressBinder binder() {
        return binder;
    }

    @Override
    public VirtualRouteBinder routes() {
        return routes;
    }

    @Override
    public NeighborAnnouncer announcer() {
        return announcer;
    }

    @Override
    public LinkMonitor links() {
        return links;
    }

    @Override
    public AutoCloseable claim(String name) {
        return LinuxSockets.claim(name);
    }

    @Override
    public void close() {
        links.close();
        announcer.close();
        stack.close();
        waiter.close();
    }
}
