package io.github.lvs4j.ipvs;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.style.LvsStyle;
import org.immutables.value.Value;

/** The definition of a real server within a virtual service (the kernel's destination). Immutable. */
@LvsStyle
@Value.Immutable
public abstract class RealServer {

    RealServer() {}

    /**
     * Starts a definition.
     *
     * @return an empty builder; {@link Builder#key} and {@link Builder#forwarding} must be given
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A server behind masquerading (LVS-NAT).
     *
     * @param address numeric address
     * @param port 1 to 65535, which may differ from the service's
     * @param weight 0 to 2147483647
     * @return the definition
     * @throws IllegalArgumentException if a value is malformed or out of range
     */
    public static RealServer masquerade(String address, int port, int weight) {
        return of(address, port, weight, ForwardingMethod.MASQUERADE);
    }

    /**
     * A server behind direct routing (LVS-DR).
     *
     * @param address numeric address
     * @param port the service's port
     * @param weight 0 to 2147483647
     * @return the definition
     * @throws IllegalArgumentException if a value is malformed or out of range
     */
    public static RealServer directRouting(String address, int port, int weight) {
        return of(address, port, weight, ForwardingMethod.DIRECT_ROUTING);
    }

    private static RealServer of(String address, int port, int weight, ForwardingMethod method) {
        return builder()
                .key(RealServerKey.of(address, port))
                .forwarding(method)
                .weight(weight)
                .build();
    }

    /**
     * What identifies the server within its service.
     *
     * @return address and port
     */
    public abstract RealServerKey key();

    /**
     * How packets reach the server (IPVS_DEST_ATTR_FWD_METHOD).
     *
     * @return the forwarding method
     */
    public abstract ForwardingMethod forwarding();

    /**
     * The server's share of new connections; 0 means drained: it keeps what it has and gets none
     * (IPVS_DEST_ATTR_WEIGHT of linux/ip_vs.h).
     *
     * @return 0 to 2147483647; 1 unless set
     */
    @Value.Default
    public int weight() {
        return 1;
    }

    /**
     * Bounds on the server's connections (IPVS_DEST_ATTR_U_THRESH, IPVS_DEST_ATTR_L_THRESH).
     *
     * @return {@link ConnectionThresholds#NONE} unless set
     */
    @Value.Default
    public ConnectionThresholds thresholds() {
        return ConnectionThresholds.NONE;
    }

    /**
     * The same server with another weight.
     *
     * @param weight 0 to 2147483647
     * @return a changed copy, or this one if the weight is the same
     * @throws IllegalArgumentException if the weight is negative
     */
    public RealServer withWeight(int weight) {
        return weight == weight() ? this : builder().from(this).weight(weight).build();
    }

    /**
     * The family of the server's address; only tunnels may differ from the service's (Linux 3.18).
     *
     * @return IPv4 or IPv6
     */
    public AddressFamily family() {
        return key().endpoint().family();
    }

    @Value.Check
    void check() {
        if (weight() < 0) {
            throw new IllegalArgumentException(
                    "real server " + key() + ": weight " + weight() + " is out of range: 0 to 2147483647");
        }
    }

    /** Builds a {@link RealServer}. Confined to one thread. {@code build()} checks what the accessors promise. */
    public static final class Builder extends ImmutableRealServer.Builder {
        Builder() {}
    }
}
