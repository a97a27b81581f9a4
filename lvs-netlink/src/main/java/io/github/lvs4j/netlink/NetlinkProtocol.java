package io.github.lvs4j.netlink;

/** Parts of the kernel that speak netlink (NETLINK_* of linux/netlink.h), those that lvs4j uses. */
public enum NetlinkProtocol {
    /** Links, addresses, routes, rules (NETLINK_ROUTE). */
    ROUTE(0, "rtnetlink"),
    /** Whatever registers a name (NETLINK_GENERIC), as IPVS does. */
    GENERIC(16, "generic netlink");

    private final int number;
    private final String title;

    NetlinkProtocol(int number, String title) {
        this.number = number;
        this.title = title;
    }

    /**
     * The kernel's number.
     *
     * @return NETLINK_*
     */
    public int number() {
        return number;
    }

    @Override
    public String toString() {
        return title;
    }
}
