package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.ipvs.IpvsChange;
import io.github.lvs4j.netlink.AttributeWriter;
import io.github.lvs4j.netlink.MessageFlags;
import io.github.lvs4j.netlink.MessageWriter;
import io.github.lvs4j.netlink.generic.GenericChannel;

/** Writes one change as one message. Stateless; any thread. */
final class IpvsChangeEncoder {

    private IpvsChangeEncoder() {}

    /** Writes a change. */
    static void encode(IpvsChange change, int family, MessageWriter into) {
        AttributeWriter attributes = GenericChannel.begin(
                        into, family, MessageFlags.REQUEST, command(change), IpvsCommand.VERSION)
                .attributes();
        if (change instanceof IpvsChange.CreateService create) {
            VirtualServiceCodec.encode(create.definition(), attributes);
        } else if (change instanceof IpvsChange.UpdateService update) {
            VirtualServiceCodec.encode(update.definition(), attributes);
        } else {
            VirtualServiceCodec.encodeKey(change.service(), attributes);
            server(change, attributes);
        }
        into.end();
    }

    private static void server(IpvsChange change, AttributeWriter attributes) {
        if (change instanceof IpvsChange.CreateRealServer create) {
            RealServerCodec.encode(create.definition(), attributes);
        } else if (change instanceof IpvsChange.UpdateRealServer update) {
            RealServerCodec.encode(update.definition(), attributes);
        } else if (change instanceof IpvsChange.RemoveRealServer remove) {
            RealServerCodec.encodeKey(remove.realServer(), attributes);
        }
    }

    private static int command(IpvsChange change) {
        if (change instanceof IpvsChange.CreateRealServer) {
            return IpvsCommand.NEW_DEST;
        }
        if (change instanceof IpvsChange.UpdateRealServer) {
            return IpvsCommand.SET_DEST;
        }
        if (change instanceof IpvsChange.RemoveRealServer) {
            return IpvsCommand.DEL_DEST;
        }
        if (change instanceof IpvsChange.CreateService) {
            return IpvsCommand.NEW_SERVICE;
        }
        return change instanceof IpvsChange.UpdateService ? IpvsCommand.SET_SERVICE : IpvsCommand.DEL_SERVICE;
    }
}
