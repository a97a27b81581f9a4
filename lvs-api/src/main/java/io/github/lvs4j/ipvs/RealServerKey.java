package io.github.lvs4j.ipvs;

import io.github.lvs4j.net.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * What identifies a real server within its virtual service (IPVS_DEST_ATTR_ADDR_FAMILY, _ADDR and _PORT of linux/ip_vs.h).
 *
 * @param endpoint the server's address and port; port 0 for services by firewall mark and for all-port services
 */
public record RealServerKey(Endpoint endpoint) {

    /**
     * The key of a server.
     *
     * @param address numeric address
     * @param port 0 to 65535
     * @return the key
     * @throws IllegalArgumentException if the address is malformed or the port out of range
     */
    public static RealServerKey of(String address, int port) {
        return new RealServerKey(Endpoint.of(address, port));
    }

    // What the compiler would add is put together at run time, which a process that loads one table would wait for.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RealServerKey key && endpoint.equals(key.endpoint);
    }

    @Override
    public int hashCode() {
        return endpoint.hashCode();
    }

    @Override
    public String toString() {
        return endpoint.toString();
    }
}
