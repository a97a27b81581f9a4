package io.github.lvs4j.ipvs;

import io.github.lvs4j.net.Endpoint;

/**
 * What identifies a real server within its virtual service.
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

    @Override
    public String toString() {
        return endpoint.toString();
    }
}
