package io.github.lvs4j.director;

import io.github.lvs4j.director.mail.MailSettings;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.style.LvsStyle;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.track.TrackerUse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/**
 * Everything a director should be: virtual services with their checks, virtual routers, mail. Built in Java or read from a
 * file by {@code director.conf.KeepalivedConf}; checked whole by {@link Builder#build()}. Immutable.
 */
@LvsStyle
@Value.Immutable
public abstract class DirectorConfig {

    DirectorConfig() {}

    /**
     * Starts a configuration.
     *
     * @return an empty builder; nothing must be given
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * How this director is called in mails: {@code [name] VRRP Group …}.
     *
     * @return empty for the host's name
     */
    public abstract Optional<String> routerId();

    /**
     * Virtual services, in the order in which they are created.
     *
     * @return no two with the same key
     */
    public abstract List<ServiceConfig> services();

    /**
     * Virtual routers and sync groups.
     *
     * @return empty for a director that does not take part in VRRP
     */
    public abstract Optional<VrrpConfig> vrrp();

    /**
     * Where mail goes.
     *
     * @return empty if none is sent
     */
    public abstract Optional<MailSettings> mail();

    /**
     * Virtual routers whose transitions are mailed, by name.
     *
     * @return names of routers in {@link #vrrp()}
     */
    public abstract List<String> mailedRouters();

    /**
     * Sync groups whose transitions are mailed, by name.
     *
     * @return names of groups in {@link #vrrp()}
     */
    public abstract List<String> mailedGroups();

    /**
     * Whether entering the fault state is mailed too.
     *
     * @return true unless set
     */
    @Value.Default
    public boolean mailFaults() {
        return true;
    }

    /**
     * Whether the director owns the whole IPVS table of its network namespace.
     *
     * @return true: services that are not configured are removed, whoever made them; false, unless set: they are left alone
     *     and reported
     */
    @Value.Default
    public boolean exclusive() {
        return false;
    }

    /**
     * How often the kernel's table is compared with the desired one.
     *
     * @return at least 100 ms; 30 s unless set
     */
    @Value.Default
    public Duration reconcileInterval() {
        return Duration.ofSeconds(30);
    }

    /**
     * This configuration with more trackers, as of one that was read from a file and cannot name what a program knows:
     *
     * <pre>{@code
     * ProgramTracker database = Tracker.program("database"); // up until told otherwise
     * DirectorConfig config = KeepalivedConf.read(file).orThrow().tracking("LVS", database.weight(-60));
     * }</pre>
     *
     * @param name a sync group, where each weight counts in every member, or a virtual router; the group, if both have that name
     * @param uses what it tracks besides
     * @return the changed configuration
     * @throws IllegalArgumentException if there is none of that name, or it would track something twice
     */
    public DirectorConfig tracking(String name, TrackerUse... uses) {
        VrrpConfig routers = vrrp().orElseThrow(() ->
                new IllegalArgumentException("no trackers for " + name + ": the configuration has no virtual routers"));
        return builder().from(this).vrrp(routers.tracking(name, uses)).build();
    }

    @Value.Check
    void check() {
        Set<VirtualServiceKey> keys = new HashSet<>();
        for (ServiceConfig service : services()) {
            if (!keys.add(service.key())) {
                throw new IllegalArgumentException(
                        "virtual service " + service.key() + " is defined twice; merge the two or change one");
            }
        }
        if (reconcileInterval().compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException(
                    "reconcile interval " + reconcileInterval() + " is out of range: at least PT0.1S");
        }
    }

    /** Builds a {@link DirectorConfig}. Confined to one thread. {@code build()} checks what the accessors promise. */
    public static final class Builder extends ImmutableDirectorConfig.Builder {
        Builder() {}
    }
}
