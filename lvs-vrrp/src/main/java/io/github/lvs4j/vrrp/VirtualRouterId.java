package io.github.lvs4j.vrrp;

/**
 * The number that names a virtual router on one link (VRID, RFC 9568 section 5.2.3). IPv4 and IPv6 routers with one number
 * are independent of each other. Immutable.
 *
 * @param value 1 to 255
 */
public record VirtualRouterId(int value) {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the number is not 1 to 255
     */
    public VirtualRouterId {
        if (value < 1 || value > 255) {
            throw new IllegalArgumentException("virtual router id " + value + " is out of range: 1 to 255");
        }
    }

    /**
     * A virtual router id.
     *
     * @param value 1 to 255
     * @return the id
     * @throws IllegalArgumentException if the number is not 1 to 255
     */
    public static VirtualRouterId of(int value) {
        return new VirtualRouterId(value);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
