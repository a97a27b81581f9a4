package io.github.lvs4j.director;

import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.event.LvsEvent;
import io.github.lvs4j.healthcheck.HealthEvent;
import io.github.lvs4j.ipvs.ApplyOutcome;
import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.vrrp.VrrpEvent;
import java.util.List;
import java.util.Locale;

/** Something that happened in a director. Immutable. */
public sealed interface DirectorEvent extends LvsEvent {

    /** Why the kernel's table was changed. */
    enum Cause {
        /** The director started. */
        START,
        /** Another configuration was applied. */
        CONFIGURATION,
        /** A real server came up or went down. */
        HEALTH,
        /** Somebody else had changed it. */
        DRIFT,
        /** An earlier change had failed. */
        RETRY,
        /** The director closed. */
        CLOSE
    }

    /**
     * The kernel's table was changed.
     *
     * @param cause why
     * @param plan what was to change
     * @param outcome what became of it
     */
    record TableChanged(Cause cause, IpvsPlan plan, ApplyOutcome outcome) implements DirectorEvent {
        @Override
        public String describe() {
            String what = plan.changes().size() == 1
                    ? plan.changes().get(0).toString()
                    : plan.changes().size() + " changes";
            return "table changed (" + cause.name().toLowerCase(Locale.ROOT) + "): " + what
                    + (outcome.isComplete() ? "" : ", not all made: " + outcome);
        }
    }

    /**
     * The kernel's table could not be read or changed; the next reconciliation tries again.
     *
     * @param failure why
     */
    record TableFailed(LvsException failure) implements DirectorEvent {
        @Override
        public String describe() {
            return "table not reconciled: " + failure.getMessage();
        }
    }

    /**
     * Services that are not ours are in the table; they are left alone. Reported when the set changes.
     *
     * @param services their keys; empty when the last one is gone
     */
    record ForeignServices(List<VirtualServiceKey> services) implements DirectorEvent {

        /** Copies the list. */
        public ForeignServices {
            services = List.copyOf(services);
        }

        @Override
        public String describe() {
            return services.isEmpty() ? "no foreign services any more" : "foreign services left alone: " + services;
        }
    }

    /**
     * A real server came into service or left it.
     *
     * @param service its virtual service
     * @param server the server
     * @param up whether it gets connections now
     * @param reason what its check said
     */
    record RealServerChanged(VirtualServiceKey service, RealServerKey server, boolean up, String reason)
            implements DirectorEvent {
        @Override
        public String describe() {
            return "real server " + server + " of " + service + " is " + (up ? "up" : "down") + ": " + reason;
        }
    }

    /**
     * A virtual service has gained or lost its quorum.
     *
     * @param service the service
     * @param up whether it has the quorum now
     * @param weight the sum of the living servers' weights
     */
    record QuorumChanged(VirtualServiceKey service, boolean up, long weight) implements DirectorEvent {
        @Override
        public String describe() {
            return "virtual service " + service + " has " + (up ? "gained" : "lost") + " its quorum with living weight "
                    + weight;
        }
    }

    /**
     * A check reported something.
     *
     * @param event what the check reported
     */
    record Health(HealthEvent event) implements DirectorEvent {
        @Override
        public String describe() {
            return event.describe();
        }
    }

    /**
     * A virtual router or a sync group reported something.
     *
     * @param event what VRRP reported
     */
    record Vrrp(VrrpEvent event) implements DirectorEvent {
        @Override
        public String describe() {
            return event.describe();
        }
    }
}
