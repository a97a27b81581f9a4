package io.github.lvs4j.vrrp;

import java.util.Map;
import java.util.TreeMap;

/**
 * <strong>Experimental: it has never met a peer.</strong> The authentication that keepalived 2.4.2 brought (auth_hmac): a
 * trailer behind the advertisement with a time stamp and an HMAC-SHA256, for versions 2 and 3 and both families. It is made
 * from a description of the packet; our tests recompute the MAC by OpenSSL, but no keepalived of that version was at hand. Older
 * keepalived and every other implementation discard packets with a trailer as too long.
 *
 * <p>It is the only protection of VRRP that withstands somebody who can read and write on the link: a packet counts once, and
 * only within a few seconds. The clocks of all routers must agree to {@code max(3 intervals, 5 s)}.
 *
 * <p>To introduce it, give all routers the keys with {@link Mode#RECEIVE_ONLY}, then one after the other
 * {@link Mode#PERMISSIVE}, then {@link Mode#ENFORCE}. To change a key, give all routers both, then make the new one active
 * everywhere, then take the old one away. Immutable.
 *
 * @param keys the keys by their ids, 0 to 255; a packet may use any of them
 * @param activeKey the id of the key that is sent with
 * @param mode what is sent and what is asked for
 */
public record Hmac(Map<Integer, HmacKey> keys, int activeKey, Mode mode) {

    /** How far a migration has come. */
    public enum Mode {
        /** Sends no trailer; checks those that come. */
        RECEIVE_ONLY,
        /** Sends a trailer; checks those that come, and still accepts packets without. */
        PERMISSIVE,
        /** Sends a trailer, and accepts nothing without. */
        ENFORCE
    }

    /**
     * Checks the keys.
     *
     * @throws IllegalArgumentException if an id is out of range or the active key is missing
     */
    public Hmac {
        keys = Map.copyOf(keys);
        for (int id : keys.keySet()) {
            if (id < 0 || id > 255) {
                throw new IllegalArgumentException("HMAC key id " + id + " is out of range: 0 to 255");
            }
        }
        if (!keys.containsKey(activeKey)) {
            throw new IllegalArgumentException(
                    "the active HMAC key " + activeKey + " is not among the keys " + new TreeMap<>(keys).keySet());
        }
    }

    /**
     * One key, enforced.
     *
     * @param id its id, 0 to 255
     * @param key the key
     * @return the authentication
     */
    public static Hmac of(int id, HmacKey key) {
        return new Hmac(Map.of(id, key), id, Mode.ENFORCE);
    }

    /**
     * The same in another mode.
     *
     * @param other the mode
     * @return a copy
     */
    public Hmac withMode(Mode other) {
        return new Hmac(keys, activeKey, other);
    }

    /**
     * The same with one more key, which is not sent with yet.
     *
     * @param id its id, 0 to 255
     * @param key the key
     * @return a copy
     */
    public Hmac withKey(int id, HmacKey key) {
        Map<Integer, HmacKey> more = new TreeMap<>(keys);
        more.put(id, key);
        return new Hmac(more, activeKey, mode);
    }

    /**
     * The same, sending with another of its keys.
     *
     * @param id the id of a key that it has
     * @return a copy
     */
    public Hmac withActiveKey(int id) {
        return new Hmac(keys, id, mode);
    }

    /**
     * Whether a trailer is sent.
     *
     * @return true unless it only receives
     */
    public boolean sends() {
        return mode != Mode.RECEIVE_ONLY;
    }
}
