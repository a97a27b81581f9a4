package io.github.lvs4j.healthcheck;

import io.github.lvs4j.net.Endpoint;
import java.util.Optional;

/**
 * Where a probe goes, and where it comes from. Immutable.
 *
 * @param endpoint the address and port to ask
 * @param bind the local address and port to ask from; port 0 lets the kernel choose one; empty leaves both to the kernel
 */
public record CheckTarget(Endpoint endpoint, Optional<Endpoint> bind) {

    /**
     * Checks both ends.
     *
     * @throws IllegalArgumentException if the port to ask is 0, or the families differ
     */
    public CheckTarget {
        if (endpoint.port() == 0) {
            throw new IllegalArgumentException("check target " + endpoint + ": port 0 cannot be asked; name a port");
        }
        if (bind.isPresent() && bind.get().family() != endpoint.family()) {
            throw new IllegalArgumentException("check target " + endpoint + ": cannot be asked from " + bind.get()
                    + ", which is of another address family");
        }
    }

    /**
     * A target asked from whatever local address the kernel chooses.
     *
     * @param endpoint the address and port to ask
     * @return the target
     * @throws IllegalArgumentException if the port is 0
     */
    public static CheckTarget of(Endpoint endpoint) {
        return new CheckTarget(endpoint, Optional.empty());
    }

    /**
     * A target given as text.
     *
     * @param address numeric address
     * @param port 1 to 65535
     * @return the target
     * @throws IllegalArgumentException if a value is malformed or out of range
     */
    public static CheckTarget of(String address, int port) {
        return of(Endpoint.of(address, port));
    }

    /**
     * The same target asked from the given local address.
     *
     * @param bind local address and port; port 0 lets the kernel choose one
     * @return a changed copy
     * @throws IllegalArgumentException if the families differ
     */
    public CheckTarget from(Endpoint bind) {
        return new CheckTarget(endpoint, Optional.of(bind));
    }

    @Override
    public String toString() {
        return bind.map(local -> endpoint + " from " + local).orElseGet(endpoint::toString);
    }
}
