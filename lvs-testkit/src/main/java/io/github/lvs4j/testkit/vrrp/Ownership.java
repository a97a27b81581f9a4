package io.github.lvs4j.testkit.vrrp;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which hosts answer for which address on which link, and for how long there were two. One thread. */
final class Ownership {

    private record Place(String link, InetAddress address) {}

    private final Map<Place, Set<String>> owners = new HashMap<>();
    private final Map<Place, Long> since = new HashMap<>();
    private long longest;

    void changed(long nowNanos, String link, InetAddress address, String host, boolean owns) {
        Place place = new Place(link, address);
        Set<String> hosts = owners.computeIfAbsent(place, key -> new HashSet<>());
        if (owns ? !hosts.add(host) : !hosts.remove(host)) {
            return;
        }
        Long began = since.get(place);
        if (hosts.size() > 1 && began == null) {
            since.put(place, nowNanos);
        } else if (hosts.size() < 2 && began != null) {
            since.remove(place);
            longest = Math.max(longest, nowNanos - began);
        }
    }

    long longestOverlap(long nowNanos) {
        long open = since.values().stream()
                .mapToLong(began -> nowNanos - began)
                .max()
                .orElse(0);
        return Math.max(longest, open);
    }

    void forget(long nowNanos) {
        longest = 0;
        since.replaceAll((place, began) -> nowNanos);
    }
}
