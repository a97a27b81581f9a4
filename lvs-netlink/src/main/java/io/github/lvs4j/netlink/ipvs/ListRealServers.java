package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.ipvs.VirtualServiceKey;

/** The name of a reading, wanted only when it fails: a table of many services is read without making as many texts. */
record ListRealServers(VirtualServiceKey service) {

    @Override
    public String toString() {
        return "list real servers of " + service;
    }
}
