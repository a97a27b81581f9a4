package io.github.lvs4j.vrrp.linux;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.vrrp.VirtualAddress;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.port.VirtualAddressBinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Virtual addresses over a {@link NetworkStack}. They bear our protocol mark (IFA_PROTO, kernel 5.18), so that what a killed
 * director left is known as ours at the next start, and nothing else is ever removed. One thread at a time.
 */
public final class RtnetlinkAddressBinder implements VirtualAddressBinder {

    private final NetworkStack stack;
    private final VirtualMacLinks virtualMacs;

    /**
     * A binder.
     *
     * @param stack whose addresses; stays the caller's
     */
    public RtnetlinkAddressBinder(NetworkStack stack) {
        this(stack, Path.of("/proc/sys/net"));
    }

    /**
     * A binder for a stack that is not this machine's.
     *
     * @param stack whose addresses; stays the caller's
     * @param settings the directory of its interfaces' settings, as proc/sys/net is for this machine; none is made that is missing
     */
    public RtnetlinkAddressBinder(NetworkStack stack, Path settings) {
        this.stack = stack;
        this.virtualMacs = new VirtualMacLinks(stack, new InterfaceSysctls(settings));
    }

    @Override
    public void prepare(List<VirtualRouter> routers) {
        List<InterfaceAddress> leftovers = new ArrayList<>();
        List<InterfaceAddress> present = stack.addresses();
        for (VirtualRouter router : routers) {
            for (VirtualAddress address : router.installedAddresses()) {
                for (InterfaceAddress found : present) {
                    if (!found.prefix().address().equals(address.prefix().address())) {
                        continue;
                    }
                    boolean here = found.interfaceName().equals(router.placeOf(address))
                            && found.prefix().equals(address.prefix());
                    boolean ours = found.protocol().equals(RouteProtocol.LVS4J);
                    if (!ours && !(here && router.adoptAddresses())) {
                        throw foreign(router, address, found);
                    }
                    leftovers.add(found);
                }
            }
        }
        routers.forEach(virtualMacs::check);
        leftovers.forEach(this::remove);
        try {
            routers.forEach(virtualMacs::prepare);
        } catch (RuntimeException failure) {
            release(routers);
            throw failure;
        }
    }

    @Override
    public void release(List<VirtualRouter> routers) {
        Attempts attempts = new Attempts();
        routers.forEach(router -> attempts.removal(() -> virtualMacs.remove(router)));
        attempts.end();
    }

    @Override
    public void bind(VirtualRouter router) {
        Attempts attempts = new Attempts();
        attempts.make(() -> virtualMacs.raise(router));
        for (VirtualAddress address : router.installedAddresses()) {
            attempts.make(() -> stack.replaceAddress(AddressLease.addressOf(router, address)));
        }
        attempts.end();
    }

    @Override
    public void unbind(VirtualRouter router) {
        Attempts attempts = new Attempts();
        for (VirtualAddress address : router.installedAddresses()) {
            attempts.removal(() -> stack.removeAddress(AddressLease.addressOf(router, address)));
        }
        attempts.make(() -> virtualMacs.lower(router));
        attempts.end();
    }

    @Override
    public boolean isBound(VirtualRouter router) {
        List<InterfaceAddress> present = stack.addresses();
        return virtualMacs.isRaised(router)
                && router.installedAddresses().stream()
                        .allMatch(address -> present.stream().anyMatch(found -> isAt(found, router, address)));
    }

    @Override
    public List<InterfaceAddress> clear(VirtualRouter router) {
        List<InterfaceAddress> found = stack.addresses().stream()
                .filter(one -> router.installedAddresses().stream()
                        .anyMatch(address ->
                                one.prefix().address().equals(address.prefix().address())
                                        && one.interfaceName().equals(router.placeOf(address))))
                .toList();
        found.stream().filter(one -> one.protocol().equals(RouteProtocol.LVS4J)).forEach(this::remove);
        return found;
    }

    private static boolean isAt(InterfaceAddress found, VirtualRouter router, VirtualAddress address) {
        return found.prefix().equals(address.prefix()) && found.interfaceName().equals(router.placeOf(address));
    }

    private void remove(InterfaceAddress address) {
        Attempts attempts = new Attempts();
        attempts.removal(() -> stack.removeAddress(address));
        attempts.end();
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
