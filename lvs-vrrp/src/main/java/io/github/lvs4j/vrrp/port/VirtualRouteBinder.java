package io.github.lvs4j.vrrp.port;

import io.github.lvs4j.vrrp.VirtualRouter;
import java.util.List;

/**
 * Adds and removes virtual routes and rules. May wait for the kernel, so the loop never calls it: the thread that calls the
 * {@link VirtualAddressBinder} does, after that one for adding, before it for removing.
 */
public interface VirtualRouteBinder {

    /** For ports that move no routes; refuses virtual routers that have some. */
    VirtualRouteBinder NONE = new NoRoutes();

    /**
     * Makes sure that no virtual route and rule of ours is present, once, before anything runs.
     *
     * @param routers all virtual routers of the configuration
     * @throws io.github.lvs4j.error.LvsException if the kernel refuses to remove what a killed run left
     */
    void prepare(List<VirtualRouter> routers);

    /**
     * Adds the routes, then the rules. What is there already with our mark is well.
     *
     * @param router whose routes and rules
     * @throws io.github.lvs4j.error.LvsException if the kernel refuses one, or another's stands in its place; the others are
     *     added
     */
    void bind(VirtualRouter router);

    /**
     * Removes the rules, then the routes. What is gone already is well.
     *
     * @param router whose routes and rules
     * @throws io.github.lvs4j.error.LvsException if the kernel refuses one; the others are removed
     */
    void unbind(VirtualRouter router);

    /**
     * Looks for what should be there and is not.
     *
     * @param router whose routes and rules
     * @return each missing one, as {@code ip} writes it; empty if all are there
     */
    List<String> missing(VirtualRouter router);
}
