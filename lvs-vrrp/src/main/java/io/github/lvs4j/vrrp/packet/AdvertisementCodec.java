package io.github.lvs4j.vrrp.packet;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VirtualRouterId;
import io.github.lvs4j.vrrp.VrrpVersion;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Advertisements to bytes and back, without the IP header. Stateless; any thread.
 *
 * <pre>
 *  0                   1                   2                   3
 * +-------+-------+---------------+---------------+---------------+
 * |version| type  |     VRID      |   priority    | address count |
 * +---------------+---------------+---------------+---------------+
 * | auth type  (2)| interval, s(2)|           checksum            |
 * | 0 | interval in 10 ms      (3)|                               |
 * +-------------------------------+-------------------------------+
 * |  addresses, 4 or 16 bytes each                                |
 * +---------------------------------------------------------------+
 * |  eight bytes of authentication data, version 2 only, always   |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * RFC 3768 section 5.1, RFC 9568 section 5.1. The IP layer's length decides how long a message is: link-layer padding must
 * be gone before.
 */
public final class AdvertisementCodec {

    /** Length of the part before the addresses. */
    public static final int HEADER_LENGTH = 8;

    /** The longest message: 255 IPv6 addresses. */
    public static final int MAX_LENGTH = HEADER_LENGTH + 255 * 16;

    private static final int OFFSET_VERSION_TYPE = 0;
    private static final int OFFSET_VRID = 1;
    private static final int OFFSET_PRIORITY = 2;
    private static final int OFFSET_COUNT = 3;
    private static final int OFFSET_AUTH_TYPE = 4;
    private static final int OFFSET_INTERVAL_V2 = 5;
    private static final int OFFSET_INTERVAL_V3 = 4;
    static final int OFFSET_CHECKSUM = 6;

    private AdvertisementCodec() {}

    /**
     * How many bytes an advertisement takes.
     *
     * @param advertisement the advertisement
     * @return its length without the IP header
     */
    public static int length(Advertisement advertisement) {
        return length(
                advertisement.version(),
                advertisement.addresses().size(),
                advertisement.family().bytes());
    }

    /**
     * How long a received message says it is, by version and address count; what follows is a trailer or an error.
     *
     * @param message a big-endian buffer; its position does not move
     * @param family the family of the packet that carried it
     * @return the length; -1 if the message is too short to say, or of a version that does not exist
     */
    public static int claimedLength(ByteBuffer message, AddressFamily family) {
        if (message.remaining() < HEADER_LENGTH) {
            return -1;
        }
        int number = unsigned(message, OFFSET_VERSION_TYPE) >> 4;
        if (number != 2 && number != 3) {
            return -1;
        }
        return length(number == 2 ? VrrpVersion.V2 : VrrpVersion.V3, unsigned(message, OFFSET_COUNT), family.bytes());
    }

    /**
     * Writes an advertisement at the buffer's position, which moves behind it.
     *
     * @param advertisement what to say
     * @param source the IP packet's source, for the pseudo-header
     * @param destination the IP packet's destination, for the pseudo-header
     * @param form which checksum to write; version 2 and IPv6 have one form and ignore it
     * @param into a big-endian buffer with {@link #length} bytes of room
     */
    public static void encode(
            Advertisement advertisement,
            InetAddress source,
            InetAddress destination,
            ChecksumForm form,
            ByteBuffer into) {
        int start = into.position();
        boolean v2 = advertisement.version() == VrrpVersion.V2;
        into.put((byte) ((advertisement.version().number() << 4) | Advertisement.TYPE));
        into.put((byte) advertisement.id().value());
        into.put((byte) advertisement.priority().value());
        into.put((byte) advertisement.addresses().size());
        long units = advertisement.interval().toNanos()
                / advertisement.version().intervalUnit().toNanos();
        into.putShort((short) (v2 ? (advertisement.authentication().type() << 8) | units : units));
        into.putShort((short) 0);
        for (int i = 0; i < advertisement.addresses().size(); i++) {
            into.put(advertisement.addresses().get(i).getAddress());
        }
        if (v2) {
            into.putLong(advertisement.authentication().data());
        }
        int length = into.position() - start;
        boolean pseudo =
                !v2 && (advertisement.family() == AddressFamily.INET6 || form == ChecksumForm.WITH_PSEUDO_HEADER);
        long seed = pseudo ? InternetChecksum.pseudoHeader(source, destination, Advertisement.PROTOCOL, length) : 0;
        into.putShort(start + OFFSET_CHECKSUM, (short) InternetChecksum.of(into, start, length, seed));
    }

    /**
     * Reads the bytes between the buffer's position and limit as one advertisement. Never throws for what they contain, and
     * never reads beyond the limit, whatever the address count claims.
     *
     * @param message a big-endian buffer; its position does not move
     * @param source the IP packet's source
     * @param destination the IP packet's destination
     * @return the advertisement, or the first rule that it breaks: short, version, type, length, router number, checksum,
     *     address count, interval
     */
    public static DecodeOutcome decode(ByteBuffer message, InetAddress source, InetAddress destination) {
        int start = message.position();
        int length = message.remaining();
        if (length < HEADER_LENGTH) {
            OptionalInt vrid =
                    length > OFFSET_VRID ? OptionalInt.of(unsigned(message, OFFSET_VRID)) : OptionalInt.empty();
            return new AdvertisementError.TooShort(vrid, length, HEADER_LENGTH);
        }
        AddressFamily family = AddressFamily.of(source);
        OptionalInt vrid = OptionalInt.of(unsigned(message, OFFSET_VRID));
        int versionNumber = unsigned(message, OFFSET_VERSION_TYPE) >> 4;
        boolean v2 = versionNumber == 2;
        if (!(v2 && family == AddressFamily.INET) && versionNumber != 3) {
            return new AdvertisementError.WrongVersion(vrid, versionNumber);
        }
        int type = unsigned(message, OFFSET_VERSION_TYPE) & 0x0f;
        if (type != Advertisement.TYPE) {
            return new AdvertisementError.WrongType(vrid, type);
        }
        VrrpVersion version = v2 ? VrrpVersion.V2 : VrrpVersion.V3;
        int count = unsigned(message, OFFSET_COUNT);
        int expected = length(version, count, family.bytes());
        if (length != expected) {
            return new AdvertisementError.LengthMismatch(vrid, length, expected);
        }
        if (vrid.getAsInt() == 0) {
            return new AdvertisementError.UnknownVirtualRouter(vrid, 0);
        }
        boolean plain = InternetChecksum.of(message, start, length, 0) == 0;
        long seed = InternetChecksum.pseudoHeader(source, destination, Advertisement.PROTOCOL, length);
        boolean pseudo = !v2 && InternetChecksum.of(message, start, length, seed) == 0;
        if (!pseudo && !(plain && family == AddressFamily.INET)) {
            return new AdvertisementError.WrongChecksum(
                    vrid,
                    message.getShort(start + OFFSET_CHECKSUM) & 0xffff,
                    expectedChecksum(message, length, v2 ? 0 : seed));
        }
        if (count == 0) {
            return new AdvertisementError.NoAddresses(vrid);
        }
        int units = v2 ? unsigned(message, OFFSET_INTERVAL_V2) : message.getShort(start + OFFSET_INTERVAL_V3) & 0x0fff;
        if (!v2 && units == 0) {
            return new AdvertisementError.ZeroInterval(vrid);
        }
        AuthenticationField authentication = v2
                ? new AuthenticationField(
                        unsigned(message, OFFSET_AUTH_TYPE),
                        message.getLong(start + length - AuthenticationField.DATA_LENGTH))
                : AuthenticationField.NONE;
        Advertisement advertisement = new Advertisement(
                version,
                new VirtualRouterId(vrid.getAsInt()),
                new Priority(unsigned(message, OFFSET_PRIORITY)),
                Duration.ofNanos(version.intervalUnit().toNanos() * units),
                addresses(message, count, family.bytes()),
                authentication);
        return new DecodedAdvertisement(
                advertisement, pseudo ? ChecksumForm.WITH_PSEUDO_HEADER : ChecksumForm.MESSAGE_ONLY);
    }

    private static int length(VrrpVersion version, int count, int addressLength) {
        return HEADER_LENGTH
                + count * addressLength
                + (version == VrrpVersion.V2 ? AuthenticationField.DATA_LENGTH : 0);
    }

    private static int unsigned(ByteBuffer message, int offset) {
        return message.get(message.position() + offset) & 0xff;
    }

    private static int expectedChecksum(ByteBuffer message, int length, long seed) {
        byte[] copy = new byte[length];
        message.get(message.position(), copy);
        copy[OFFSET_CHECKSUM] = 0;
        copy[OFFSET_CHECKSUM + 1] = 0;
        return InternetChecksum.of(ByteBuffer.wrap(copy), 0, length, seed);
    }

    private static List<InetAddress> addresses(ByteBuffer message, int count, int addressLength) {
        List<InetAddress> addresses = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[addressLength];
            message.get(message.position() + HEADER_LENGTH + i * addressLength, bytes);
            addresses.add(address(bytes));
        }
        return addresses;
    }

    // InetAddress.getByAddress would turn ::ffff:192.0.2.1 into an IPv4 address, and a packet into a mix of families
    private static InetAddress address(byte[] bytes) {
        try {
            return bytes.length == 4 ? IpAddress.of(bytes) : Inet6Address.getByAddress(null, bytes, -1);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an IPv6 address has 16 bytes", e);
        }
    }
}
