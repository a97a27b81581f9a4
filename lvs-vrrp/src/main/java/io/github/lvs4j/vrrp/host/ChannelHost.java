package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.vrrp.Authentication;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpStatus;
import io.github.lvs4j.vrrp.VrrpVersion;
import io.github.lvs4j.vrrp.packet.AdvertisementCodec;
import io.github.lvs4j.vrrp.packet.AdvertisementError;
import io.github.lvs4j.vrrp.packet.RejectionCause;
import io.github.lvs4j.vrrp.port.AdvertisementChannel;
import io.github.lvs4j.vrrp.port.AuthenticationHeaders;
import io.github.lvs4j.vrrp.port.IncomingPacket;
import io.github.lvs4j.vrrp.port.VrrpPorts;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The channel of one interface and family, and the routers that share it. The channel is closed while its interface is missing
 * and opened again when one of that name appears. Confined to the loop.
 */
final class ChannelHost {

    final InterfaceName interfaceName;
    final AddressFamily family;
    final boolean besides;
    private final List<RouterHost> routers = new ArrayList<>();
    private final @Nullable RouterHost[] byNumber = new RouterHost[256];
    boolean opening;
    private final OccurrenceLog<RejectionCause> unclaimed = new OccurrenceLog<>(RejectionCause.class);
    private @Nullable AdvertisementChannel channel;
    private int interfaceIndex;
    private boolean toReopen;
    private long reopenNanos;

    /**
     * A closed one.
     *
     * @param besides whether it is that of a virtual MAC, which hears besides its own what its interface hears
     */
    ChannelHost(InterfaceName interfaceName, AddressFamily family, boolean besides) {
        this.besides = besides;
        this.interfaceName = interfaceName;
        this.family = family;
    }

    void join(RouterHost router) {
        routers.add(router);
        byNumber[router.router().id().value()] = router;
    }

    /** The router with a number; null if there is none, as for -1. */
    @Nullable
    RouterHost router(int number) {
        return number < 0 ? null : byNumber[number];
    }

    /** Opens a channel that hears all that its routers need. Any thread, once the routers are there. */
    AdvertisementChannel openFrom(VrrpPorts ports) {
        AuthenticationHeaders headers = AuthenticationHeaders.IGNORED;
        for (RouterHost host : routers) {
            AuthenticationHeaders wanted = headersFor(host.router());
            headers = wanted.compareTo(headers) > 0 ? wanted : headers;
        }
        return ports.openChannel(interfaceName, family, headers);
    }

    private static AuthenticationHeaders headersFor(VirtualRouter router) {
        if (router.version() != VrrpVersion.V2) {
            return AuthenticationHeaders.IGNORED;
        }
        boolean own = router.authentication() instanceof Authentication.AuthenticationHeader;
        return own && !router.unicastPeers().isEmpty() ? AuthenticationHeaders.ALL : AuthenticationHeaders.MULTICAST;
    }

    /** A packet with a number that no router here has, or without one. */
    void onUnclaimed(IncomingPacket packet, LoopServices services) {
        if (besides) {
            return;
        }
        int vrid = packet.virtualRouterId();
        AdvertisementError error = vrid < 0
                ? new AdvertisementError.TooShort(
                        OptionalInt.empty(), packet.message().remaining(), AdvertisementCodec.HEADER_LENGTH)
                : new AdvertisementError.UnknownVirtualRouter(OptionalInt.of(vrid), vrid);
        if (unclaimed.count(error.cause())) {
            services.publish(new VrrpEvent.PacketUnclaimed(
                    services.wallTime(), interfaceName, error, packet.envelope().source()));
        }
    }

    VrrpStatus.LinkStatus status() {
        return new VrrpStatus.LinkStatus(interfaceName, family, unclaimed.counts());
    }

    @Nullable
    AdvertisementChannel channel() {
        return channel;
    }

    boolean isOpenFor(int index) {
        return channel != null && interfaceIndex == index;
    }

    void open(AdvertisementChannel opened, int index) {
        close();
        channel = opened;
        interfaceIndex = index;
    }

    /** The kernel refused a socket, as when the process has too many files open: tries again then. True the first time. */
    boolean reopenAt(long instantNanos) {
        boolean first = !toReopen;
        toReopen = true;
        reopenNanos = instantNanos;
        return first;
    }

    void reopened() {
        toReopen = false;
    }

    boolean isToReopen(long nowNanos) {
        return toReopen && !opening && nowNanos - reopenNanos >= 0;
    }

    long nanosToReopening(long nowNanos, long bound) {
        return toReopen && !opening ? Math.min(bound, reopenNanos - nowNanos) : bound;
    }

    void close() {
        AdvertisementChannel present = channel;
        if (present != null) {
            present.close();
            channel = null;
        }
    }
}
