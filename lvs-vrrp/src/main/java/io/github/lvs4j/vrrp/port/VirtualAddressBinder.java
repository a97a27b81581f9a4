package io.github.lvs4j.vrrp.port;

import io.github.lvs4j.vrrp.VirtualRouter;
import java.util.List;

/**
 * Installs and removes virtual addresses. May wait for the kernel, so the loop never calls it: one thread of the host does,
 * call by call, in the order of the decisions.
 */
public interface VirtualAddressBinder {

    /**
     * Makes sure that no virtual address is present, once, before anything runs. Checks all before it removes one.
     *
     * @param routers all virtual routers of the configuration
     * @throws io.github.lvs4j.error.AlreadyExistsException if an address is present that does not bear our mark, and its
     *     router was not told to adopt it; nothing was changed
     */
    void prepare(List<VirtualRouter> routers);

    /**
     * Installs the addresses, or prolongs their lease. Addresses that are there already are well.
     *
     * @param router whose addresses
     * @throws io.github.lvs4j.error.LvsException if the kernel refuses one; the others are installed
     */
    void bind(VirtualRouter router);

    /**
     * Removes the addresses. Addresses that are gone already are well.
     *
     * @param router whose addresses
     * @throws io.github.lvs4j.error.LvsException if the kernel refuses one; the others are removed
     */
    void unbind(VirtualRouter router);

    /**
     * Whether all addresses are present.
     *
     * @param router whose addresses
     * @return false if one is missing
     */
    boolean isBound(VirtualRouter router);
}
