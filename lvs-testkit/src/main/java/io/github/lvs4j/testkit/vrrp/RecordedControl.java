package io.github.lvs4j.testkit.vrrp;

import io.github.lvs4j.vrrp.Handover;
import io.github.lvs4j.vrrp.HandoverException;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VrrpControl;
import io.github.lvs4j.vrrp.VrrpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A control whose requests, and the ends of their futures, are in the trace, so that {@link RequestsAnswered} sees them. */
final class RecordedControl implements VrrpControl {

    private final SimulatedHost host;
    private final VrrpControl control;

    RecordedControl(SimulatedHost host, VrrpControl control) {
        this.host = host;
        this.control = control;
    }

    @Override
    public String name() {
        return control.name();
    }

    @Override
    public CompletableFuture<Handover> release(Duration deadline) {
        return recorded(VrrpRequest.RELEASE, deadline, control.release(deadline));
    }

    @Override
    public CompletableFuture<Handover> hold(Duration deadline) {
        return recorded(VrrpRequest.HOLD, deadline, control.hold(deadline));
    }

    @Override
    public CompletableFuture<Handover> prefer(Duration deadline) {
        return recorded(VrrpRequest.PREFER, deadline, control.prefer(deadline));
    }

    @Override
    public CompletableFuture<Handover> priority(Priority priority, Duration deadline) {
        return recorded(VrrpRequest.PRIORITY, deadline, control.priority(priority, deadline));
    }

    private CompletableFuture<Handover> recorded(
            VrrpRequest request, Duration deadline, CompletableFuture<Handover> future) {
        SimulatedLan lan = host.lan();
        long number = lan.nextRequest();
        lan.record(new Happening.Requested(lan.now(), host.name(), name(), number, request, deadline));
        return future.whenComplete((handover, failure) -> lan.record(new Happening.Answered(
                lan.now(),
                host.name(),
                name(),
                number,
                Optional.ofNullable(handover),
                failure instanceof HandoverException known ? Optional.of(known.failure()) : Optional.empty())));
    }
}
