package io.github.lvs4j.netlink.route;

import io.github.lvs4j.error.InterruptedReadException;
import io.github.lvs4j.netlink.MalformedMessageException;
import io.github.lvs4j.netlink.MessageReader;
import io.github.lvs4j.netlink.NetlinkChannel;
import io.github.lvs4j.netlink.NetlinkProtocol;
import io.github.lvs4j.netlink.NetlinkSocket;
import io.github.lvs4j.netlink.socket.Errno;
import io.github.lvs4j.netlink.socket.LinuxSockets;
import io.github.lvs4j.netlink.socket.Pollable;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.NetworkState;
import io.github.lvs4j.route.NetworkTopic;
import java.time.DateTimeException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a network namespace for a loop: wait for it with a {@link io.github.lvs4j.netlink.socket.Poller} among other
 * sockets, then {@link #drain}. It hears everything from its opening on: read the state after opening, and nothing is missed.
 *
 * <p>It keeps what it told, and tells only what is new: each change once, in the kernel's order. After a loss of events, and
 * where the kernel changes something without a word, it reads again and tells the difference, so that what was told adds up to
 * what is there (see {@link NetworkEvent}).
 *
 * <p>Confined to its owner's thread. Never waits but for the kernel's answer to such a reading.
 */
public final class NetworkMonitor implements Pollable, AutoCloseable {

    private static final int MOST_DATAGRAMS = 1024;
    private static final int MOST_READINGS = 4; // of one drain, where everything changes all the time

    private final NetlinkSocket socket;
    private final RouteConversation kernel;
    private final MessageReader reader = new MessageReader();

    /** What was told. */
    private final NetworkView view;

    /** What follows from what was told; told as far as it is news then. */
    private final Queue<NetworkEvent> due = new ArrayDeque<>();

    /**
     * What was read, and on top of it what was heard since: some of that is older than the reading, so that only both together
     * are the present, and only when all is heard.
     */
    private @Nullable NetworkView fresh;

    private Set<NetworkTopic> read = Set.of();
    private boolean lost = true; // whatever was before the beginning
    private boolean lossIsTold = true;

    private NetworkMonitor(Set<NetworkTopic> topics, NetlinkSocket socket, RouteConversation kernel) {
        this.socket = socket;
        this.kernel = kernel;
        this.view = new NetworkView(topics, NetworkState.EMPTY);
        MessageType.groups(topics).forEach(socket::join);
        drain(event -> {
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
     * @param consumer is called for each event on this thread; what it throws ends the drain, and the next one goes on after
     *     that event
     * @return true if there may be more: this drain stopped after 1,024 datagrams
     * @throws MalformedMessageException for a message that cannot be read; the next drain tells of a
     *     loss, and what the message may have been about
     */
    public boolean drain(Consumer<? super NetworkEvent> consumer) {
        int readings = 0;
        tellDue(consumer);
        hear(consumer); // what another drain broke off at
        for (int i = 0; i < MOST_DATAGRAMS; i++) {
            int length = receive();
            if (length > 0) {
                hear(consumer);
            } else if (length == 0) {
                takeFresh();
                tellDue(consumer);
                if (isCurrent()) {
                    return false;
                }
                if (readings++ == MOST_READINGS || !readAgain()) {
                    return false;
                }
            }
            tellDue(consumer);
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
        return !lost && fresh == null && due.isEmpty() && !view.isDoubted();
    }

    /** The length of a datagram for the reader; 0 if there is none; negative if it is of no use. */
    private int receive() {
        try {
            int length = socket.receive();
            reader.wrap(socket.incoming(), length);
            return length;
        } catch (InterruptedReadException e) {
            if (e.errno() != Errno.EINTR) {
                lose();
            }
            return -1;
        } catch (MalformedMessageException e) {
            throw lose("datagram", e);
        }
    }

    private void lose() {
        lost = true;
        fresh = null; // some of what is to come on top of it is missing
        if (!lossIsTold) {
            lossIsTold = true;
            due.add(new NetworkEvent.Overrun());
        }
    }

    private void tellDue(Consumer<? super NetworkEvent> consumer) {
        for (NetworkEvent event = due.poll(); event != null; event = due.poll()) {
            if (view.put(event) && isWanted(event)) {
                consumer.accept(event);
            }
        }
    }

    private boolean isWanted(NetworkEvent event) {
        return event.topic().filter(topic -> !view.covers(topic)).isEmpty();
    }

    /** The messages of the datagram at hand. */
    private void hear(Consumer<? super NetworkEvent> consumer) {
        while (next()) {
            tellDue(consumer);
        }
    }

    private boolean next() {
        try {
            if (!reader.next()) {
                return false;
            }
        } catch (MalformedMessageException e) {
            throw lose("datagram", e);
        }
        try {
            if (fresh != null) {
                EventDecoder.decode(reader, fresh).forEach(this::refresh);
            }
            if (!lost) {
                due.addAll(EventDecoder.decode(reader, view));
            }
            return true;
        } catch (MalformedMessageException | IllegalArgumentException | DateTimeException e) {
            throw lose(MessageType.name(reader.type()), e);
        }
    }

    private MalformedMessageException lose(String what, RuntimeException cause) {
        lose();
        return new MalformedMessageException("hear of changes: malformed " + what + ": " + cause.getMessage(), cause);
    }

    /** Where a topic changes while it is read, the reading may have seen more than the event says, or less. */
    private void refresh(NetworkEvent event) {
        NetworkView target = Objects.requireNonNull(fresh);
        target.put(event);
        event.topic().ifPresent(target::distrust);
    }

    /** Everything is heard that could be older than the reading. */
    private void takeFresh() {
        if (fresh == null) {
            return;
        }
        due.addAll(view.state(read).eventsTo(fresh.state(read)));
        fresh.stale().forEach(view::distrust);
        fresh = null;
        lost = false;
        lossIsTold = false;
    }

    /** What makes events overrun may also keep the state from being read; then the next drain tries again. */
    private boolean readAgain() {
        if (lost) {
            view.distrustAll();
        }
        read = view.stale();
        read.add(NetworkTopic.LINKS); // others are called by them
        try {
            fresh = new NetworkView(read, present());
        } catch (InterruptedReadException e) {
            return false;
        }
        view.trust();
        return true;
    }

    private NetworkState present() {
        List<Link> links = kernel.links();
        LinkNames names = new LinkNames(links);
        return new NetworkState(
                links,
                read.contains(NetworkTopic.ADDRESSES) ? kernel.addresses(names) : List.of(),
                read.contains(NetworkTopic.ROUTES) ? kernel.routes(names) : List.of(),
                read.contains(NetworkTopic.RULES) ? kernel.rules() : List.of(),
                read.contains(NetworkTopic.NEIGHBORS) ? kernel.neighbors(names) : List.of());
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
