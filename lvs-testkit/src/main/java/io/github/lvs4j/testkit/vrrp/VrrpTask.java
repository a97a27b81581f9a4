package io.github.lvs4j.testkit.vrrp;

import io.github.lvs4j.event.ErrorHandler;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpEngine;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpListener;
import io.github.lvs4j.vrrp.VrrpRouter;
import org.jspecify.annotations.Nullable;

/** The loop's thread of a process: turns an engine when it asks for it, when a packet comes and when somebody wakes it. */
final class VrrpTask {

    private static final int QUICK = 3;

    private final SimulatedProcess process;
    private final SimulatedLan lan;
    private final VrrpConfig config;
    private final VrrpListener listener;
    private final Lane kernelLane;
    private final Lane eventLane;
    private final ProcessPorts ports;
    private @Nullable VrrpEngine engine;
    private EventQueue.@Nullable Planned turn;
    private boolean turning;
    private boolean woken;

    VrrpTask(SimulatedProcess process, VrrpConfig config, VrrpListener listener) {
        this.process = process;
        this.lan = process.host().lan();
        this.config = config;
        this.listener = listener;
        this.kernelLane =
                process.lane(process::kernelLatency).quick(process.host().kernelDelayNanos() > 0 ? 0 : QUICK);
        this.eventLane = process.lane(process::latency);
        this.ports = new ProcessPorts(process, this::wake);
    }

    VrrpConfig config() {
        return config;
    }

    Lane kernelLane() {
        return kernelLane;
    }

    @Nullable
    VrrpEngine engine() {
        return engine;
    }

    VrrpRouter start() {
        String name = process.host().name();
        ErrorHandler errors =
                (where, failure) -> lan.violate("no failure inside", name + ": " + where + ": " + failure);
        VrrpEngine started = VrrpEngine.start(config, ports, this::tell, errors, kernelLane);
        engine = started;
        wake();
        return started;
    }

    private void tell(VrrpEvent event) {
        lan.record(new Happening.Told(lan.now(), process.host().name(), event));
        if (listener != VrrpListener.NONE) {
            eventLane.execute(() -> listener.onEvent(event));
        }
    }

    /** A turn is due now. */
    void wake() {
        woken = true;
        if (!turning) {
            plan(0);
        }
    }

    private void plan(long delayNanos) {
        EventQueue.Planned present = turn;
        long delay = delayNanos + process.latency();
        if (present != null) {
            if (present.atNanos() <= lan.time().nowNanos() + delay) {
                return;
            }
            present.cancel();
        }
        turn = lan.time().plan(delay, this::turn);
    }

    private void turn() {
        turn = null;
        VrrpEngine present = engine;
        if (present == null || !process.isAlive() || process.host().isFrozen()) {
            return; // when it goes on it is woken
        }
        turning = true;
        woken = false;
        long[] wait = {0};
        process.perform(() -> {
            present.turn();
            wait[0] = present.nanosToNextTurn();
        });
        turning = false;
        if (!process.isAlive()) {
            return;
        }
        if (woken) {
            plan(0);
        } else if (wait[0] < Long.MAX_VALUE) {
            plan(process.host().clock().toLan(Math.max(0, wait[0])));
        }
    }
}
