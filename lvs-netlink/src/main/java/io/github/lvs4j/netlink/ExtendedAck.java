package io.github.lvs4j.netlink;

import java.util.Optional;

/**
 * What the kernel says beyond an error number (NETLINK_EXT_ACK; enum nlmsgerr_attrs of linux/netlink.h). rtnetlink often
 * does, IPVS never.
 *
 * @param message the kernel's own words, or a warning with an acknowledgement
 */
public record ExtendedAck(Optional<String> message) {

    /** Nothing said. */
    public static final ExtendedAck NONE = new ExtendedAck(Optional.empty());

    private static final int ATTR_MSG = 1;

    /**
     * Reads it from an error, an acknowledgement or the end of a dump.
     *
     * @param message a message of one of those types
     * @return {@link #NONE} if nothing more was said
     * @throws MalformedMessageException if the message is cut off
     */
    public static ExtendedAck of(MessageReader message) {
        if ((message.flags() & MessageFlags.ACK_ATTRIBUTES) == 0) {
            return NONE;
        }
        int fixedPart = 4;
        if (message.type() == MessageFlags.TYPE_ERROR) {
            boolean capped = (message.flags() & MessageFlags.CAPPED) != 0;
            int echoed = capped ? MessageWriter.HEADER : message.s32(4);
            fixedPart += (Math.max(echoed, MessageWriter.HEADER) + 3) & ~3;
        }
        AttributeReader attributes = message.attributes(fixedPart, new AttributeReader());
        while (attributes.next()) {
            if (attributes.type() == ATTR_MSG) {
                return new ExtendedAck(Optional.of(attributes.string()));
            }
        }
        return NONE;
    }
}
