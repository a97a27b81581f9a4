package io.github.lvs4j.vrrp.linux;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.vrrp.VirtualAddress;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.port.VirtualAddressBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Virtual addresses over a {@link NetworkStack}. They bear our protocol mark (IFA_PROTO, kernel 5.18), so that what a killed
 * director left is known as ours at the next start, and nothing else is ever removed. Any thread may call.
 */
public final class RtnetlinkAddressBinder implements VirtualAddressBinder {

    private final NetworkStack stack;

    /**
     * A binder.
     *
     * @param stack whose addresses; stays the caller's
     */
    public RtnetlinkAddressBinder(NetworkStack stack) {
        this.stack = stack;
    }

    @Override
    public void prepare(List<VirtualRouter> routers) {
        List<InterfaceAddress> leftovers = new ArrayList<>();
        List<InterfaceAddress> present = stack.addresses();
        for (VirtualRouter router : routers) {
            for (VirtualAddress address : router.addresses()) {
                for (InterfaceAddress found : present) {
                    if (!found.prefix().address().equals(address.prefix().address())) {
                        continue;
                    }
                    boolean here = found.interfaceName().equals(interfaceOf(router, address))
                            && found.prefix().equals(address.prefix());
                    boolean ours = found.protocol().equals(RouteProtocol.LVS4J);
                    if (!ours && !(here && router.adoptAddresses())) {
                        throw foreign(router, address, found);
                    }
                    leftovers.add(found);
                }
            }
        }
        leftovers.forEach(this::remove);
    }

    @Override
    public void bind(VirtualRouter router) {
        forEach(router, address -> stack.replaceAddress(AddressLease.addressOf(router, address)));
    }

    @Override
    public void unbind(VirtualRouter router) {
        forEach(router, address -> remove(AddressLease.addressOf(router, address)));
    }

    @Override
    public boolean isBound(VirtualRouter router) {
        List<InterfaceAddress> present = stack.addresses();
        return router.addresses().stream()
                .allMatch(address -> present.stream()
                        .anyMatch(found -> found.prefix().equals(address.prefix())
                                && found.interfaceName().equals(interfaceOf(router, address))));
    }

    private void remove(InterfaceAddress address) {
        try {
            stack.removeAddress(address);
        } catch (NotFoundException gone) {
            // expired, removed by somebody else, or gone with its interface: as wanted
        }
    }

    /** Does all that can be done, and throws the first failure then. */
    private static void forEach(VirtualRouter router, Consumer<VirtualAddress> task) {
        RuntimeException first = null;
        for (VirtualAddress address : router.addresses()) {
            try {
                task.accept(address);
            } catch (RuntimeException failure) {
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private static InterfaceName interfaceOf(VirtualRouter router, VirtualAddress address) {
        return address.interfaceName().orElse(router.interfaceName());
    }

    private static AlreadyExistsException foreign(
            VirtualRouter router, VirtualAddress address, InterfaceAddress found) {
        return new AlreadyExistsException(
                "start virtual router " + router.name(),
                0,
                "",
                "virtual address " + address.prefix() + " is already on " + found.interfaceName() + " as "
                        + found.prefix() + " and does not bear lvs4j's mark: remove it (ip address del "
                        + found.prefix() + " dev " + found.interfaceName()
                        + "), or set adoptAddresses to take it over where it has the same interface and prefix;"
                        + " kernels before 5.18 store no mark, so there a killed director's address looks foreign too");
    }
}
