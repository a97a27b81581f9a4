package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.ipvs.IpvsChange;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.netlink.AttributeWriter;
import io.github.lvs4j.netlink.MessageFlags;
import io.github.lvs4j.netlink.MessageWriter;
import io.github.lvs4j.netlink.generic.GenericChannel;

/** Writes one change as one message. Stateless; any thread. */
final class IpvsChangeEncoder {

    private IpvsChangeEncoder() {}

    /** Writes a change. */
    static void encode(IpvsChange change, int family, MessageWriter into) {
        if (change instanceof IpvsChange.CreateRealServer create) { // what there is most of
            RealServerCodec.encode(create.definition(), server(IpvsCommand.NEW_DEST, change, family, into));
        } else if (change instanceof IpvsChange.UpdateRealServer update) {
            RealServerCodec.encode(update.definition(), server(IpvsCommand.SET_DEST, change, family, into));
        } else if (change instanceof IpvsChange.RemoveRealServer remove) {
            RealServerCodec.encodeKey(remove.realServer(), server(IpvsCommand.DEL_DEST, change, family, into));
        } else if (change instanceof IpvsChange.CreateService create) {
            VirtualServiceCodec.encode(create.definition(), begin(IpvsCommand.NEW_SERVICE, family, into));
        } else if (change instanceof IpvsChange.UpdateService update) {
            VirtualServiceCodec.encode(update.definition(), begin(IpvsCommand.SET_SERVICE, family, into));
        } else if (change instanceof IpvsChange.RemoveService remove) {
            VirtualServiceCodec.encodeKey(remove.service(), begin(IpvsCommand.DEL_SERVICE, family, into));
        }
        into.end();
    }

    private static AttributeWriter begin(int command, int family, MessageWriter into) {
        return GenericChannel.begin(into, family, MessageFlags.REQUEST, command, IpvsCommand.VERSION)
                .attributes();
    }

    private static AttributeWriter server(int command, IpvsChange change, int family, MessageWriter into) {
        VirtualServiceKey service = change.service();
        if (into.resume(command, service)) { // the servers of one service follow each other and begin alike
            return into.attributes();
        }
        AttributeWriter attributes = begin(command, family, into);
        VirtualServiceCodec.encodeKey(service, attributes);
        into.opening(command, service);
        return attributes;
    }
}
