package io.github.lvs4j.netlink.route;

import io.github.lvs4j.error.InterruptedReadException;
import io.github.lvs4j.netlink.MalformedMessageException;
import io.github.lvs4j.netlink.MessageFlags;
import io.github.lvs4j.netlink.MessageReader;
import io.github.lvs4j.netlink.NetlinkChannel;
import io.github.lvs4j.netlink.NetlinkProtocol;
import io.github.lvs4j.netlink.NetlinkSocket;
import io.github.lvs4j.netlink.socket.LinuxSockets;
import io.github.lvs4j.netlink.socket.Pollable;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.Neighbor;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.NetworkState;
import io.github.lvs4j.route.NetworkTopic;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Changes of a network namespace for a loop: wait for it with a {@link io.github.lvs4j.netlink.socket.Poller} among other
 * sockets, then {@link #drain}. It hears everything from its opening on: read the state after opening, and nothing is missed.
 *
 * <p>It keeps what it told. After a loss of events, and where the kernel changes something without a word, it reads again and
 * tells the difference, so that what was told adds up to what is there (see {@link NetworkEvent}).
 *
 * <p>Confined to its owner's thread. Never waits but for the kernel's answer to such a reading.
 */
public final class NetworkMonitor implements Pollable, AutoCloseable {

    private static final int MOST_DATAGRAMS = 1024;

    private final NetlinkSocket socket;
    private final RouteConversation kernel;
    private final NetworkView view;
    private final LinkNames names;
    private final MessageReader reader = new MessageReader();
    private boolean lost;
    private boolean lossIsTold;

    private NetworkMonitor(Set<NetworkTopic> topics, NetlinkSocket socket, RouteConversation kernel) {
        this.socket = socket;
        this.kernel = kernel;
        this.view = new NetworkView(topics);
        this.names = new LinkNames(List.of());
        MessageType.groups(topics).forEach(socket::join);
        view.distrustAll();
        readAgain(event -> {
            // what is there at the beginning is no change
        });
    }

    /**
     * Opens a monitor of the calling thread's network namespace.
     *
     * @param topics what it hears of; each is read at once, and kept
     * @return the monitor
     */
    public static NetworkMonitor open(Set<NetworkTopic> topics) {
        NetlinkSocket events = LinuxSockets.netlink(NetlinkProtocol.ROUTE);
        try {
            return over(topics, events, LinuxSockets.netlink(NetlinkProtocol.ROUTE));
        } catch (RuntimeException e) {
            events.close();
            throw e;
        }
    }

    /**
     * Opens a monitor over sockets, be they the kernel's or a test's.
     *
     * @param topics what it hears of
     * @param events joins the groups; closed with the monitor
     * @param requests for readings; closed with the monitor
     * @return the monitor
     */
    public static NetworkMonitor over(Set<NetworkTopic> topics, NetlinkSocket events, NetlinkSocket requests) {
        RouteConversation kernel = new RouteConversation(new NetlinkChannel(requests));
        try {
            return new NetworkMonitor(topics, events, kernel);
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
     * @throws MalformedMessageException for a message that cannot be read; the next drain tells of a
     *     loss, and what the message may have been about
     */
    public boolean drain(Consumer<? super NetworkEvent> consumer) {
        for (int i = 0; i < MOST_DATAGRAMS; i++) {
            int length;
            try {
                length = socket.receive();
            } catch (InterruptedReadException e) {
                lost = true;
                tellLoss(consumer);
                continue;
            }
            if (length == 0) {
                tellLoss(consumer);
                readAgain(consumer);
                return false;
            }
            if (lost) {
                continue; // older than the reading that is to come
            }
            reader.wrap(socket.incoming(), length);
            while (next()) {
                decode().forEach(consumer);
            }
        }
        return true;
    }

    /**
     * Whether everything that was heard of is told. It is not while readings fail because everything changes under them; drain
     * again soon then, whether or not there is something to receive.
     *
     * @return false if a reading is still to come
     */
    public boolean isCurrent() {
        return !lost && view.stale().isEmpty();
    }

    private boolean next() {
        try {
            return reader.next();
        } catch (RuntimeException e) {
            lost = true;
            throw e;
        }
    }

    private void tellLoss(Consumer<? super NetworkEvent> consumer) {
        if (lost && !lossIsTold) {
            lossIsTold = true;
            consumer.accept(new NetworkEvent.Overrun());
        }
    }

    /** What makes events overrun may also keep the state from being read; then the next drain tries again. */
    private void readAgain(Consumer<? super NetworkEvent> consumer) {
        if (isCurrent()) {
            return;
        }
        if (lost) {
            view.distrustAll();
        }
        List<NetworkEvent> differences;
        try {
            NetworkState told = view.told();
            NetworkState present = read(told);
            differences = told.eventsTo(present);
            view.replace(present);
        } catch (InterruptedReadException e) {
            return;
        }
        lost = false;
        lossIsTold = false;
        differences.stream().filter(this::isWanted).forEach(consumer);
    }

    private boolean isWanted(NetworkEvent event) {
        return event.topic().filter(topic -> !view.covers(topic)).isEmpty();
    }

    private NetworkState read(NetworkState told) {
        List<Link> links = kernel.links();
        names.replace(links);
        return new NetworkState(
                links,
                isStale(NetworkTopic.ADDRESSES) ? kernel.addresses(names) : told.addresses(),
                isStale(NetworkTopic.ROUTES) ? kernel.routes(names) : told.routes(),
                isStale(NetworkTopic.RULES) ? kernel.rules() : told.rules(),
                isStale(NetworkTopic.NEIGHBORS) ? kernel.neighbors(names) : told.neighbors());
    }

    private boolean isStale(NetworkTopic topic) {
        return view.stale().contains(topic);
    }

    private List<NetworkEvent> decode() {
        try {
            return switch (reader.type()) {
                case MessageType.NEW_LINK, MessageType.DEL_LINK -> link(reader.type() == MessageType.NEW_LINK);
                case MessageType.NEW_ADDRESS, MessageType.DEL_ADDRESS ->
                    address(reader.type() == MessageType.NEW_ADDRESS);
                case MessageType.NEW_ROUTE, MessageType.DEL_ROUTE -> route(reader.type() == MessageType.NEW_ROUTE);
                case MessageType.NEW_RULE, MessageType.DEL_RULE -> rule(reader.type() == MessageType.NEW_RULE);
                case MessageType.NEW_NEIGHBOR, MessageType.DEL_NEIGHBOR ->
                    neighbor(reader.type() == MessageType.NEW_NEIGHBOR);
                default -> List.of();
            };
        } catch (IllegalArgumentException | DateTimeException e) {
            lost = true;
            throw new MalformedMessageException("hear of a change: malformed message: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            lost = true;
            throw e;
        }
    }

    private List<NetworkEvent> told(NetworkTopic topic, boolean wasThere, NetworkEvent event) {
        return wasThere && view.covers(topic) ? List.of(event) : List.of();
    }

    private List<NetworkEvent> link(boolean isThere) {
        Link link = LinkCodec.decode(reader);
        if (link == null) {
            return List.of();
        }
        if (isThere) {
            names.put(link);
            view.put(link);
            return told(NetworkTopic.LINKS, true, new NetworkEvent.LinkChanged(link));
        }
        names.remove(link.index());
        return told(NetworkTopic.LINKS, view.remove(link), new NetworkEvent.LinkRemoved(link));
    }

    private List<NetworkEvent> address(boolean isThere) {
        InterfaceAddress address = AddressCodec.decode(reader, names);
        if (address == null) {
            return List.of();
        }
        if (isThere) {
            view.put(address);
            return told(NetworkTopic.ADDRESSES, true, new NetworkEvent.AddressAdded(address));
        }
        return told(NetworkTopic.ADDRESSES, view.remove(address), new NetworkEvent.AddressRemoved(address));
    }

    private List<NetworkEvent> route(boolean isThere) {
        Route route = RouteCodec.decode(reader, names);
        if (route == null) {
            return List.of();
        }
        if (!isThere) {
            return told(NetworkTopic.ROUTES, view.remove(route), new NetworkEvent.RouteRemoved(route));
        }
        List<NetworkEvent> events = new ArrayList<>();
        if ((reader.flags() & MessageFlags.REPLACE) != 0) {
            view.displacedBy(route)
                    .forEach(old -> events.addAll(told(NetworkTopic.ROUTES, true, new NetworkEvent.RouteRemoved(old))));
        }
        view.add(route);
        events.addAll(told(NetworkTopic.ROUTES, true, new NetworkEvent.RouteAdded(route)));
        return events;
    }

    private List<NetworkEvent> rule(boolean isThere) {
        PolicyRule rule = RuleCodec.decode(reader);
        if (rule == null) {
            return List.of();
        }
        if (isThere) {
            view.add(rule);
            return told(NetworkTopic.RULES, true, new NetworkEvent.RuleAdded(rule));
        }
        return told(NetworkTopic.RULES, view.remove(rule), new NetworkEvent.RuleRemoved(rule));
    }

    private List<NetworkEvent> neighbor(boolean isThere) {
        Neighbor neighbor = NeighborCodec.decode(reader, names);
        if (neighbor == null) {
            return List.of();
        }
        if (isThere) {
            view.put(neighbor);
            return told(NetworkTopic.NEIGHBORS, true, new NetworkEvent.NeighborChanged(neighbor));
        }
        return told(NetworkTopic.NEIGHBORS, view.remove(neighbor), new NetworkEvent.NeighborRemoved(neighbor));
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
