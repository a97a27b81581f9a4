package io.github.lvs4j.net;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Numeric IP addresses as text. Unlike {@link InetAddress#getByName(String)} nothing here asks DNS, so a typing error is an
 * error at once and not a look-up. Stateless; any thread.
 */
public final class IpAddress {

    private static final int NO_SCOPE = -1;

    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private IpAddress() {}

    /**
     * Reads a numeric address.
     *
     * @param text IPv4 in four decimal parts without leading zeros, or IPv6 as in RFC 4291 section 2.2, without a zone
     * @return the address
     * @throws IllegalArgumentException if the text is no numeric address; the message quotes it
     */
    public static InetAddress parse(String text) {
        byte[] bytes = text.indexOf(':') >= 0 ? parse6(text) : parse4(text, text);
        return of(bytes);
    }

    /**
     * The address made of the given bytes. Sixteen make an IPv6 address in every case: one that maps an IPv4 address
     * (::ffff:192.0.2.1) is another thing to the kernel, while {@link InetAddress#getByAddress(byte[])} takes it for IPv4.
     *
     * @param bytes 4 or 16 bytes in network order; copied
     * @return the address
     * @throws IllegalArgumentException for any other number of bytes
     */
    public static InetAddress of(byte[] bytes) {
        try {
            return bytes.length == 16
                    ? Inet6Address.getByAddress(null, bytes, NO_SCOPE)
                    : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an IP address has 4 or 16 bytes, not " + bytes.length, e);
        }
    }

    /**
     * Writes an address in its shortest form: dotted decimal, or IPv6 as in RFC 5952, section 5 included.
     *
     * @param address any address; a zone is not written
     * @return its text
     */
    public static String format(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return format4(bytes);
        }
        boolean mapped = Arrays.equals(bytes, 0, MAPPED.length, MAPPED, 0, MAPPED.length);
        return mapped ? "::ffff:" + format4(Arrays.copyOfRange(bytes, MAPPED.length, 16)) : format6(bytes);
    }

    /**
     * Compares two addresses as unsigned numbers in network order, IPv4 before IPv6. VRRP breaks ties this way (RFC 9568,
     * section 6.4.3).
     *
     * @param left one address
     * @param right the other
     * @return negative, zero or positive as left is lower, equal or higher
     */
    public static int compare(InetAddress left, InetAddress right) {
        byte[] a = left.getAddress();
        byte[] b = right.getAddress();
        return a.length == b.length ? Arrays.compareUnsigned(a, b) : Integer.compare(a.length, b.length);
    }

    private static String format4(byte[] bytes) {
        return (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + "." + (bytes[3] & 0xff);
    }

    private static String format6(byte[] bytes) {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
        }
        int gapStart = -1;
        int gapLength = 1; // one zero group alone is not shortened (RFC 5952, section 4.2.2)
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > gapLength) {
                gapStart = i;
                gapLength = end - i;
            }
            i = Math.max(i, end);
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == gapStart) {
                text.append("::");
                i += gapLength - 1;
                continue;
            }
            if (i > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }

    private static byte[] parse4(String text, String whole) {
        byte[] bytes = new byte[4];
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            throw malformed(whole);
        }
        for (int i = 0; i < 4; i++) {
            String part = parts[i];
            boolean leadingZero = part.length() > 1 && part.charAt(0) == '0';
            if (part.isEmpty()
                    || part.length() > 3
                    || leadingZero
                    || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw malformed(whole);
            }
            int value = Integer.parseInt(part);
            if (value > 255) {
                throw malformed(whole);
            }
            bytes[i] = (byte) value;
        }
        return bytes;
    }

    private static byte[] parse6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            throw malformed(text);
        }
        byte[] head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0, text);
        byte[] tail = gap < 0 ? new byte[0] : groups(text.substring(gap + 2), true, text);
        int length = head.length + tail.length;
        if (gap < 0 ? length != 16 : length > 14) {
            throw malformed(text);
        }
        byte[] bytes = new byte[16];
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(tail, 0, bytes, 16 - tail.length, tail.length);
        return bytes;
    }

    private static byte[] groups(String text, boolean last, String whole) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        String[] parts = text.split(":", -1);
        byte[] bytes = new byte[2 * parts.length + 2];
        int length = 0;
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (last && i == parts.length - 1 && part.indexOf('.') >= 0) {
                System.arraycopy(parse4(part, whole), 0, bytes, length, 4);
                length += 4;
                continue;
            }
            if (part.isEmpty()
                    || part.length() > 4
                    || !part.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
                throw malformed(whole);
            }
            int value = Integer.parseInt(part, 16);
            bytes[length++] = (byte) (value >> 8);
            bytes[length++] = (byte) value;
        }
        return Arrays.copyOf(bytes, length);
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "not a numeric IP address: \"" + text + "\" (write it as 192.0.2.1 or 2001:db8::1)");
    }
}
