package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.vrrp.Authentication;
import io.github.lvs4j.vrrp.ChecksumPolicy;
import io.github.lvs4j.vrrp.Hmac;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VirtualMac;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.packet.Advertisement;
import io.github.lvs4j.vrrp.packet.AdvertisementCodec;
import io.github.lvs4j.vrrp.packet.AuthenticationHeader;
import io.github.lvs4j.vrrp.packet.ChecksumForm;
import io.github.lvs4j.vrrp.packet.HmacSigner;
import io.github.lvs4j.vrrp.packet.HmacTrailer;
import io.github.lvs4j.vrrp.packet.IntegrityCheck;
import io.github.lvs4j.vrrp.packet.Ipv4Header;
import io.github.lvs4j.vrrp.packet.SequenceCounter;
import io.github.lvs4j.vrrp.port.AdvertisementChannel;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends one router's advertisements to the group or to its peers. Confined to the loop. */
final class AdvertisementSender {

    private static final int ENVELOPE_LENGTH = Ipv4Header.LENGTH + AuthenticationHeader.LENGTH;

    private final VirtualRouter router;
    private final ChannelHost channel;
    private final LoopServices services;
    private final List<InetAddress> destinations;
    private final ByteBuffer buffer;
    private final SequenceCounter sequence;
    private final @Nullable IntegrityCheck integrity;
    private final @Nullable HmacSigner signer;
    private ChecksumForm form;
    private final @Nullable MacAddress linkSource; // null for the interface's own
    private Advertisement advertisement;
    private @Nullable InetAddress source;
    private int identification;
    private long sent;
    private boolean failing;

    /**
     * A sender.
     *
     * @param sequence numbers its authentication headers; the router's receiver moves it too
     */
    AdvertisementSender(VirtualRouter router, ChannelHost channel, LoopServices services, SequenceCounter sequence) {
        this.router = router;
        this.channel = channel;
        this.services = services;
        this.destinations = router.unicastPeers().isEmpty()
                ? List.of(router.family() == AddressFamily.INET ? Advertisement.GROUP_IPV4 : Advertisement.GROUP_IPV6)
                : router.unicastPeers();
        this.linkSource = router.virtualMac()
                .filter(virtual ->
                        !virtual.transmitOnBase() && router.unicastPeers().isEmpty())
                .map(virtual -> VirtualMac.addressOf(router.id(), router.family()))
                .orElse(null);
        this.advertisement = new Advertisement(
                router.version(),
                router.id(),
                router.priority(),
                router.advertisementInterval(),
                router.advertisedAddresses(),
                router.authentication().field());
        this.buffer = ByteBuffer.allocateDirect(
                ENVELOPE_LENGTH + AdvertisementCodec.length(advertisement) + HmacTrailer.LENGTH);
        this.sequence = sequence;
        this.integrity = router.authentication() instanceof Authentication.AuthenticationHeader header
                ? new IntegrityCheck(header.key())
                : null;
        this.signer = router.hmac().filter(Hmac::sends).map(HmacSigner::new).orElse(null);
        this.form = router.checksum() == ChecksumPolicy.MESSAGE_ONLY
                ? ChecksumForm.MESSAGE_ONLY
                : ChecksumForm.WITH_PSEUDO_HEADER;
    }

    /** The present master sends this form, which the automatic policy follows. */
    void follow(ChecksumForm received) {
        if (router.checksum() == ChecksumPolicy.AUTOMATIC) {
            form = received;
        }
    }

    void source(InetAddress address) {
        source = address;
    }

    /** Whether what it sends comes from a higher address than that. */
    boolean isAbove(InetAddress other) {
        InetAddress own = source;
        return own != null && IpAddress.compare(own, other) > 0;
    }

    long sent() {
        return sent;
    }

    /** Whether it left this host, to one of the peers at least. */
    boolean send(Priority priority) {
        InetAddress from = source;
        AdvertisementChannel open = channel.channel();
        if (from == null || open == null) {
            return false; // a router that lost its interface steps down without a word
        }
        if (!advertisement.priority().equals(priority)) {
            advertisement = advertisement.withPriority(priority);
        }
        long number = integrity != null ? sequence.next() : 0;
        boolean left = false;
        for (int i = 0; i < destinations.size(); i++) {
            identification = identification == 0xffff ? 1 : identification + 1;
            try {
                send(open, from, destinations.get(i), number);
                sent++;
                left = true;
                failing = false;
            } catch (RuntimeException failure) {
                report(failure);
            }
        }
        return left;
    }

    private void send(AdvertisementChannel open, InetAddress from, InetAddress destination, long number) {
        IntegrityCheck check = integrity;
        buffer.clear();
        if (check != null) {
            int length = AuthenticationHeader.LENGTH + AdvertisementCodec.length(advertisement);
            Ipv4Header.forAuthenticated(from, destination, identification, length)
                    .encode(buffer);
            AuthenticationHeader.of(from, number).encode(buffer);
            AdvertisementCodec.encode(advertisement, from, destination, form, buffer);
            buffer.flip();
            check.sign(buffer);
            if (linkSource != null) {
                open.sendPacketFrom(linkSource, destination, buffer);
            } else {
                open.sendPacket(destination, buffer);
            }
            return;
        }
        AdvertisementCodec.encode(advertisement, from, destination, form, buffer);
        buffer.flip();
        if (signer != null) {
            signer.append(buffer, from, services.wallNanos());
        }
        if (linkSource != null) {
            open.sendFrom(linkSource, from, destination, identification, buffer);
        } else {
            open.send(from, destination, identification, buffer);
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
