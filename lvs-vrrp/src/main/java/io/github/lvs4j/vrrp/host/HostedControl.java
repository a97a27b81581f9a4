package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.vrrp.Handover;
import io.github.lvs4j.vrrp.HandoverException;
import io.github.lvs4j.vrrp.HandoverFailure;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VrrpControl;
import io.github.lvs4j.vrrp.VrrpRequest;
import io.github.lvs4j.vrrp.VrrpStance;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** A program's hand on a {@link ControlHost}: carries requests to the loop, and their ends to futures. Thread-safe. */
final class HostedControl implements VrrpControl {

    private final String name;
    private final ControlHost control;
    private final VrrpLoop loop;
    private final Executor endings;
    private final BooleanSupplier ended;

    HostedControl(String name, ControlHost control, VrrpLoop loop, Executor endings, BooleanSupplier ended) {
        this.name = name;
        this.control = control;
        this.loop = loop;
        this.endings = endings;
        this.ended = ended;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletableFuture<Handover> release(Duration deadline) {
        return ask(VrrpRequest.RELEASE, Optional.empty(), deadline);
    }

    @Override
    public CompletableFuture<Handover> hold(Duration deadline) {
        return ask(VrrpRequest.HOLD, Optional.empty(), deadline);
    }

    @Override
    public CompletableFuture<Handover> prefer(Duration deadline) {
        return ask(VrrpRequest.PREFER, Optional.empty(), deadline);
    }

    @Override
    public CompletableFuture<Handover> priority(Priority priority, Duration deadline) {
        if (priority.equals(Priority.RELEASE) || priority.equals(Priority.OWNER)) {
            throw new IllegalArgumentException("priority " + priority + " cannot be given to " + name
                    + " at run time: 0 means stepping down, for which there is release, and 255 belongs to the owner of"
                    + " the addresses by definition; use 1 to 254");
        }
        return ask(VrrpRequest.PRIORITY, Optional.of(priority), deadline);
    }

    private CompletableFuture<Handover> ask(VrrpRequest request, Optional<Priority> priority, Duration deadline) {
        if (deadline.isZero() || deadline.isNegative()) {
            throw new IllegalArgumentException(
                    "a deadline of " + deadline + " leaves no time for the " + request.phrase() + " of " + name);
        }
        CompletableFuture<Handover> future = new CompletableFuture<>();
        loop.post(() -> control.ask(request, priority, bounded(deadline), new ControlHost.Ending() {
            @Override
            public void done(Handover handover) {
                endings.execute(() -> future.complete(handover));
            }

            @Override
            public void failed(HandoverException failure) {
                endings.execute(() -> future.completeExceptionally(failure));
            }
        }));
        if (ended.getAsBoolean()) { // what was posted before the end is answered, later posts are not
            future.completeExceptionally(new HandoverException(
                    name, request, HandoverFailure.STOPPED, VrrpStance.ORDINARY, Optional.empty()));
        }
        return future;
    }

    /** A century is as good as forever, and its nanoseconds fit. */
    private static Duration bounded(Duration deadline) {
        Duration century = Duration.ofDays(36_500);
        return deadline.compareTo(century) > 0 ? century : deadline;
    }
}
