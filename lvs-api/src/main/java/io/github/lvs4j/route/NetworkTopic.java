package io.github.lvs4j.route;

/**
 * What a subscriber can hear of. Fewer topics mean that others cannot fill its buffer: who hears links and addresses only
 * loses nothing however many routes change.
 */
public enum NetworkTopic {
    /** Links (RTNLGRP_LINK). */
    LINKS,
    /** Addresses of both families (RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV6_IFADDR). */
    ADDRESSES,
    /** Routes of both families and all tables (RTNLGRP_IPV4_ROUTE, RTNLGRP_IPV6_ROUTE). */
    ROUTES,
    /** Policy rules of both families (RTNLGRP_IPV4_RULE, RTNLGRP_IPV6_RULE). */
    RULES,
    /**
     * Neighbors of both families (RTNLGRP_NEIGH); they change with the traffic. The kernel does not tell everything of them:
     * not the beginning of a resolution, no proxies, and nothing of entries that need no asking.
     */
    NEIGHBORS
}
