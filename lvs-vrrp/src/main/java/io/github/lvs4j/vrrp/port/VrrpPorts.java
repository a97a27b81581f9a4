package io.github.lvs4j.vrrp.port;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.time.Ticker;

/**
 * Everything that a host of virtual routers needs from outside: on Linux sockets and rtnetlink, in a test whatever the test
 * wants. Closing it closes what it handed out.
 */
public interface VrrpPorts extends AutoCloseable {

    /**
     * Monotonic time.
     *
     * @return the ticker of all instants
     */
    Ticker ticker();

    /**
     * Wall-clock time, the clock of the kernel's packet stamps.
     *
     * @return nanoseconds since 1970
     */
    long wallNanos();

    /**
     * What the loop sleeps on.
     *
     * @return always the same
     */
    LoopWaiter waiter();

    /**
     * Opens a channel that receives VRRP packets to the multicast group and to this host; the waiter wakes for it. May wait for
     * the kernel. Any thread.
     *
     * @param name the interface
     * @param family IPv4 or IPv6
     * @return an open channel
     * @throws io.github.lvs4j.error.LvsException if the kernel refuses it
     */
    AdvertisementChannel openChannel(InterfaceName name, AddressFamily family);

    /**
     * Opens a channel that also receives VRRP packets with authentication headers, protocol 51. May wait for the kernel. Any
     * thread.
     *
     * @param name the interface
     * @param family IPv4 or IPv6
     * @param headers which of them to receive
     * @return an open channel; by default one that receives none
     * @throws io.github.lvs4j.error.LvsException if the kernel refuses it
     */
    default AdvertisementChannel openChannel(InterfaceName name, AddressFamily family, AuthenticationHeaders headers) {
        return openChannel(name, family);
    }

    /**
     * What installs addresses.
     *
     * @return always the same
     */
    VirtualAddressBinder binder();

    /**
     * What adds virtual routes and rules.
     *
     * @return always the same; by default one that refuses them
     */
    default VirtualRouteBinder routes() {
        return VirtualRouteBinder.NONE;
    }

    /**
     * What announces addresses.
     *
     * @return always the same
     */
    NeighborAnnouncer announcer();

    /**
     * What watches interfaces.
     *
     * @return always the same
     */
    LinkMonitor links();

    /**
     * Claims a name for the life of this process, so that no second director runs the same virtual router here. Any thread.
     *
     * @param name what to claim
     * @return closing it gives the name back
     * @throws io.github.lvs4j.error.AlreadyExistsException if somebody in this network namespace holds it
     */
    AutoCloseable claim(String name);

    /** Closes everything. Closing twice does no harm. */
    @Override
    void close();
}
