package io.github.lvs4j.net;

/**
 * A packet mark set by the firewall (fwmark).
 *
 * @param value 1 to 4294967295; IPVS gives 0 no meaning
 */
public record FirewallMark(long value) {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the mark is 0 or does not fit 32 bits
     */
    public FirewallMark {
        if (value < 1 || value > 0xffff_ffffL) {
            throw new IllegalArgumentException("firewall mark " + value + " is out of range: 1 to 4294967295");
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
