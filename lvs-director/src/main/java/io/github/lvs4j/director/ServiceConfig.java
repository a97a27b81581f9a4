package io.github.lvs4j.director;

import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.ServicePool;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.style.LvsStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** A virtual service with its real servers and the rules for their failure. Immutable. */
@LvsStyle
@Value.Immutable
public abstract class ServiceConfig {

    ServiceConfig() {}

    /**
     * Starts a definition.
     *
     * @return an empty builder; {@link Builder#service} must be given
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * What clients reach.
     *
     * @return the virtual service
     */
    public abstract VirtualService service();

    /**
     * Its real servers.
     *
     * @return in the order in which they are created
     */
    public abstract List<RealServerConfig> realServers();

    /**
     * The sum of the weights of living servers below which the service has lost its quorum.
     *
     * @return at least 1; 1 unless set
     */
    @Value.Default
    public int quorum() {
        return 1;
    }

    /**
     * How far the sum must pass the quorum, down to lose it and up to regain it.
     *
     * @return 0 to quorum - 1; 0 unless set
     */
    @Value.Default
    public int hysteresis() {
        return 0;
    }

    /**
     * The server that takes the place of all others while the quorum is lost.
     *
     * @return empty if there is none
     */
    public abstract Optional<RealServer> sorryServer();

    /**
     * Whether the sorry server stays in the table with weight 0 while it is not needed.
     *
     * @return false unless set
     */
    @Value.Default
    public boolean sorryServerInhibit() {
        return false;
    }

    /**
     * Whether loss and gain of the quorum are mailed.
     *
     * @return false unless set
     */
    @Value.Default
    public boolean mail() {
        return false;
    }

    /**
     * What identifies the service.
     *
     * @return the virtual service's key
     */
    public VirtualServiceKey key() {
        return service().key();
    }

    @Value.Check
    void check() {
        if (quorum() < 1) {
            throw new IllegalArgumentException(
                    "virtual service " + key() + ": quorum " + quorum() + " is out of range: at least 1");
        }
        if (hysteresis() < 0 || hysteresis() >= quorum()) {
            throw new IllegalArgumentException("virtual service " + key() + ": hysteresis " + hysteresis()
                    + " is out of range: 0 to quorum - 1, which is " + (quorum() - 1));
        }
        List<RealServer> all = new ArrayList<>();
        realServers().forEach(server -> all.add(server.realServer()));
        sorryServer().ifPresent(all::add);
        // The pool's own rules: no server twice, no family that the forwarding method cannot reach.
        ServicePool unused = new ServicePool(service(), all);
    }

    /** Builds a {@link ServiceConfig}. Confined to one thread. {@code build()} checks what the accessors promise. */
    public static final class Builder extends ImmutableServiceConfig.Builder {
        Builder() {}
    }
}
