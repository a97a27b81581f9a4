package io.github.lvs4j.netlink.route;

import io.github.lvs4j.route.NetworkTopic;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Message types, groups and header lengths of rtnetlink (linux/rtnetlink.h). */
final class MessageType {

    static final int NEW_LINK = 16;
    static final int DEL_LINK = 17;
    static final int GET_LINK = 18;
    static final int NEW_ADDRESS = 20;
    static final int DEL_ADDRESS = 21;
    static final int GET_ADDRESS = 22;
    static final int NEW_ROUTE = 24;
    static final int DEL_ROUTE = 25;
    static final int GET_ROUTE = 26;
    static final int NEW_NEIGHBOR = 28;
    static final int DEL_NEIGHBOR = 29;
    static final int GET_NEIGHBOR = 30;
    static final int NEW_RULE = 32;
    static final int DEL_RULE = 33;
    static final int GET_RULE = 34;

    private static final int GROUP_LINK = 1;
    private static final int GROUP_IPV4_ADDRESS = 5;

    private static final List<String> NAMES = List.of("LINK", "ADDR", "ROUTE", "NEIGH", "RULE");

    private MessageType() {}

    /** A type as linux/rtnetlink.h names it; as a number if it is none of those above. */
    static String name(int type) {
        int object = (type - NEW_LINK) >> 2;
        boolean known = object >= 0 && object < NAMES.size() && (type & 3) < 3;
        return known ? "RTM_" + List.of("NEW", "DEL", "GET").get(type & 3) + NAMES.get(object) : "message " + type;
    }

    /**
     * The groups to join (RTNLGRP_*). Links are heard always, because other messages name them by number; and of the IPv4
     * routes that go with an address only the address is told.
     */
    static SortedSet<Integer> groups(Set<NetworkTopic> topics) {
        SortedSet<Integer> groups = new TreeSet<>(List.of(GROUP_LINK));
        for (NetworkTopic topic : topics) {
            groups.addAll(
                    switch (topic) {
                        case LINKS -> List.of(GROUP_LINK);
                        case ADDRESSES -> List.of(GROUP_IPV4_ADDRESS, 9);
                        case ROUTES -> List.of(GROUP_IPV4_ADDRESS, 7, 11);
                        case RULES -> List.of(8, 19);
                        case NEIGHBORS -> List.of(3);
                    });
        }
        return groups;
    }
}
