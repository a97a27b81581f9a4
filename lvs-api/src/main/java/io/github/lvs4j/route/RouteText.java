package io.github.lvs4j.route;

import java.util.Locale;
import java.util.TreeMap;

/** Parts of routes as {@code ip route} writes them. Stateless. */
final class RouteText {

    private RouteText() {}

    /** Appends what few routes have. */
    static void append(Route route, StringBuilder text) {
        route.scope().ifPresent(scope -> text.append(" scope ").append(scope));
        if (route.preference() != Route.Preference.MEDIUM) {
            text.append(" pref ").append(route.preference().name().toLowerCase(Locale.ROOT));
        }
        long locks = route.metrics().getOrDefault(RouteMetric.LOCK, 0L);
        new TreeMap<>(route.metrics()).forEach((metric, value) -> {
            if (metric != RouteMetric.LOCK) {
                boolean locked = (locks & (1L << metric.number())) != 0;
                text.append(' ').append(metric).append(locked ? " lock " : " ").append(value);
            }
        });
        route.nextHopId().ifPresent(id -> text.append(" nhid ").append(id));
        route.nextHops().forEach(hop -> text.append(' ').append(hop));
    }
}
