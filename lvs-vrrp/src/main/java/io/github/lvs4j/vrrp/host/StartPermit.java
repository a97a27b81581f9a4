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

/** What must hold before anything is opened: every interface exists, and nobody else here runs one of the virtual routers. */
final class StartPermit {

    private final List<AutoCloseable> claims = new ArrayList<>();

    private StartPermit() {}

    /** Checks and claims; gives back what it has claimed if one is refused. */
    static StartPermit obtain(VrrpConfig config, VrrpPorts ports, ErrorHandler errors) {
        StartPermit permit = new StartPermit();
        try {
            for (VirtualRouter router : config.routers()) {
                checkInterface(router, router.interfaceName(), ports);
                for (VirtualAddress address : router.addresses()) {
                    address.interfaceName().ifPresent(name -> checkInterface(router, name, ports));
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

    void giveBack(ErrorHandler errors) {
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
