package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.netlink.AttributeReader;
import io.github.lvs4j.netlink.MessageWriter;
import io.github.lvs4j.netlink.socket.Errno;
import io.github.lvs4j.testkit.netlink.FakeNetlinkSocket;
import io.github.lvs4j.testkit.netlink.KernelMessages;
import io.github.lvs4j.testkit.netlink.KernelRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** A kernel with links alone, as bytes (linux/rtnetlink.h, linux/if_link.h): it lists them, reads one, and sets their MTU. */
final class FakeNetwork {

    static final int NEW_LINK = 16;
    private static final int GET_LINK = 18;
    private static final int HEADER = 16; // struct ifinfomsg
    private static final int NAME = 3;
    private static final int MTU = 4;
    private static final int INFO = 18;

    private final Map<String, Integer> mtus = new TreeMap<>(Map.of("eth0", 1500, "eth1", 1500));

    /** What happens while a request is answered. */
    Runnable meanwhile = () -> {};

    FakeNetlinkSocket socket() {
        return new FakeNetlinkSocket(this::answer);
    }

    int mtu(String name) {
        return mtus.get(name);
    }

    private void answer(FakeNetlinkSocket socket, KernelRequest request) {
        meanwhile.run();
        String name = "";
        int mtu = 0;
        AttributeReader attributes = request.attributes(request.type() <= GET_LINK ? HEADER : request.body().length);
        while (attributes.next()) {
            if (attributes.type() == NAME) {
                name = attributes.string();
            } else if (attributes.type() == MTU) {
                mtu = attributes.s32();
            }
        }
        if (request.isDump()) {
            if (request.type() == GET_LINK) {
                mtus.keySet().forEach(each -> socket.reply(KernelMessages.message(request, NEW_LINK, 2, link(each))));
            }
            socket.reply(KernelMessages.done(request, 0));
        } else if (!mtus.containsKey(name)) {
            socket.reply(KernelMessages.error(request, Errno.ENODEV));
        } else if (request.type() == GET_LINK) {
            socket.reply(KernelMessages.message(request, NEW_LINK, 0, link(name)));
        } else {
            mtus.put(name, mtu);
            socket.reply(KernelMessages.acknowledgement(request));
        }
    }

    /** The body of a link's message; its kind is nested. */
    byte[] link(String name) {
        ByteBuffer buffer = ByteBuffer.allocate(1024).order(ByteOrder.nativeOrder());
        MessageWriter writer = new MessageWriter(buffer);
        writer.begin(NEW_LINK, 0)
                .u8(0)
                .u8(0)
                .u16(1)
                .u32(name.hashCode() & 0xff)
                .u32(0x10043)
                .u32(0);
        writer.attributes().string(NAME, name).u32(MTU, mtu(name));
        int mark = writer.attributes().nested(INFO);
        writer.attributes().string(1, "veth").endNested(mark);
        writer.end();
        return Arrays.copyOfRange(buffer.array(), MessageWriter.HEADER, writer.length());
    }
}
