package io.github.lvs4j.director;

import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.vrrp.TransitionReason;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpControl;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpListener;
import io.github.lvs4j.vrrp.VrrpRouter;
import io.github.lvs4j.vrrp.VrrpState;
import io.github.lvs4j.vrrp.VrrpStatus;
import io.github.lvs4j.vrrp.VrrpTiming;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Virtual routers that do what the test says. */
final class FakeVrrp implements DirectorPorts.VrrpStarter {

    volatile int starts;
    volatile int closes;
    volatile boolean refusing;
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
                throw new IllegalArgumentException("there is no " + name);
            }

            @Override
            public void close() {
                closes++;
            }
        };
    }

    void group(String name, VrrpState from, VrrpState to) {
        listener.onEvent(new VrrpEvent.GroupTransition(
                Instant.EPOCH, name, from, to, TransitionReason.MASTER_SILENT, Optional.empty(), VrrpTiming.NONE));
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
