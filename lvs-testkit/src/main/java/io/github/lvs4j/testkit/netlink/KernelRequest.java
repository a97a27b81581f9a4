package io.github.lvs4j.testkit.netlink;

import io.github.lvs4j.netlink.AttributeReader;
import io.github.lvs4j.netlink.MessageFlags;
import io.github.lvs4j.netlink.MessageWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One message that was sent to a {@link FakeNetlinkSocket} (struct nlmsghdr of linux/netlink.h).
 *
 * @param type its type; for generic netlink the family's number
 * @param flags {@link MessageFlags}
 * @param sequence what an answer must bear
 * @param port of the socket that sent it: an answer bears it too
 * @param body what follows the header
 */
public record KernelRequest(int type, int flags, int sequence, int port, byte[] body) {

    /** As the kernel does, ignores everything after an impossible length. */
    static List<KernelRequest> all(ByteBuffer bytes, int length, int port) {
        List<KernelRequest> requests = new ArrayList<>();
        int at = 0;
        while (length - at >= MessageWriter.HEADER) {
            int size = bytes.getInt(at);
            if (size < MessageWriter.HEADER || size > length - at) {
                break;
            }
            byte[] body = new byte[size - MessageWriter.HEADER];
            bytes.get(at + MessageWriter.HEADER, body);
            requests.add(new KernelRequest(
                    bytes.getShort(at + 4) & 0xffff,
                    bytes.getShort(at + 6) & 0xffff,
                    bytes.getInt(at + 8),
                    port,
                    body));
            at += (size + 3) & ~3;
        }
        return requests;
    }

    /**
     * Whether it asks for a whole table.
     *
     * @return true if the dump flag is set
     */
    public boolean isDump() {
        return (flags & MessageFlags.DUMP) == MessageFlags.DUMP;
    }

    /**
     * Whether it asks for an acknowledgement.
     *
     * @return true if the kernel answers even if all is well
     */
    public boolean isAcknowledged() {
        return (flags & MessageFlags.ACK) != 0;
    }

    /**
     * The command of a generic netlink message.
     *
     * @return 0 to 255
     */
    public int command() {
        return body[0] & 0xff;
    }

    /**
     * A cursor over its attributes.
     *
     * @param fixedPart bytes of the body before the first
     * @return a new reader
     */
    public AttributeReader attributes(int fixedPart) {
        return new AttributeReader().wrap(ByteBuffer.wrap(body).order(ByteOrder.nativeOrder()), fixedPart, body.length);
    }
}
