package io.github.lvs4j.route;

/**
 * Ports from one to another (struct fib_rule_port_range of linux/fib_rules.h).
 *
 * @param first lowest, 1 to 65535
 * @param last highest, not below the first
 */
public record PortRange(int first, int last) {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if a port is out of range, or the last is below the first
     */
    public PortRange {
        if (first < 1 || last > 0xffff || last < first) {
            throw new IllegalArgumentException(
                    "ports " + first + " to " + last + " are out of range: 1 to 65535, the lower first");
        }
    }

    /**
     * A single port.
     *
     * @param port 1 to 65535
     * @return the range of it alone
     */
    public static PortRange of(int port) {
        return new PortRange(port, port);
    }

    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
