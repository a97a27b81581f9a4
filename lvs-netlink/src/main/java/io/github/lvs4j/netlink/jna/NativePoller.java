package io.github.lvs4j.netlink.jna;

import io.github.lvs4j.netlink.socket.Errno;
import io.github.lvs4j.netlink.socket.Pollable;
import io.github.lvs4j.netlink.socket.Poller;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** ppoll(2) over an array of struct pollfd, whose first entry is an eventfd(2) for wake-ups. */
public final class NativePoller implements Poller {

    /** struct pollfd of poll.h: int fd, short events, short revents. */
    private static final int ENTRY = 8;

    private static final int REVENTS = 6;

    /** The kernel ends a wait late by up to 1/1000 of it, or 1/200 where the process is nice (fs/select.c, estimate_accuracy). */
    private static final long EARLY_PART = 128;

    /** Below, that is less than what any timer may be late (timerslack in proc(5)). */
    private static final long SHORT_NANOS = 50_000_000;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** Nobody minds to be woken once an hour. */
    private static final long LONGEST_SECONDS = 3600;

    private final List<Pollable> sockets = new ArrayList<>();
    private final FileDescriptor bell =
            new FileDescriptor(LibC.eventfd(0, Constants.EFD_CLOEXEC | Constants.EFD_NONBLOCK), "make a poller");
    private final Object bellLock = new Object();
    /** struct timespec at 0, the bell's counter at 16, the one to add at 24. */
    private final NativeMemory fixed = new NativeMemory(32);

    private NativeMemory entries = new NativeMemory(8 * ENTRY);
    private boolean stale = true;

    /** Opens a poller. */
    public NativePoller() {
        fixed.bytes().putLong(24, 1);
    }

    @Override
    public void register(Pollable socket) {
        if (indexOf(socket) >= 0) {
            throw new IllegalArgumentException(socket + " is registered already");
        }
        sockets.add(socket);
        stale = true;
    }

    @Override
    public void unregister(Pollable socket) {
        int index = indexOf(socket);
        if (index >= 0) {
            sockets.remove(index);
            stale = true;
        }
    }

    @Override
    public boolean await(Duration timeout) {
        int bellNumber = bell.number();
        fillEntries(bellNumber);
        int ready = poll(nanos(timeout));
        if (ready < 0) {
            int errno = SystemCall.errno();
            forgetReadiness();
            if (errno == Errno.EINTR) {
                return false;
            }
            throw Errno.failure("wait for " + sockets.size() + " sockets", errno, null);
        }
        if (entries.bytes().getShort(REVENTS) != 0) {
            LibC.read(bellNumber, fixed.address(16), 8);
            ready--;
        }
        return ready > 0;
    }

    /** A long wait is made in two: what is left at the end of the first is so short that the second ends in time. */
    private int poll(long nanos) {
        if (nanos <= SHORT_NANOS) {
            return pollOnce(nanos);
        }
        long deadline = System.nanoTime() + nanos;
        int ready = pollOnce(nanos - nanos / EARLY_PART);
        return ready != 0 ? ready : pollOnce(Math.max(0, deadline - System.nanoTime()));
    }

    private int pollOnce(long nanos) {
        fixed.bytes().putLong(0, nanos / NANOS_PER_SECOND).putLong(8, nanos % NANOS_PER_SECOND);
        return LibC.ppoll(entries.address(0), sockets.size() + 1L, fixed.address(0), 0);
    }

    private static long nanos(Duration timeout) {
        long seconds = Math.max(-1, Math.min(timeout.getSeconds(), LONGEST_SECONDS));
        return Math.max(0, seconds * NANOS_PER_SECOND + timeout.getNano());
    }

    @Override
    public boolean isReadable(Pollable socket) {
        int index = indexOf(socket);
        return index >= 0 && !stale && entries.bytes().getShort((index + 1) * ENTRY + REVENTS) != 0;
    }

    @Override
    public void wakeup() {
        synchronized (bellLock) {
            if (!bell.isClosed()) {
                LibC.write(bell.number(), fixed.address(24), 8);
            }
        }
    }

    @Override
    public void close() {
        synchronized (bellLock) {
            bell.close();
        }
    }

    private void fillEntries(int bellNumber) {
        if (!stale) {
            return;
        }
        int needed = (sockets.size() + 1) * ENTRY;
        if (entries.bytes().capacity() < needed) {
            entries = new NativeMemory(2 * needed);
        }
        putEntry(0, bellNumber);
        for (int i = 0; i < sockets.size(); i++) {
            putEntry((i + 1) * ENTRY, sockets.get(i).descriptor());
        }
        stale = false;
    }

    private void putEntry(int at, int descriptor) {
        entries.bytes().putInt(at, descriptor).putInt(at + 4, 0).putShort(at + 4, (short) Constants.POLLIN);
    }

    private void forgetReadiness() {
        ByteBuffer bytes = entries.bytes();
        for (int i = 0; i <= sockets.size(); i++) {
            bytes.putShort(i * ENTRY + REVENTS, (short) 0);
        }
    }

    private int indexOf(Pollable socket) {
        for (int i = 0; i < sockets.size(); i++) {
            if (sockets.get(i) == socket) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public String toString() {
        return "poller of " + sockets;
    }
}
