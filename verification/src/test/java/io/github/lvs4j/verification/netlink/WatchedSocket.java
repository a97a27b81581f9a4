package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.netlink.NetlinkSocket;
import java.nio.ByteBuffer;

/** The kernel's socket with its system calls counted, and something done before each datagram is taken. */
final class WatchedSocket implements NetlinkSocket {

    private final NetlinkSocket socket;
    private Runnable beforeReceiving = () -> {};
    private int sends;
    private int receives;

    WatchedSocket(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** Does this before each datagram from now on. */
    void beforeReceiving(Runnable action) {
        beforeReceiving = action;
    }

    /** System calls since the last time this was asked. */
    int calls() {
        int calls = sends + receives;
        sends = 0;
        receives = 0;
        return calls;
    }

    @Override
    public ByteBuffer outgoing() {
        return socket.outgoing();
    }

    @Override
    public ByteBuffer incoming() {
        return socket.incoming();
    }

    @Override
    public void send(int length) {
        sends++;
        socket.send(length);
    }

    @Override
    public int receive() {
        beforeReceiving.run();
        receives++;
        return socket.receive();
    }

    @Override
    public void join(int group) {
        socket.join(group);
    }

    @Override
    public int port() {
        return socket.port();
    }

    @Override
    public int descriptor() {
        return socket.descriptor();
    }

    @Override
    public void close() {
        socket.close();
    }
}
