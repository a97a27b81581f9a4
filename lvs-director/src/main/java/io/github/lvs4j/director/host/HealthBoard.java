package io.github.lvs4j.director.host;

import io.github.lvs4j.director.RealServerConfig;
import io.github.lvs4j.director.ServiceConfig;
import io.github.lvs4j.healthcheck.CheckResult;
import io.github.lvs4j.healthcheck.HealthCheck;
import io.github.lvs4j.healthcheck.HealthEvent;
import io.github.lvs4j.healthcheck.HealthMonitor;
import io.github.lvs4j.healthcheck.HealthState;
import io.github.lvs4j.healthcheck.HealthWatch;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each check has said, as far as the loop has heard it. One watch for each check, however many servers depend on it.
 * Confined to the loop.
 */
final class HealthBoard {

    private final HealthMonitor monitor;
    private final Map<HealthCheck, HealthWatch> watches = new HashMap<>();
    private final Map<HealthCheck, HealthState> states = new HashMap<>();

    HealthBoard(HealthMonitor monitor) {
        this.monitor = monitor;
    }

    /** Watches what the services need and nothing else; what goes on being watched keeps its state. */
    void watch(List<ServiceConfig> services) {
        Set<HealthCheck> wanted = new LinkedHashSet<>();
        for (ServiceConfig service : services) {
            for (RealServerConfig server : service.realServers()) {
                wanted.addAll(server.checks());
            }
        }
        watches.entrySet().removeIf(entry -> {
            boolean gone = !wanted.contains(entry.getKey());
            if (gone) {
                entry.getValue().close();
                states.remove(entry.getKey());
            }
            return gone;
        });
        wanted.forEach(check -> watches.computeIfAbsent(check, monitor::watch));
    }

    /** Takes note of a change; false when nobody asked any more. */
    boolean note(HealthEvent.StateChanged event) {
        if (!watches.containsKey(event.check())) {
            return false;
        }
        states.put(event.check(), event.transition().to());
        return true;
    }

    HealthState state(HealthCheck check) {
        return states.getOrDefault(check, HealthState.UNKNOWN);
    }

    static String reason(CheckResult result) {
        return result instanceof CheckResult.Failed failed ? failed.reason() : result.toString();
    }
}
