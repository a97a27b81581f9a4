package io.github.lvs4j.ipvs.text;

import io.github.lvs4j.net.IpAddress;
import java.nio.ByteBuffer;

/** IPv4 prefix lengths as netmasks. Stateless. */
final class Netmask {

    private Netmask() {}

    static String format(int prefix) {
        int mask = prefix == 0 ? 0 : -1 << (32 - prefix);
        return IpAddress.format(IpAddress.of(ByteBuffer.allocate(4).putInt(mask).array()));
    }

    /**
     * The prefix length of a netmask.
     *
     * @throws IllegalArgumentException if it is no address, or its one bits do not stand in one row from the left
     */
    static int parse(String text) {
        byte[] bytes = text.indexOf(':') < 0 ? IpAddress.parse(text).getAddress() : new byte[4];
        int mask = ByteBuffer.wrap(bytes).getInt();
        int prefix = Integer.bitCount(mask);
        if (!format(prefix).equals(text)) {
            throw new IllegalArgumentException(
                    "not a netmask of a network: \"" + text + "\" (write it as 255.255.255.0)");
        }
        return prefix;
    }
}
