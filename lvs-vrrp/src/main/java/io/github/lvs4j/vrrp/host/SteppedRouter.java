package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.event.ErrorHandler;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpControl;
import io.github.lvs4j.vrrp.VrrpEngine;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpListener;
import io.github.lvs4j.vrrp.VrrpStatus;
import io.github.lvs4j.vrrp.port.VrrpPorts;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/** The same {@link VrrpLoop} as {@link VrrpHost} runs, turned by its caller. Confined to the caller's thread. */
public final class SteppedRouter implements VrrpEngine {

    private final VrrpPorts ports;
    private final ErrorHandler errors;
    private final Executor kernelWork;
    private final StartPermit permit;
    private final Map<String, VrrpControl> controls = new HashMap<>();
    private final VrrpLoop loop;
    private boolean closed;

    private SteppedRouter(
            VrrpConfig config,
            VrrpPorts ports,
            VrrpListener listener,
            ErrorHandler errors,
            Executor kernelWork,
            StartPermit permit) {
        this.ports = ports;
        this.errors = errors;
        this.kernelWork = kernelWork;
        this.permit = permit;
        this.loop = new VrrpLoop(config, ports, telling(listener, errors), errors, kernelWork);
    }

    /**
     * See {@link VrrpEngine#start}.
     *
     * @param config what to run
     * @param ports sockets, addresses, time
     * @param listener hears of what happens
     * @param errors receives failures
     * @param kernelWork carries out what may wait for the kernel
     * @return the routers
     */
    public static VrrpEngine start(
            VrrpConfig config, VrrpPorts ports, VrrpListener listener, ErrorHandler errors, Executor kernelWork) {
        StartPermit permit = null;
        SteppedRouter router = null;
        try {
            permit = StartPermit.obtain(config, ports, errors);
            router = new SteppedRouter(config, ports, listener, errors, kernelWork, permit);
            permit.start(router.loop);
            return router;
        } catch (RuntimeException failure) {
            if (router != null) {
                router.loop.closeChannels();
            }
            if (permit != null) {
                permit.giveBack(errors);
            }
            ports.close();
            throw failure;
        }
    }

    @Override
    public void turn() {
        if (!closed) {
            loop.turn();
        }
    }

    @Override
    public long nanosToNextTurn() {
        return closed ? Long.MAX_VALUE : loop.nanosToNextTurn();
    }

    @Override
    public VrrpControl control(String name) {
        return controls.computeIfAbsent(
                name, known -> new HostedControl(known, loop.control(known), loop, Runnable::run, () -> closed));
    }

    @Override
    public VrrpStatus status() {
        return loop.status();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            loop.shutDown();
            kernelWork.execute(this::end);
        }
    }

    private void end() {
        loop.runMailbox();
        loop.closeChannels();
        permit.giveBack(errors);
        ports.close();
    }

    private static EventSink telling(VrrpListener listener, ErrorHandler errors) {
        return new EventSink() {
            @Override
            public void publish(VrrpEvent event) {
                try {
                    listener.onEvent(event);
                } catch (RuntimeException failure) {
                    errors.onError("VRRP listener, " + event.describe(), failure);
                }
            }

            @Override
            public long lost() {
                return 0;
            }
        };
    }
}
