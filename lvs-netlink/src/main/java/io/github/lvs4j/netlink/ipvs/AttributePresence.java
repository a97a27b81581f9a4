package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.netlink.AttributeReader;
import io.github.lvs4j.netlink.MessageReader;
import io.github.lvs4j.netlink.generic.GenericChannel;
import java.util.BitSet;

/** Which attributes a kernel puts into its answers: what it tells it knows. */
final class AttributePresence {

    private AttributePresence() {}

    /**
     * Lists the attributes of one object.
     *
     * @param message an answer
     * @param object IPVS_CMD_ATTR_SERVICE, _DEST or _DAEMON
     * @return the types of the attributes within; empty if the message is of no such object
     */
    static BitSet within(MessageReader message, int object) {
        BitSet types = new BitSet();
        AttributeReader outer = message.attributes(GenericChannel.HEADER, new AttributeReader());
        while (outer.next()) {
            if (outer.type() == object) {
                AttributeReader inner = outer.nested();
                while (inner.next()) {
                    types.set(inner.type());
                }
            }
        }
        return types;
    }
}
