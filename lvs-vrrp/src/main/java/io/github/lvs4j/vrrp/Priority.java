package io.github.lvs4j.vrrp;

/**
 * The rank of a VRRP router in the election of a master (RFC 9568 section 5.2.4). Immutable.
 *
 * @param value 0 to 255; a router is configured with 1 to 255
 */
public record Priority(int value) implements Comparable<Priority> {

    /** What a master sends when it steps down: the backups need not wait for its silence. */
    public static final Priority RELEASE = new Priority(0);

    /** What a router is given that nobody ranked. */
    public static final Priority DEFAULT = new Priority(100);

    /** The router that owns the virtual addresses as its own. */
    public static final Priority OWNER = new Priority(255);

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the number is not 0 to 255
     */
    public Priority {
        if (value < 0 || value > 255) {
            throw new IllegalArgumentException("priority " + value + " is out of range: 0 to 255");
        }
    }

    /**
     * A priority.
     *
     * @param value 0 to 255
     * @return the priority
     * @throws IllegalArgumentException if the number is not 0 to 255
     */
    public static Priority of(int value) {
        return new Priority(value);
    }

    @Override
    public int compareTo(Priority other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
