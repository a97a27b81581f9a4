package io.github.lvs4j.netlink.route;

import io.github.lvs4j.error.InterruptedReadException;
import io.github.lvs4j.netlink.MessageReader;
import io.github.lvs4j.netlink.NetlinkChannel;
import io.github.lvs4j.netlink.NetlinkProtocol;
import io.github.lvs4j.netlink.NetlinkSocket;
import io.github.lvs4j.netlink.socket.LinuxSockets;
import io.github.lvs4j.netlink.socket.Pollable;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a network namespace for a loop: wait for it with a {@link io.github.lvs4j.netlink.socket.Poller} among other
 * sockets, then {@link #drain}. It hears everything from its opening on: read the state after opening, and nothing is missed.
 *
 * <p>Confined to its owner's thread. Never waits.
 */
public final class NetworkMonitor implements Pollable, AutoCloseable {

    private static final int MOST_DATAGRAMS = 1024;

    private final NetlinkSocket socket;
    private final RouteConversation kernel;
    private final LinkNames names;
    private final MessageReader reader = new MessageReader();
    private boolean namesAreStale;

    private NetworkMonitor(NetlinkSocket socket, RouteConversation kernel) {
        this.socket = socket;
        this.kernel = kernel;
        for (int group : MessageType.GROUPS) {
            socket.join(group);
        }
        this.names = new LinkNames(kernel.links());
    }

    /**
     * Opens a monitor of the calling thread's network namespace.
     *
     * @return the monitor
     */
    public static NetworkMonitor open() {
        return over(LinuxSockets.netlink(NetlinkProtocol.ROUTE), LinuxSockets.netlink(NetlinkProtocol.ROUTE));
    }

    /**
     * Opens a monitor over sockets, be they the kernel's or a test's.
     *
     * @param events joins the groups; closed with the monitor
     * @param requests for looking links up; closed with the monitor
     * @return the monitor
     */
    public static NetworkMonitor over(NetlinkSocket events, NetlinkSocket requests) {
        RouteConversation kernel = new RouteConversation(new NetlinkChannel(requests));
        try {
            return new NetworkMonitor(events, kernel);
        } catch (RuntimeException e) {
            events.close();
            kernel.close();
            throw e;
        }
    }

    /**
     * Hands out what has happened, in the kernel's order.
     *
     * @param consumer is called for each event on this thread; what it throws ends the drain, and the events of the datagram
     *     at hand are lost
     * @return true if there may be more: this drain stopped after 1,024 datagrams
     */
    public boolean drain(Consumer<? super NetworkEvent> consumer) {
        if (namesAreStale) {
            readNames();
        }
        for (int i = 0; i < MOST_DATAGRAMS; i++) {
            int length;
            try {
                length = socket.receive();
            } catch (InterruptedReadException e) {
                readNames();
                consumer.accept(new NetworkEvent.Overrun());
                continue;
            }
            if (length == 0) {
                return false;
            }
            reader.wrap(socket.incoming(), length);
            while (reader.next()) {
                NetworkEvent event = decode();
                if (event != null) {
                    consumer.accept(event);
                }
            }
        }
        return true;
    }

    /** What makes events overrun may also keep the links from being read; then the next drain tries again. */
    private void readNames() {
        try {
            names.replace(kernel.links());
            namesAreStale = false;
        } catch (InterruptedReadException e) {
            namesAreStale = true;
        }
    }

    private @Nullable NetworkEvent decode() {
        return switch (reader.type()) {
            case MessageType.NEW_LINK, MessageType.DEL_LINK -> link(reader.type() == MessageType.NEW_LINK);
            case MessageType.NEW_ADDRESS, MessageType.DEL_ADDRESS -> address(reader.type() == MessageType.NEW_ADDRESS);
            case MessageType.NEW_ROUTE, MessageType.DEL_ROUTE -> route(reader.type() == MessageType.NEW_ROUTE);
            case MessageType.NEW_RULE, MessageType.DEL_RULE -> rule(reader.type() == MessageType.NEW_RULE);
            default -> null;
        };
    }

    private @Nullable NetworkEvent link(boolean isThere) {
        Link link = LinkCodec.decode(reader);
        if (link == null) {
            return null;
        }
        if (isThere) {
            names.put(link);
            return new NetworkEvent.LinkChanged(link);
        }
        names.remove(link.index());
        return new NetworkEvent.LinkRemoved(link);
    }

    private @Nullable NetworkEvent address(boolean isThere) {
        InterfaceAddress address = AddressCodec.decode(reader, names);
        if (address == null) {
            return null;
        }
        return isThere ? new NetworkEvent.AddressAdded(address) : new NetworkEvent.AddressRemoved(address);
    }

    private @Nullable NetworkEvent route(boolean isThere) {
        Route route = RouteCodec.decode(reader, names);
        if (route == null) {
            return null;
        }
        return isThere ? new NetworkEvent.RouteAdded(route) : new NetworkEvent.RouteRemoved(route);
    }

    private @Nullable NetworkEvent rule(boolean isThere) {
        PolicyRule rule = RuleCodec.decode(reader);
        if (rule == null) {
            return null;
        }
        return isThere ? new NetworkEvent.RuleAdded(rule) : new NetworkEvent.RuleRemoved(rule);
    }

    @Override
    public int descriptor() {
        return socket.descriptor();
    }

    @Override
    public void close() {
        socket.close();
        kernel.close();
    }

    @Override
    public String toString() {
        return "network monitor";
    }
}
