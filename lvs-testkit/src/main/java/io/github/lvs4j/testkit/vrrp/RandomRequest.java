package io.github.lvs4j.testkit.vrrp;

import io.github.lvs4j.vrrp.Handover;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.SyncGroup;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpControl;
import io.github.lvs4j.vrrp.VrrpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * One request of a program, drawn before anything is known of what runs then.
 *
 * @param request what is asked
 * @param which counts the groups and single routers round
 * @param priority the new one, if it is for that
 * @param ends whether a hold is ended
 * @param deadline how long it may take, and how long a hold that ends lasts
 */
record RandomRequest(VrrpRequest request, int which, Priority priority, boolean ends, Duration deadline) {

    static RandomRequest draw(SplittableRandom chance, Duration deadline) {
        return new RandomRequest(
                VrrpRequest.values()[chance.nextInt(VrrpRequest.values().length)],
                chance.nextInt(12),
                Priority.of(1 + chance.nextInt(254)),
                chance.nextInt(4) != 0,
                deadline);
    }

    void ask(SimulatedLan lan, SimulatedHost host) {
        if (!host.isAlive() || host.configs().isEmpty()) {
            return;
        }
        List<String> names = new ArrayList<>();
        for (VrrpConfig config : host.configs().subList(0, 1)) {
            config.groups().forEach(group -> names.add(group.name()));
            config.routers().stream()
                    .filter(router -> config.groupOf(router.name()).isEmpty())
                    .forEach(router -> names.add(router.name()));
        }
        VrrpControl control = host.control(names.get(which % names.size()));
        if (request == VrrpRequest.PRIORITY && !isUniform(lan)) {
            return;
        }
        CompletableFuture<Handover> unused = // which the trace has
                switch (request) {
                    case RELEASE -> control.release(deadline);
                    case HOLD -> control.hold(deadline);
                    case PREFER -> control.prefer(deadline);
                    case PRIORITY -> control.priority(priority, deadline);
                };
        if (request == VrrpRequest.HOLD && ends) {
            lan.after(deadline, () -> end(host, control.name()));
        }
    }

    private void end(SimulatedHost host, String name) {
        if (host.isAlive() && host.configs().stream().anyMatch(config -> isThere(config, name))) {
            CompletableFuture<Handover> unused = host.control(name).prefer(deadline);
        }
    }

    private static boolean isThere(VrrpConfig config, String name) {
        return config.groups().stream().anyMatch(group -> group.name().equals(name))
                || config.router(name).isPresent();
    }

    /** Where all members of each group rank alike, a priority for all of them leaves their order alike. */
    private static boolean isUniform(SimulatedLan lan) {
        for (SimulatedHost host : lan.hosts()) {
            for (VrrpConfig config : host.configs()) {
                for (SyncGroup group : config.groups()) {
                    long priorities = group.members().stream()
                            .map(member -> config.router(member).orElseThrow().priority())
                            .distinct()
                            .count();
                    if (priorities > 1) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    @Override
    public String toString() {
        String what = "asked to " + request.name().toLowerCase(Locale.ROOT);
        return switch (request) {
            case PRIORITY -> what + " " + priority;
            case HOLD -> what + (ends ? "" : " for good");
            default -> what;
        };
    }
}
