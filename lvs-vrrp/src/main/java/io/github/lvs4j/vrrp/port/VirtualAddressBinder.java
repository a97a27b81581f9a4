package io.github.lvs4j.vrrp.port;

import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.vrrp.VirtualRouter;
import java.util.List;

/**
 * Installs and removes the {@linkplain VirtualRouter#installedAddresses() addresses} of masters, each {@linkplain
 * VirtualRouter#placeOf at its place}, and the interfaces of virtual MACs. May wait for the kernel, so the loop never calls it: one thread of the host does,
 * call by call, in the order of the decisions.
 */
public interface VirtualAddressBinder {

    /**
     * Makes sure that no virtual address is present, and makes the interfaces of virtual MACs, once, before anything runs.
     * Checks all before it changes anything.
     *
     * @param routers all virtual routers of the configuration
     * @throws io.github.lvs4j.error.AlreadyExistsException if an address is present that does not bear our mark, and its
     *     router was not told to adopt it, or an interface has the name of a virtual MAC's and is none; nothing was changed
     */
    void prepare(List<VirtualRouter> routers);

    /**
     * Removes the interfaces that {@link #prepare} made or adopted, once, after everything else.
     *
     * @param routers the same as then
     * @throws io.github.lvs4j.error.LvsException if the kernel refuses one; the others are removed
     */
    default void release(List<VirtualRouter> routers) {
        // no interfaces were made
    }

    /**
     * Sets the virtual MAC's interface up, and installs the addresses or prolongs their lease. Addresses that are there already
     * are well.
     *
     * @param router whose addresses
     * @throws io.github.lvs4j.error.LvsException if the kernel refuses one; the others are installed
     */
    void bind(VirtualRouter router);

    /**
     * Removes the addresses, and sets the virtual MAC's interface down. Addresses that are gone already are well.
     *
     * @param router whose addresses
     * @throws io.github.lvs4j.error.LvsException if the kernel refuses one; the others are removed
     */
    void unbind(VirtualRouter router);

    /**
     * Whether all addresses are present, and the virtual MAC's interface is up.
     *
     * @param router whose addresses
     * @return false if one is missing
     */
    boolean isBound(VirtualRouter router);

    /**
     * Removes those addresses of a router that is not master which bear our mark.
     *
     * @param router whose addresses
     * @return all that were present, with or without our mark, before that
     * @throws io.github.lvs4j.error.LvsException if the kernel refuses it
     */
    default List<InterfaceAddress> clear(VirtualRouter router) {
        return List.of();
    }
}
