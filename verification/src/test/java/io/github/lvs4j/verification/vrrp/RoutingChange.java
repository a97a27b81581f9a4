package io.github.lvs4j.verification.vrrp;

import io.github.lvs4j.testkit.hosts.HostProcess;
import io.github.lvs4j.testkit.hosts.TestHost;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What happened to the addresses, routes and rules of {@link MasterDutiesTest#routed} on a host, in the kernel's order, as
 * ip-monitor(8) tells it.
 *
 * @param time when the monitor read of it, which is later than when it happened
 * @param what the kind, behind a plus or a minus
 */
record RoutingChange(Instant time, String what) {

    private static final Pattern LINE = Pattern.compile("\\[(\\S+)] \\[(ADDR|ROUTE|RULE)](Deleted )?(.*)");

    static HostProcess monitor(TestHost host) {
        HostProcess monitor = host.start("ip", "-ts", "monitor", "all");
        // it says nothing when it has begun: have it tell of something
        DutiesBed.await("the monitor listens", () -> {
            host.ip("address", "replace", "198.51.100.1/32", "dev", "lo");
            host.ip("address", "del", "198.51.100.1/32", "dev", "lo");
            return monitor.lines().stream().anyMatch(line -> line.contains("198.51.100.1"));
        });
        return monitor;
    }

    static List<RoutingChange> in(HostProcess monitor) {
        List<RoutingChange> changes = new ArrayList<>();
        for (String line : monitor.lines()) {
            Matcher parts = LINE.matcher(line);
            if (parts.matches()) {
                String kind = kind(parts.group(2), parts.group(4));
                if (!kind.isEmpty()) {
                    Instant time = LocalDateTime.parse(parts.group(1))
                            .atZone(ZoneId.systemDefault())
                            .toInstant();
                    changes.add(new RoutingChange(time, (parts.group(3) == null ? "+" : "-") + kind));
                }
            }
        }
        return changes;
    }

    /** Waits until nothing of a mastership is left, and gives the order of all that happened. */
    static List<String> whole(HostProcess monitor) {
        DutiesBed.await(
                "all is removed",
                () -> in(monitor).stream().anyMatch(change -> change.what().equals("-address")));
        monitor.stop(Duration.ofSeconds(5));
        return in(monitor).stream().map(RoutingChange::what).toList();
    }

    private static String kind(String label, String text) {
        return switch (label) {
            case "ADDR" -> text.contains(" 113.226.77.88/32 ") ? "address" : "";
            case "ROUTE" -> text.startsWith("203.0.113.0/24 ") ? "route" : "";
            default -> text.startsWith("1000:") ? "rule" : "";
        };
    }
}
