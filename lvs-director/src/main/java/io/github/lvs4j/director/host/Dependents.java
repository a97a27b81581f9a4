package io.github.lvs4j.director.host;

import io.github.lvs4j.director.RealServerConfig;
import io.github.lvs4j.director.ServiceConfig;
import io.github.lvs4j.healthcheck.HealthCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which real servers hang on which check. Immutable. */
final class Dependents {

    /** A real server of a service. */
    record Dependent(ServiceConfig service, RealServerConfig server) {}

    private final Map<HealthCheck, List<Dependent>> byCheck = new HashMap<>();

    Dependents(List<ServiceConfig> services) {
        for (ServiceConfig service : services) {
            for (RealServerConfig server : service.realServers()) {
                for (HealthCheck check : server.checks()) {
                    byCheck.computeIfAbsent(check, key -> new ArrayList<>()).add(new Dependent(service, server));
                }
            }
        }
    }

    List<Dependent> of(HealthCheck check) {
        return byCheck.getOrDefault(check, List.of());
    }
}
