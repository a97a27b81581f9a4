package io.github.lvs4j.netlink.route;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.netlink.AttributeReader;
import io.github.lvs4j.route.NextHop;
import io.github.lvs4j.route.Route;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Where a route that is read leads: the attributes of linux/rtnetlink.h that say so, in whatever order and however often they
 * come. Whatever they are, a {@link Route} can be made of it. Confined to one thread.
 */
final class RouteWay {

    static final int OUT_INTERFACE = 4;
    static final int MULTIPATH = 9;
    static final int NEXT_HOP_ID = 30;

    private final LinkNames names;
    private @Nullable InetAddress gateway;
    private @Nullable InterfaceName link;
    private List<NextHop> hops = List.of();
    private long id;
    private boolean unclear;

    RouteWay(LinkNames names) {
        this.names = names;
    }

    /** Takes one of the attributes above, or a gateway. */
    void read(AttributeReader attribute) {
        switch (attribute.type()) {
            case NextHopCodec.GATEWAY -> gateway = attribute.address();
            case NextHopCodec.VIA -> {
                gateway = NextHopCodec.via(attribute.bytes());
                unclear |= gateway == null;
            }
            case OUT_INTERFACE -> link = names.name(attribute.s32());
            case NEXT_HOP_ID -> id = attribute.u32();
            default -> {
                List<NextHop> read = NextHopCodec.decode(attribute.bytes(), names);
                hops = read == null ? List.of() : read;
                unclear |= read == null;
            }
        }
    }

    /** Whether it leads anywhere that could be named. */
    boolean leads() {
        return gateway != null || link != null || !hops.isEmpty() || id != 0;
    }

    /**
     * Whether it is more than a {@link Route} can say: a gateway of an unknown family, or one way beside several. Of a next hop
     * object the number says all.
     */
    boolean isUnclear() {
        return (unclear && id == 0) || (!hops.isEmpty() && (gateway != null || link != null));
    }

    /** Puts as much of it into a route as a route can hold. */
    void into(Route.Builder route) {
        if (!hops.isEmpty()) {
            route.nextHops(hops);
        } else {
            route.gateway(Optional.ofNullable(gateway)).interfaceName(Optional.ofNullable(link));
        }
        route.nextHopId(id == 0 ? OptionalLong.empty() : OptionalLong.of(id));
    }
}
