package io.github.lvs4j.ipvs;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.style.LvsStyle;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.immutables.value.Value;

/**
 * The definition of a virtual service: what clients reach. Its real servers stand beside it in a {@link ServicePool}.
 * Immutable.
 */
@LvsStyle
@Value.Immutable
public abstract class VirtualService {

    VirtualService() {}

    /**
     * Starts a definition.
     *
     * @return an empty builder; {@link Builder#key} must be given
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * What identifies the service.
     *
     * @return protocol, address and port, or firewall mark and family
     */
    public abstract VirtualServiceKey key();

    /**
     * The balancing algorithm (IPVS_SVC_ATTR_SCHED_NAME of linux/ip_vs.h).
     *
     * @return {@link Scheduler#WLC} unless another was set
     */
    @Value.Default
    public Scheduler scheduler() {
        return Scheduler.WLC;
    }

    /**
     * Flags for the scheduler (IPVS_SVC_ATTR_FLAGS).
     *
     * @return in ascending order, without repetition
     */
    public abstract List<SchedulerFlag> schedulerFlags();

    /**
     * Client stickiness (IPVS_SVC_ATTR_FLAGS, IPVS_SVC_ATTR_TIMEOUT and so on).
     *
     * @return empty if each connection is scheduled by itself
     */
    public abstract Optional<Persistence> persistence();

    /**
     * One-packet scheduling: each UDP packet is scheduled by itself ({@code ipvsadm -o}; IP_VS_SVC_F_ONEPACKET).
     *
     * @return false unless set
     */
    @Value.Default
    public boolean onePacket() {
        return false;
    }

    @Value.Check
    VirtualService check() {
        boolean allPorts = key() instanceof VirtualServiceKey.ByEndpoint byEndpoint
                && byEndpoint.endpoint().port() == 0;
        if (allPorts && persistence().isEmpty()) {
            throw new IllegalArgumentException("virtual service " + key()
                    + ": port 0 means all ports and needs persistence; set one or name a port");
        }
        if (schedulerFlags().size() > 1) {
            List<SchedulerFlag> ordered =
                    schedulerFlags().stream().distinct().sorted().toList();
            if (!ordered.equals(schedulerFlags())) {
                return builder().from(this).schedulerFlags(ordered).build();
            }
        }
        if (persistence().isEmpty() || persistence().get().clientPrefix().isEmpty()) {
            return this;
        }
        int prefix = persistence().get().clientPrefix().getAsInt();
        AddressFamily family = key().family();
        int least = family == AddressFamily.INET ? 0 : 1;
        if (prefix < least || prefix > family.bits()) {
            throw new IllegalArgumentException("virtual service " + key() + ": persistence prefix " + prefix
                    + " is out of range: " + least + " to " + family.bits());
        }
        if (prefix < family.bits()) {
            return this;
        }
        // The whole address is the default: one form only, so that equal definitions compare equal.
        Persistence whole = persistence().get();
        return builder()
                .from(this)
                .persistence(new Persistence(whole.timeout(), OptionalInt.empty(), whole.engine()))
                .build();
    }

    /** Builds a {@link VirtualService}. Confined to one thread. {@code build()} checks what the accessors promise. */
    public static final class Builder extends ImmutableVirtualService.Builder {
        Builder() {}
    }
}
