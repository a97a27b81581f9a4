package io.github.lvs4j.net;

import java.util.HexFormat;

/**
 * A 48-bit link-layer address.
 *
 * @param value the address in the lower 48 bits, first byte highest
 */
public record MacAddress(long value) {

    /** ff:ff:ff:ff:ff:ff. */
    public static final MacAddress BROADCAST = new MacAddress(0xffff_ffff_ffffL);

    /** 00:00:00:00:00:00, what a loopback device reports. */
    public static final MacAddress ZERO = new MacAddress(0);

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if more than 48 bits are used
     */
    public MacAddress {
        if ((value & ~0xffff_ffff_ffffL) != 0) {
            throw new IllegalArgumentException("a MAC address has 48 bits, not 0x" + Long.toHexString(value));
        }
    }

    /**
     * The address made of six bytes.
     *
     * @param bytes six bytes in transmission order
     * @return the address
     * @throws IllegalArgumentException for any other number of bytes
     */
    public static MacAddress of(byte[] bytes) {
        if (bytes.length != 6) {
            throw new IllegalArgumentException("a MAC address has 6 bytes, not " + bytes.length);
        }
        long value = 0;
        for (byte b : bytes) {
            value = (value << 8) | (b & 0xff);
        }
        return new MacAddress(value);
    }

    /**
     * Reads {@code 02:00:00:00:00:0a}; dashes are accepted as well.
     *
     * @param text the text
     * @return the address
     * @throws IllegalArgumentException if the text is malformed; the message quotes it
     */
    public static MacAddress parse(String text) {
        if (!text.matches("[0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5}")) {
            throw new IllegalArgumentException("not a MAC address: \"" + text + "\" (write it as 02:00:00:00:00:0a)");
        }
        return of(HexFormat.of().parseHex(text.replace(":", "").replace("-", "")));
    }

    /**
     * The address as bytes.
     *
     * @return six bytes in transmission order, the caller's own copy
     */
    public byte[] toBytes() {
        byte[] bytes = new byte[6];
        for (int i = 0; i < 6; i++) {
            bytes[i] = (byte) (value >> (40 - 8 * i));
        }
        return bytes;
    }

    @Override
    public String toString() {
        return HexFormat.ofDelimiter(":").formatHex(toBytes());
    }
}
