package io.github.lvs4j.director;

import io.github.lvs4j.healthcheck.HealthCheck;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.style.LvsStyle;
import java.util.List;
import org.immutables.value.Value;

/** A real server with what decides whether it gets connections. Immutable. */
@LvsStyle
@Value.Immutable
public abstract class RealServerConfig {

    RealServerConfig() {}

    /**
     * Starts a definition.
     *
     * @return an empty builder; {@link Builder#realServer} must be given
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A server that nothing checks: always in service.
     *
     * @param realServer the destination with the weight it has when in service
     * @return the definition
     */
    public static RealServerConfig unchecked(RealServer realServer) {
        return builder().realServer(realServer).build();
    }

    /**
     * The destination.
     *
     * @return with the weight it has when in service
     */
    public abstract RealServer realServer();

    /**
     * What must hold for the server to be in service: none of its checks has failed, and those with {@code alpha} have
     * passed.
     *
     * @return empty for a server that nothing checks
     */
    public abstract List<HealthCheck> checks();

    /**
     * What becomes of the server when a check fails.
     *
     * @return true: it stays with weight 0 and keeps its connections; false, unless set: it is removed
     */
    @Value.Default
    public boolean inhibitOnFailure() {
        return false;
    }

    /**
     * Whether its ups and downs are mailed.
     *
     * @return true unless set
     */
    @Value.Default
    public boolean mail() {
        return true;
    }

    /** Builds a {@link RealServerConfig}. Confined to one thread. */
    public static final class Builder extends ImmutableRealServerConfig.Builder {
        Builder() {}
    }
}
