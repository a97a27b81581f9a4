package io.github.lvs4j.netlink.route;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.netlink.FakeKernel;
import io.github.lvs4j.netlink.MessageWriter;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.NetworkTopic;
import io.github.lvs4j.route.Route;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Links, addresses and routes that a monitor reads, and what it hears of them, each when a test says so. */
final class FakeNamespace {

    static final InterfaceName BASE = InterfaceName.of("base");
    private static final int UP = 0x10043; // IFF_UP, IFF_BROADCAST, IFF_RUNNING, IFF_LOWER_UP

    final FakeKernel events = new FakeKernel((kernel, request) -> {});
    final FakeKernel requests = new FakeKernel(this::answer);
    final List<byte[]> links = new ArrayList<>();
    final List<byte[]> addresses = new ArrayList<>();
    final List<byte[]> routes = new ArrayList<>();

    /** What happens at the next reading of links, before it is answered, and after. */
    Runnable beforeReading = () -> {};

    Runnable afterReading = () -> {};
    int readings;

    NetworkMonitor monitor(Set<NetworkTopic> topics) {
        return NetworkMonitor.over(topics, events, requests);
    }

    private void answer(FakeKernel kernel, FakeKernel.Request request) {
        List<byte[]> answer = switch (request.type()) {
            case MessageType.GET_LINK -> {
                readings++;
                beforeReading.run();
                yield links;
            }
            case MessageType.GET_ADDRESS -> addresses;
            case MessageType.GET_ROUTE -> request.body()[0] == 2 ? routes : List.of();
            default -> List.of();
        };
        for (byte[] message : answer) {
            ByteBuffer.wrap(message).order(ByteOrder.nativeOrder()).putInt(8, request.sequence());
            kernel.reply(message);
        }
        kernel.reply(FakeKernel.done(request));
        if (request.type() == MessageType.GET_LINK) {
            afterReading.run();
        }
    }

    private static byte[] bytes(Consumer<MessageWriter> encoder) {
        ByteBuffer buffer = ByteBuffer.allocate(1024).order(ByteOrder.nativeOrder());
        MessageWriter writer = new MessageWriter(buffer);
        encoder.accept(writer);
        byte[] bytes = new byte[writer.length()];
        buffer.get(0, bytes);
        return bytes;
    }

    static byte[] link(boolean isThere, int index, String name, boolean up) {
        return bytes(into -> {
            into.begin(isThere ? MessageType.NEW_LINK : MessageType.DEL_LINK, 0);
            into.u8(0).u8(0).u16(1).u32(index).u32(up ? UP : 2).u32(0);
            into.attributes().string(LinkCodec.NAME, name).u32(LinkCodec.MTU, 1500);
            into.end();
        });
    }

    static byte[] address(boolean isThere, InterfaceAddress address, int link) {
        return bytes(into -> {
            if (isThere) {
                AddressCodec.encode(address, link, 0, into);
            } else {
                AddressCodec.encodeRemoval(address, link, into);
            }
        });
    }

    static byte[] route(boolean isThere, Route route, int link) {
        int type = isThere ? MessageType.NEW_ROUTE : MessageType.DEL_ROUTE;
        return bytes(into -> RouteCodec.encode(route, name -> link, type, 0, into));
    }
}
