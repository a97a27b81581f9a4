package io.github.lvs4j.director;

import io.github.lvs4j.director.mail.MailTransport;
import io.github.lvs4j.healthcheck.HealthMonitor;
import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.style.LvsStyle;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpListener;
import io.github.lvs4j.vrrp.VrrpRouter;
import java.util.function.Supplier;
import org.immutables.value.Value;

/**
 * What a director acts through. {@link Director#start(DirectorConfig)} takes the kernel's; a test of failover code takes
 * doubles. The director closes none of these: they belong to whoever made them. Immutable.
 */
@LvsStyle
@Value.Immutable
public abstract class DirectorPorts {

    DirectorPorts() {}

    /**
     * Starts ports.
     *
     * @return an empty builder; {@link Builder#ipvs} and {@link Builder#vrrp} must be given
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The table.
     *
     * @return used by the director's loop alone
     */
    public abstract Ipvs ipvs();

    /**
     * What runs virtual routers.
     *
     * @return called once, at start
     */
    public abstract VrrpStarter vrrp();

    /**
     * What keeps a second director from the same services.
     *
     * @return {@link Claims#NONE} unless set
     */
    @Value.Default
    public Claims claims() {
        return Claims.NONE;
    }

    /**
     * Makes the transport of mail, when the configuration wants any.
     *
     * @return SMTP unless set
     */
    @Value.Default
    public Supplier<MailTransport> mail() {
        return MailTransport::smtp;
    }

    /**
     * Makes the description of the health monitor; listener and error handler are set by the director.
     *
     * @return a monitor with its own threads unless set
     */
    @Value.Default
    public Supplier<HealthMonitor.Builder> health() {
        return HealthMonitor::builder;
    }

    /** Runs the virtual routers of a configuration. */
    @FunctionalInterface
    public interface VrrpStarter {

        /**
         * Checks everything against the host and starts, or throws and leaves the host as it was.
         *
         * @param config the virtual routers and groups
         * @param listener is told what happens, on a thread of the routers' own
         * @return the running routers
         */
        VrrpRouter start(VrrpConfig config, VrrpListener listener);
    }

    /** Names that one holder at a time can have in a network namespace. */
    @FunctionalInterface
    public interface Claims {

        /** Grants everything; for tables that nobody shares. */
        Claims NONE = name -> () -> {};

        /**
         * Claims a name.
         *
         * @param name at most 101 bytes
         * @return the claim, to be closed
         * @throws io.github.lvs4j.error.AlreadyExistsException if somebody holds it
         */
        Claim claim(String name);

        /** A held name. */
        @FunctionalInterface
        interface Claim extends AutoCloseable {

            /** Gives the name back. */
            @Override
            void close();
        }
    }

    /** Builds {@link DirectorPorts}. Confined to one thread. */
    public static final class Builder extends ImmutableDirectorPorts.Builder {
        Builder() {}
    }
}
