package io.github.lvs4j.netlink.ipvs;

/**
 * Sums up the keys of a reading, whatever their order, so that two readings are compared without keeping the first. Two
 * readings with different keys have equal sums by chance once in 2^64. Confined to one thread.
 */
final class KeyDigest {

    private long sum;

    /** Adds a key. */
    void add(long service, long key) {
        sum += mix(key ^ mix(service));
    }

    /** What was added so far. */
    long value() {
        return sum;
    }

    /** Spreads each bit over all others (the finalizer of SplitMix64). */
    static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d0_49bb_1331_11ebL;
        return mixed ^ (mixed >>> 31);
    }
}
