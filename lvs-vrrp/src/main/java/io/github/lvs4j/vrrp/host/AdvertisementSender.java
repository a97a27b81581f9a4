package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.packet.Advertisement;
import io.github.lvs4j.vrrp.packet.AdvertisementCodec;
import io.github.lvs4j.vrrp.port.AdvertisementChannel;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends one router's advertisements to the group or to its peers. Confined to the loop. */
final class AdvertisementSender {

    private final VirtualRouter router;
    private final ChannelHost channel;
    private final LoopServices services;
    private final List<InetAddress> destinations;
    private final ByteBuffer buffer;
    private Advertisement advertisement;
    private @Nullable InetAddress source;
    private int identification;
    private long sent;
    private boolean failing;

    AdvertisementSender(VirtualRouter router, ChannelHost channel, LoopServices services) {
        this.router = router;
        this.channel = channel;
        this.services = services;
        this.destinations = router.unicastPeers().isEmpty()
                ? List.of(router.family() == AddressFamily.INET ? Advertisement.GROUP_IPV4 : Advertisement.GROUP_IPV6)
                : router.unicastPeers();
        this.advertisement = new Advertisement(
                router.version(),
                router.id(),
                router.priority(),
                router.advertisementInterval(),
                router.advertisedAddresses(),
                router.authentication().field());
        this.buffer = ByteBuffer.allocateDirect(AdvertisementCodec.length(advertisement));
    }

    void source(InetAddress address) {
        source = address;
    }

    long sent() {
        return sent;
    }

    void send(Priority priority) {
        InetAddress from = source;
        AdvertisementChannel open = channel.channel();
        if (from == null || open == null) {
            return; // a router that lost its interface steps down without a word
        }
        if (!advertisement.priority().equals(priority)) {
            advertisement = advertisement.withPriority(priority);
        }
        for (InetAddress destination : destinations) {
            buffer.clear();
            AdvertisementCodec.encode(advertisement, from, destination, router.checksumForm(), buffer);
            buffer.flip();
            identification = identification == 0xffff ? 1 : identification + 1;
            try {
                open.send(from, destination, identification, buffer);
                sent++;
                failing = false;
            } catch (RuntimeException failure) {
                report(failure);
            }
        }
    }

    /** One event when sending begins to fail; the link monitor will say the rest. */
    private void report(RuntimeException failure) {
        if (!failing) {
            failing = true;
            services.publish(new VrrpEvent.OperationFailed(
                    services.wallTime(), router.name(), "sending an advertisement", failure));
        }
    }
}
