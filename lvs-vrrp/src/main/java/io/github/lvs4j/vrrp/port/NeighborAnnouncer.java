package io.github.lvs4j.vrrp.port;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.MacAddress;
import java.net.InetAddress;

/**
 * Tells a link where an address lives: gratuitous ARP, or an unsolicited neighbour advertisement. Called by the loop's thread
 * only; never waits.
 */
public interface NeighborAnnouncer extends AutoCloseable {

    /**
     * Makes ready to announce on an interface, so that the first announcement need not open a socket. Before the loop starts.
     *
     * @param where the interface
     * @throws io.github.lvs4j.error.LvsException if the kernel refuses it
     */
    void open(InterfaceName where);

    /**
     * Sends one announcement.
     *
     * @param where the interface
     * @param owner the link-layer address that answers
     * @param address the virtual address
     * @throws io.github.lvs4j.error.LvsException if the kernel refuses it
     */
    void announce(InterfaceName where, MacAddress owner, InetAddress address);

    /** Closes the sockets. Closing twice does no harm. */
    @Override
    void close();
}
