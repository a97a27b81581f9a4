package io.github.lvs4j.netlink.generic;

import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.netlink.AttributeReader;
import io.github.lvs4j.netlink.MalformedMessageException;
import io.github.lvs4j.netlink.MessageFlags;
import io.github.lvs4j.netlink.MessageReader;
import io.github.lvs4j.netlink.MessageWriter;
import io.github.lvs4j.netlink.NetlinkChannel;
import io.github.lvs4j.netlink.Refusals;
import java.util.Optional;

/**
 * What generic netlink (linux/genetlink.h) adds to a channel: a header of four bytes, and families found by name. Any
 * thread may call.
 */
public final class GenericChannel implements AutoCloseable {

    /** Length of struct genlmsghdr: command, version, two bytes reserved. */
    public static final int HEADER = 4;

    private static final int ID_CTRL = 0x10;
    private static final int CMD_GETFAMILY = 3;
    private static final int ATTR_FAMILY_ID = 1;
    private static final int ATTR_FAMILY_NAME = 2;
    private static final int ATTR_VERSION = 3;

    private final NetlinkChannel channel;

    /**
     * Takes ownership of a channel.
     *
     * @param channel a channel of protocol GENERIC
     */
    public GenericChannel(NetlinkChannel channel) {
        this.channel = channel;
    }

    /**
     * The channel below.
     *
     * @return for requests to a family
     */
    public NetlinkChannel netlink() {
        return channel;
    }

    /**
     * Begins a message to a family.
     *
     * @param into where to
     * @param family the family's id
     * @param flags {@link MessageFlags}
     * @param command of the family
     * @param version of the family's interface
     * @return the writer, for attributes
     */
    public static MessageWriter begin(MessageWriter into, int family, int flags, int command, int version) {
        return into.begin(family, flags).u8(command).u8(version).u16(0);
    }

    /**
     * Looks a family up. Kernels with module loading may load the module that is known to provide it.
     *
     * @param name as "IPVS"
     * @return empty if the kernel has no such family now
     */
    public Optional<GenericFamily> resolve(String name) {
        try {
            return channel.get(
                    "look generic netlink family " + name + " up",
                    (index, into) -> {
                        begin(into, ID_CTRL, MessageFlags.REQUEST, CMD_GETFAMILY, 1)
                                .attributes()
                                .string(ATTR_FAMILY_NAME, name);
                        into.end();
                    },
                    message -> decode(name, message),
                    Refusals.GENERAL);
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private static GenericFamily decode(String name, MessageReader message) {
        AttributeReader attributes = message.attributes(HEADER, new AttributeReader());
        int id = 0;
        int version = 0;
        while (attributes.next()) {
            if (attributes.type() == ATTR_FAMILY_ID) {
                id = attributes.u16();
            } else if (attributes.type() == ATTR_VERSION) {
                version = (int) attributes.u32();
            }
        }
        if (id < MessageFlags.FIRST_TYPE) {
            throw new MalformedMessageException("generic netlink family " + name + " with the number " + id);
        }
        return new GenericFamily(name, id, version);
    }

    /** Closes the channel. */
    @Override
    public void close() {
        channel.close();
    }
}
