package io.github.lvs4j.testkit.vrrp;

import io.github.lvs4j.vrrp.TransitionReason;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpPeer;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.function.Consumer;

/** A master yields only to a higher priority or, at the same one, to a higher address: bytes as unsigned numbers. */
final class HigherWins implements Invariant.Watch {

    private final SimulatedLan lan;

    private HigherWins(SimulatedLan lan) {
        this.lan = lan;
    }

    static Invariant invariant() {
        return Invariant.of("the higher wins", HigherWins::new);
    }

    @Override
    public void happened(Happening happening, Consumer<String> complain) {
        if (!(happening instanceof Happening.Told told)
                || !(told.event() instanceof VrrpEvent.RouterTransition change)
                || change.peer().isEmpty()) {
            return;
        }
        SimulatedHost host = lan.host(told.host());
        VirtualRouter router = host.routers().stream()
                .filter(one -> one.name().equals(change.router()))
                .findFirst()
                .orElseThrow();
        VrrpPeer peer = change.peer().get();
        int own = host.priorityOf(router);
        int theirs = peer.priority().value();
        boolean wrong = false;
        if (change.reason() == TransitionReason.HIGHER_ADDRESS) {
            InetAddress source = host.kernel().sourceOf(host.port(router.interfaceName()), router.family());
            wrong = theirs != own || Arrays.compareUnsigned(peer.address().getAddress(), source.getAddress()) <= 0;
        } else if (change.reason() == TransitionReason.HIGHER_PRIORITY) {
            wrong = theirs <= own;
        }
        if (wrong) {
            complain.accept(host + " " + router.name() + " with priority " + own + " yields to " + peer + " as to a "
                    + change.reason());
        }
    }
}
