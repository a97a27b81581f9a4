package io.github.lvs4j.route;

/**
 * A routing table of the kernel, which knows numbers only; names live in {@code rt_tables} (see {@code lvs-routing}).
 *
 * @param id 1 to 4294967295
 */
public record RoutingTable(long id) {

    /** The table that ordinary routes go to, 254 (RT_TABLE_MAIN of linux/rtnetlink.h). */
    public static final RoutingTable MAIN = new RoutingTable(254);
    /** The table of local and broadcast addresses, 255, kept by the kernel. */
    public static final RoutingTable LOCAL = new RoutingTable(255);
    /** The table looked up last, 253. */
    public static final RoutingTable DEFAULT = new RoutingTable(253);

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the id is 0 or does not fit 32 bits
     */
    public RoutingTable {
        if (id < 1 || id > 0xffff_ffffL) {
            throw new IllegalArgumentException("routing table " + id + " is out of range: 1 to 4294967295");
        }
    }

    @Override
    public String toString() {
        return id == 254 ? "main" : id == 255 ? "local" : id == 253 ? "default" : Long.toString(id);
    }
}
