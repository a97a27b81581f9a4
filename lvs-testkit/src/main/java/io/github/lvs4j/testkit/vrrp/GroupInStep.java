package io.github.lvs4j.testkit.vrrp;

import io.github.lvs4j.vrrp.SyncGroup;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpState;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** At the end of each turn all members of a sync group are master, or none is. */
final class GroupInStep implements Invariant.Watch {

    private final SimulatedLan lan;
    private final Map<String, Duration> changed = new LinkedHashMap<>();
    private final Map<String, VrrpState> states = new HashMap<>();

    private GroupInStep(SimulatedLan lan) {
        this.lan = lan;
    }

    static Invariant invariant() {
        return Invariant.of("groups in step", GroupInStep::new);
    }

    @Override
    public void happened(Happening happening, Consumer<String> complain) {
        if (happening instanceof Happening.ProcessChanged process
                && process.change() == ProcessChange.RESUMED
                && changed.containsKey(process.host())) {
            changed.put(process.host(), process.at()); // it may have been frozen within the turn
        }
        if (!changed.isEmpty()) {
            changed.entrySet().removeIf(entry -> {
                SimulatedHost host = lan.host(entry.getKey());
                if (happening.at().equals(entry.getValue()) || host.isFrozen()) {
                    return false; // within the turn
                }
                judge(host, complain);
                return true; // judged by what was told, for the next turn may be under way
            });
        }
        if (happening instanceof Happening.Told told && told.event() instanceof VrrpEvent.RouterTransition change) {
            changed.put(told.host(), told.at());
            states.put(told.host() + " " + change.router(), change.to());
        }
    }

    private void judge(SimulatedHost host, Consumer<String> complain) {
        if (!host.isAlive()) {
            return;
        }
        for (VrrpConfig config : host.configs()) {
            for (SyncGroup group : config.groups()) {
                long masters = group.members().stream()
                        .filter(member -> states.get(host.name() + " " + member) == VrrpState.MASTER)
                        .count();
                if (masters != 0 && masters != group.members().size()) {
                    complain.accept("on " + host + " " + masters + " of " + group.members() + " are master");
                }
            }
        }
    }
}
