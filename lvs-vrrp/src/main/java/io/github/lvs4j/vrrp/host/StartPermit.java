package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.event.ErrorHandler;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.vrrp.VirtualAddress;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.port.VrrpPorts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What must hold before anything is opened: every interface exists, and nobody else here runs one of the virtual routers. Then
 * the start, and what must be undone of it in the end.
 */
final class StartPermit {

    private final List<AutoCloseable> claims = new ArrayList<>();

    private final VrrpConfig config;
    private final VrrpPorts ports;
    private boolean prepared;

    private StartPermit(VrrpConfig config, VrrpPorts ports) {
        this.config = config;
        this.ports = ports;
    }

    /** Checks and claims; gives back what it has claimed if one is refused. */
    static StartPermit obtain(VrrpConfig config, VrrpPorts ports, ErrorHandler errors) {
        StartPermit permit = new StartPermit(config, ports);
        try {
            for (VirtualRouter router : config.routers()) {
                checkInterface(router, router.interfaceName(), ports);
                for (VirtualAddress address : router.installedAddresses()) {
                    address.interfaceName()
                            .filter(name -> !router.virtualMacInterface().equals(Optional.of(name)))
                            .ifPresent(name -> checkInterface(router, name, ports));
                }
            }
            for (VirtualRouter router : config.routers()) {
                permit.claims.add(claim(router, ports));
            }
        } catch (RuntimeException refusal) {
            permit.giveBack(errors);
            throw refusal;
        }
        return permit;
    }

    /** Opens the sockets, then removes what a killed run left and makes what is needed, then starts the machines. */
    void start(VrrpLoop loop) {
        loop.openSockets();
        ports.binder().prepare(config.routers());
        prepared = true;
        ports.routes().prepare(config.routers());
        loop.openVirtualMacSockets();
        ports.links().start(loop);
        loop.start();
    }

    /** After everything else: removes what was made at the start, and gives back the names. */
    void giveBack(ErrorHandler errors) {
        if (prepared) {
            prepared = false;
            try {
                ports.binder().release(config.routers());
            } catch (RuntimeException failure) {
                errors.onError("removing the interfaces of virtual MACs", failure);
            }
        }
        for (AutoCloseable claim : claims) {
            try {
                claim.close();
            } catch (Exception failure) {
                errors.onError("giving back a claimed name", failure);
            }
        }
        claims.clear();
    }

    private static void checkInterface(VirtualRouter router, InterfaceName name, VrrpPorts ports) {
        if (!ports.links().inspect(name).exists()) {
            throw new NotFoundException(
                    "start virtual router " + router.name(),
                    0,
                    "",
                    "there is no interface " + name
                            + " in this network namespace: create it first, or correct the name");
        }
    }

    private static AutoCloseable claim(VirtualRouter router, VrrpPorts ports) {
        String name = "vrrp/" + router.interfaceName() + "/" + router.family() + "/" + router.id();
        try {
            return ports.claim(name);
        } catch (AlreadyExistsException held) {
            AlreadyExistsException clear = new AlreadyExistsException(
                    "start virtual router " + router.name(),
                    0,
                    "",
                    router.family() + " virtual router id " + router.id() + " on " + router.interfaceName()
                            + " already runs in this network namespace, in this process or another:"
                            + " stop that one, or use another id");
            clear.addSuppressed(held);
            throw clear;
        }
    }
}
