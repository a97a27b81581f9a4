package io.github.lvs4j.testkit.vrrp;

import io.github.lvs4j.vrrp.VirtualRouter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A master that hears a release advertises at once, so that no backup takes over for it (RFC 9568 section 6.4.3). */
final class ReleaseAnswered implements Invariant.Watch {

    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private record Owed(SimulatedHost host, VirtualRouter router, String link, Duration since) {}

    private final SimulatedLan lan;
    private final List<Owed> owed = new ArrayList<>();
    private final Replays replays = new Replays();

    private ReleaseAnswered(SimulatedLan lan) {
        this.lan = lan;
    }

    static Invariant invariant() {
        return Invariant.of("a release is answered", ReleaseAnswered::new);
    }

    @Override
    public void happened(Happening happening, Consumer<String> complain) {
        replays.happened(happening);
        if (!owed.isEmpty()) {
            owed.removeIf(one -> isSettled(one, happening, complain));
        }
        if (happening instanceof Happening.Queued queued) {
            SimulatedHost host = lan.host(queued.host());
            for (VirtualRouter router : host.routers()) {
                if (WireRules.accepts(router, queued.sight())
                        && host.linkOf(router.interfaceName()).name().equals(queued.link())
                        && replays.isNew(lan, queued, router)
                        && queued.sight().priority() == 0
                        && host.isAlive()
                        && !host.isFrozen()
                        && host.isMaster(router.name())) {
                    owed.add(new Owed(host, router, queued.link(), queued.at()));
                }
            }
        }
    }

    private static boolean isSettled(Owed one, Happening happening, Consumer<String> complain) {
        boolean excused = !one.host().isAlive()
                || one.host().isFrozen()
                || !one.host().isMaster(one.router().name());
        boolean answered = happening instanceof Happening.Sent sent
                && sent.host().equals(one.host().name())
                && sent.link().equals(one.link())
                && sent.sight().virtualRouterId() == one.router().id().value();
        if (excused || answered) {
            return true;
        }
        if (happening.at().minus(one.since()).compareTo(AT_ONCE) > 0) {
            complain.accept(one.host() + " " + one.router().name() + " is master and did not answer a release");
            return true;
        }
        return false;
    }
}
