package io.github.lvs4j.netlink.route;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.netlink.AttributeReader;
import io.github.lvs4j.netlink.MalformedMessageException;
import io.github.lvs4j.route.NextHop;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The several ways of a route (struct rtnexthop of linux/rtnetlink.h). Stateless; any thread. */
final class NextHopCodec {

    /** struct rtnexthop: u16 length, u8 flags, u8 weight less one, s32 index; attributes follow. */
    private static final int HEADER = 8;

    private static final int ATTRIBUTE = 4;

    static final int GATEWAY = 5;
    static final int VIA = 18;
    static final int FLAG_ON_LINK = 4;

    private NextHopCodec() {}

    static byte[] encode(List<NextHop> hops, AddressFamily family, ToIntFunction<InterfaceName> indices) {
        int most = hops.size() * (HEADER + ATTRIBUTE + 20);
        ByteBuffer bytes = ByteBuffer.allocate(most).order(ByteOrder.nativeOrder());
        for (NextHop hop : hops) {
            int start = bytes.position();
            bytes.putShort((short) 0)
                    .put((byte) (hop.onLink() ? FLAG_ON_LINK : 0))
                    .put((byte) (hop.weight() - 1));
            bytes.putInt(hop.interfaceName().map(indices::applyAsInt).orElse(0));
            hop.gateway().ifPresent(gateway -> {
                boolean same = AddressFamily.of(gateway) == family;
                byte[] value = same ? gateway.getAddress() : via(gateway);
                bytes.putShort((short) (ATTRIBUTE + value.length)).putShort((short) (same ? GATEWAY : VIA));
                bytes.put(value).position((bytes.position() + 3) & ~3);
            });
            bytes.putShort(start, (short) (bytes.position() - start));
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** A gateway of the other family as struct rtvia: u16 family, address. */
    static byte[] via(InetAddress gateway) {
        byte[] address = gateway.getAddress();
        return ByteBuffer.allocate(2 + address.length)
                .order(ByteOrder.nativeOrder())
                .putShort((short) AddressFamily.of(gateway).number())
                .put(address)
                .array();
    }

    /** Reads struct rtvia. */
    static @Nullable InetAddress via(byte[] bytes) {
        boolean right = bytes.length == 6 || bytes.length == 18;
        return right ? IpAddress.of(Arrays.copyOfRange(bytes, 2, bytes.length)) : null;
    }

    /**
     * Reads the ways.
     *
     * @param value of the attribute
     * @param names of the links
     * @return null if one of them is more than a {@link NextHop} can say
     */
    static @Nullable List<NextHop> decode(byte[] value, LinkNames names) {
        ByteBuffer bytes = ByteBuffer.wrap(value).order(ByteOrder.nativeOrder());
        List<NextHop> hops = new ArrayList<>();
        int at = 0;
        while (value.length - at >= HEADER) {
            int length = bytes.getShort(at) & 0xffff;
            if (length < HEADER || length > value.length - at) {
                throw new MalformedMessageException(
                        "a next hop claims " + length + " bytes where " + (value.length - at) + " are left");
            }
            Optional<InterfaceName> link = Optional.ofNullable(names.name(bytes.getInt(at + 4)));
            AttributeReader attributes = new AttributeReader().wrap(bytes, at + HEADER, at + length);
            InetAddress gateway = null;
            while (attributes.next()) {
                switch (attributes.type()) {
                    case GATEWAY -> gateway = attributes.address();
                    case VIA -> gateway = via(attributes.bytes());
                    default -> {
                        return null; // a realm, an encapsulation
                    }
                }
            }
            if (gateway == null && link.isEmpty()) {
                return null;
            }
            boolean onLink = (bytes.get(at + 2) & FLAG_ON_LINK) != 0;
            hops.add(new NextHop(Optional.ofNullable(gateway), link, (bytes.get(at + 3) & 0xff) + 1, onLink));
            at += (length + 3) & ~3;
        }
        return hops;
    }
}
