package io.github.lvs4j.director;

import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.vrrp.Handover;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.TransitionReason;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpControl;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpListener;
import io.github.lvs4j.vrrp.VrrpRouter;
import io.github.lvs4j.vrrp.VrrpState;
import io.github.lvs4j.vrrp.VrrpStatus;
import io.github.lvs4j.vrrp.VrrpTiming;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Virtual routers that do what the test says. */
final class FakeVrrp implements DirectorPorts.VrrpStarter {

    volatile int starts;
    volatile int closes;
    volatile boolean refusing;
    volatile Runnable whenAskedForControl = () -> {};
    final Map<String, FakeControl> controls = new ConcurrentHashMap<>();
    private volatile VrrpListener listener = VrrpListener.NONE;

    @Override
    public VrrpRouter start(VrrpConfig config, VrrpListener hearing) {
        if (refusing) {
            throw new NotFoundException("start virtual router LVS_WAN", 0, "", "there is no interface eth0");
        }
        starts++;
        listener = hearing;
        return new VrrpRouter() {
            @Override
            public VrrpStatus status() {
                return new VrrpStatus(List.of(), List.of(), 0);
            }

            @Override
            public VrrpControl control(String name) {
                whenAskedForControl.run();
                if (config.groups().stream().noneMatch(group -> group.name().equals(name))) {
                    throw new IllegalArgumentException("there is no " + name);
                }
                return controls.computeIfAbsent(name, FakeControl::new);
            }

            @Override
            public void close() {
                closes++;
            }
        };
    }

    /** Notes what it is asked for. */
    record FakeControl(String name, List<String> requests) implements VrrpControl {

        FakeControl(String name) {
            this(name, new CopyOnWriteArrayList<>());
        }

        @Override
        public CompletableFuture<Handover> release(Duration deadline) {
            return request("release");
        }

        @Override
        public CompletableFuture<Handover> hold(Duration deadline) {
            return request("hold");
        }

        @Override
        public CompletableFuture<Handover> prefer(Duration deadline) {
            return request("prefer");
        }

        @Override
        public CompletableFuture<Handover> priority(Priority priority, Duration deadline) {
            return request("priority " + priority);
        }

        private CompletableFuture<Handover> request(String text) {
            requests.add(text);
            return new CompletableFuture<>();
        }
    }

    void group(String name, VrrpState from, VrrpState to) {
        group(name, from, to, TransitionReason.MASTER_SILENT);
    }

    void group(String name, VrrpState from, VrrpState to, TransitionReason reason) {
        listener.onEvent(new VrrpEvent.GroupTransition(
                Instant.EPOCH, name, from, to, reason, Optional.empty(), VrrpTiming.NONE));
    }

    void router(String name, VrrpState from, VrrpState to) {
        listener.onEvent(new VrrpEvent.RouterTransition(
                Instant.EPOCH,
                name,
                Optional.empty(),
                from,
                to,
                TransitionReason.MASTER_SILENT,
                Optional.empty(),
                VrrpTiming.NONE));
    }
}
