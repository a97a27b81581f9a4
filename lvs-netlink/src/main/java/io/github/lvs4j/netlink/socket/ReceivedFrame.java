package io.github.lvs4j.netlink.socket;

/**
 * Room for one link-layer frame of a {@link PacketSocket}, filled again and again without allocation. Confined to one
 * thread; valid until the next receive into it.
 */
public final class ReceivedFrame extends ReceivedBytes {

    /** Room for a frame of a usual network: 2,048 bytes. */
    public ReceivedFrame() {
        this(2048);
    }

    /**
     * Room for a frame.
     *
     * @param capacity bytes, link-layer header included; what is longer is cut
     */
    public ReceivedFrame(int capacity) {
        super(capacity);
    }

    @Override
    public String toString() {
        return "frame of " + bytes().limit() + " bytes";
    }
}
