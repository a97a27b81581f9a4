package io.github.lvs4j.vrrp.linux;

import io.github.lvs4j.netlink.socket.Pollable;
import io.github.lvs4j.netlink.socket.Poller;
import io.github.lvs4j.vrrp.port.LoopWaiter;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Sleeps on a {@link Poller}. Sockets may be added from any thread; they join the poller before the next wait. */
final class PollerWaiter implements LoopWaiter {

    private final Poller poller;
    private final Queue<Pollable> arrivals = new ConcurrentLinkedQueue<>();

    PollerWaiter(Poller poller) {
        this.poller = poller;
    }

    /** Any thread. */
    void add(Pollable socket) {
        arrivals.add(socket);
        poller.wakeup();
    }

    /** The loop's thread, before the socket is closed. */
    void remove(Pollable socket) {
        if (!arrivals.remove(socket)) {
            poller.unregister(socket);
        }
    }

    @Override
    public void await(long timeoutNanos) {
        for (Pollable socket = arrivals.poll(); socket != null; socket = arrivals.poll()) {
            poller.register(socket);
        }
        poller.await(Duration.ofNanos(timeoutNanos));
    }

    @Override
    public void wakeup() {
        poller.wakeup();
    }

    @Override
    public void close() {
        poller.close();
    }
}
