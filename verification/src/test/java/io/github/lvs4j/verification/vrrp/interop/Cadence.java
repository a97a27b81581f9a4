package io.github.lvs4j.verification.vrrp.interop;

import io.github.lvs4j.testkit.hosts.CapturedFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How evenly many virtual routers advertise, by the kernel's stamps at a third host. An advertisement's lateness is how much
 * more than the interval after the same router's one before it came.
 *
 * @param advertisements how many there were
 * @param routers how many routers they were of
 * @param least the fewest of one router
 * @param lateness of each but the first of each router
 */
record Cadence(long advertisements, long routers, long least, List<Duration> lateness) {

    private static final int VRID = 14 + 20 + 1;

    static Cadence of(List<List<CapturedFrame>> links, Duration interval) {
        List<Duration> lateness = new ArrayList<>();
        Map<String, Long> counts = new HashMap<>();
        for (int link = 0; link < links.size(); link++) {
            Map<Integer, Instant> last = new HashMap<>();
            for (CapturedFrame frame : links.get(link)) {
                int id = Byte.toUnsignedInt(frame.bytes().get(VRID));
                counts.merge(link + "/" + id, 1L, Long::sum);
                Instant before = last.put(id, frame.time());
                if (before != null) {
                    lateness.add(Duration.between(before, frame.time()).minus(interval));
                }
            }
        }
        return new Cadence(
                links.stream().mapToLong(List::size).sum(),
                counts.size(),
                counts.values().stream().mapToLong(Long::longValue).min().orElse(0),
                lateness);
    }
}
