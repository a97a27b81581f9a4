package io.github.lvs4j.testkit.vrrp;

import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A master that does not preempt and was silent so long that the quickest backup must have taken over does not speak again
 * as if nothing had been.
 */
final class StalledMaster implements Invariant.Watch {

    private static final int QUICKEST = 254;

    private record Place(String host, String router) {}

    private final SimulatedLan lan;
    private final Map<Place, Duration> spoke = new HashMap<>();
    private final Map<String, Duration> resumed = new HashMap<>();

    private StalledMaster(SimulatedLan lan) {
        this.lan = lan;
    }

    static Invariant invariant() {
        return Invariant.of("a stalled master yields", StalledMaster::new);
    }

    @Override
    public void happened(Happening happening, Consumer<String> complain) {
        if (happening instanceof Happening.Sent sent && sent.sight().priority() > 0) {
            SimulatedHost host = lan.host(sent.host());
            for (VirtualRouter router : host.routers()) {
                if (router.id().value() == sent.sight().virtualRouterId()
                        && router.version().number() == sent.sight().version()
                        && host.linkOf(router.interfaceName()).name().equals(sent.link())) {
                    judge(sent, host, router, complain);
                }
            }
        } else if (happening instanceof Happening.Told told
                && told.event() instanceof VrrpEvent.RouterTransition change
                && change.from() == VrrpState.MASTER) {
            spoke.remove(new Place(told.host(), change.router()));
        } else if (happening instanceof Happening.ProcessChanged process) {
            if (process.change() == ProcessChange.STARTED) {
                spoke.keySet().removeIf(place -> place.host().equals(process.host()));
            }
            resumed.put(process.host(), process.at());
        }
    }

    private void judge(Happening.Sent sent, SimulatedHost host, VirtualRouter router, Consumer<String> complain) {
        Duration now = host.clockReading();
        Duration before = spoke.put(new Place(host.name(), router.name()), now);
        Duration patience = WireRules.downInterval(router, QUICKEST, router.advertisementInterval());
        boolean speaksAnyhow =
                router.preemption().enabled() || router.priority().equals(Priority.OWNER);
        boolean frozenWithin = sent.at().equals(resumed.get(host.name())); // no check can come after the decision
        if (before != null
                && !speaksAnyhow
                && !frozenWithin
                && now.minus(before).compareTo(patience) >= 0) {
            complain.accept(host + " " + router.name() + " advertises again after "
                    + Happening.seconds(now.minus(before)) + " of silence");
        }
    }
}
