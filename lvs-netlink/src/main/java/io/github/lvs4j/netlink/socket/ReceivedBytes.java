package io.github.lvs4j.netlink.socket;

import java.nio.ByteBuffer;

/** What packets and frames have in common: bytes, and when the kernel received them. Confined to one thread. */
public abstract sealed class ReceivedBytes permits ReceivedPacket, ReceivedFrame {

    private final ByteBuffer bytes;
    private boolean truncated;
    private long stampNanos;
    private long ageNanos;

    ReceivedBytes(int capacity) {
        if (capacity < 64) {
            throw new IllegalArgumentException("room for " + capacity + " bytes is too little: at least 64");
        }
        bytes = ByteBuffer.allocate(capacity).limit(0);
    }

    /**
     * Everything that came, headers as the kernel gives them.
     *
     * @return position 0 to the end, big endian; the caller may move position and limit
     */
    public ByteBuffer bytes() {
        return bytes;
    }

    /**
     * Whether the end was cut off because there was no room for it.
     *
     * @return true if bytes are missing
     */
    public boolean isTruncated() {
        return truncated;
    }

    /**
     * When the kernel received it, by the wall clock (SO_TIMESTAMPNS): of use against other stamps. The kernel begins to
     * stamp on arrival a moment after the first socket of the whole system has asked for it; what came before that is
     * stamped when it is read.
     *
     * @return nanoseconds since 1970; 0 if the kernel gave no stamp
     */
    public long stampNanos() {
        return stampNanos;
    }

    /**
     * How long it had waited in the socket when it was read: the wall clock at reading less {@link #stampNanos}. Negative
     * or far too large if the clock was set meanwhile; clamp it to what is possible. Monotonic now less this is the receive
     * time on the monotonic clock.
     *
     * @return nanoseconds; 0 if the kernel gave no stamp
     */
    public long ageNanos() {
        return ageNanos;
    }

    /**
     * Fills bytes and time; for implementations of the sockets.
     *
     * @param from copied from position 0
     * @param length its length on the wire, which may exceed the room here or there
     * @param stamp wall clock at arrival in nanoseconds; 0 if unknown
     * @param age nanoseconds from arrival to reading; 0 if unknown
     */
    public void fill(ByteBuffer from, int length, long stamp, long age) {
        int kept = Math.min(length, Math.min(from.capacity(), bytes.capacity()));
        bytes.clear();
        from.get(0, bytes.array(), 0, kept);
        bytes.limit(kept);
        truncated = kept < length;
        stampNanos = stamp;
        ageNanos = age;
    }
}
