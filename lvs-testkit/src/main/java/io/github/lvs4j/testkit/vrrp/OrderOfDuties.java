package io.github.lvs4j.testkit.vrrp;

import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpState;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** A new master advertises before it installs its addresses, so that the old one can give them up. */
final class OrderOfDuties implements Invariant.Watch {

    private record Place(String host, String router) {}

    private final SimulatedLan lan;
    private final Set<Place> spoken = new HashSet<>();

    private OrderOfDuties(SimulatedLan lan) {
        this.lan = lan;
    }

    static Invariant invariant() {
        return Invariant.of("advertise, then install", OrderOfDuties::new);
    }

    @Override
    public void happened(Happening happening, Consumer<String> complain) {
        String host = happening.host();
        if (happening instanceof Happening.Sent sent && sent.sight().priority() > 0) {
            for (VirtualRouter router : lan.host(host).routers()) {
                if (router.id().value() == sent.sight().virtualRouterId()
                        && lan.host(host).linkOf(router.interfaceName()).name().equals(sent.link())) {
                    spoken.add(new Place(host, router.name()));
                }
            }
        } else if (happening instanceof Happening.Told told
                && told.event() instanceof VrrpEvent.OperationFailed failed
                && isOfInterfaceDown(failed)) {
            spoken.add(new Place(host, failed.router()));
        } else if (happening instanceof Happening.Told told
                && told.event() instanceof VrrpEvent.RouterTransition change
                && change.from() == VrrpState.MASTER) {
            spoken.remove(new Place(host, change.router()));
        } else if (happening instanceof Happening.ProcessChanged changed && changed.change() == ProcessChange.STARTED) {
            spoken.removeIf(place -> place.host().equals(host));
        } else if (happening instanceof Happening.AddressChanged added && added.present()) {
            for (VirtualRouter router : lan.host(host).routers()) {
                boolean its = router.advertisedAddresses().contains(added.address());
                // A frozen kernel thread may install late, what was ordered in time: then the removal is ordered, too.
                if (its
                        && !spoken.contains(new Place(host, router.name()))
                        && lan.host(host).isMaster(router.name())
                        && lan.host(host).isWhole()) { // nothing leaves by an interface that is down
                    complain.accept(host + " installs " + added.address().getHostAddress() + " before it advertises");
                }
            }
        }
    }

    /** It has tried to advertise; the interface may be up again by the time that a slow kernel installs. */
    private static boolean isOfInterfaceDown(VrrpEvent.OperationFailed failed) {
        return failed.operation().equals("sending an advertisement")
                && failed.failure() instanceof KernelException refused
                && refused.errno() == ProcessPorts.ENETDOWN;
    }
}
