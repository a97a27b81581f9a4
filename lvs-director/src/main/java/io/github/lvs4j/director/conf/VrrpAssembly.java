package io.github.lvs4j.director.conf;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.vrrp.Authentication;
import io.github.lvs4j.vrrp.ChecksumPolicy;
import io.github.lvs4j.vrrp.Preemption;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.SyncGroup;
import io.github.lvs4j.vrrp.VirtualAddress;
import io.github.lvs4j.vrrp.VirtualMac;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VirtualRouterId;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpVersion;
import io.github.lvs4j.vrrp.track.TrackerUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Instances and groups of a file as virtual routers and sync groups, checked against each other. */
final class VrrpAssembly {

    private final GlobalDefsReader globals;
    private final TrackerAssembly trackers;
    private final Report report;
    private final List<VirtualRouter> routers = new ArrayList<>();
    private final List<SyncGroup> groups = new ArrayList<>();
    private final List<String> mailedRouters = new ArrayList<>();
    private final List<String> mailedGroups = new ArrayList<>();
    private final Map<String, Position> names = new HashMap<>();
    private final Set<String> macvlans = new HashSet<>();
    private final Map<String, Position> identities = new HashMap<>();

    VrrpAssembly(GlobalDefsReader globals, TrackerAssembly trackers, Report report) {
        this.globals = globals;
        this.trackers = trackers;
        this.report = report;
    }

    void add(InstanceReader instance) {
        instance.name.ifPresent(name -> {
            Position first = names.putIfAbsent(name, instance.position);
            if (first != null) {
                report.error(
                        instance.position,
                        "a vrrp_instance " + name + " is defined on line " + first.line() + " already; rename one");
            }
        });
        boolean whole = complete(instance);
        identity(instance);
        List<TrackerUse> uses = trackers.uses(instance);
        if (whole) {
            router(instance, uses).ifPresent(routers::add);
        }
        if (instance.mail.orElse(globals.mailVrrp())) {
            instance.name.ifPresent(mailedRouters::add);
        }
    }

    void add(GroupReader group, Map<String, String> groupOfMember) {
        String name = group.name.orElse("");
        List<TrackerUse> uses = trackers.uses(group);
        List<String> members = new ArrayList<>();
        group.members.forEach((member, place) -> {
            String other = groupOfMember.putIfAbsent(member, name);
            if (!names.containsKey(member)) {
                report.unknown(
                        place,
                        "vrrp_sync_group " + name + " names \"" + member + "\", and no vrrp_instance has that name",
                        "it is left out",
                        NearestWord.to(member, names.keySet()));
            } else if (other != null) {
                report.error(place, "\"" + member + "\" is in vrrp_sync_group " + other + " already; one group only");
            } else {
                members.add(member);
            }
        });
        if (members.size() == 1) {
            report.warning(
                    group.position, "vrrp_sync_group " + name + " has one member only, which moves alone anyhow");
        }
        if (members.isEmpty()) {
            report.warning(group.position, "vrrp_sync_group " + name + " has no member and is left out");
            return;
        }
        try {
            groups.add(new SyncGroup(name, members).withTrackers(uses.toArray(TrackerUse[]::new)));
        } catch (IllegalArgumentException e) {
            report.error(group.position, String.valueOf(e.getMessage()));
        }
        if (group.mail.orElse(globals.mailVrrp())) {
            mailedGroups.add(name);
        }
    }

    Optional<VrrpConfig> config(Position position) {
        if (routers.isEmpty() || report.hasErrors()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new VrrpConfig(routers, groups));
        } catch (IllegalArgumentException e) {
            report.error(position, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    List<String> mailedRouters() {
        return mailedRouters;
    }

    List<String> mailedGroups() {
        return mailedGroups;
    }

    private boolean complete(InstanceReader instance) {
        String title = "vrrp_instance " + instance.name.orElse("");
        if (instance.lacks("interface")) {
            report.error(instance.position, title + " has no interface; add interface NAME");
        }
        if (instance.lacks("virtual_router_id")) {
            report.error(instance.position, title + " has no virtual_router_id; add one from 1 to 255");
        }
        if (instance.lacks("virtual_ipaddress")) {
            report.error(instance.position, title + " has no virtual address; add virtual_ipaddress { ADDRESS }");
        }
        if (!instance.lacks("virtual_ipaddress") && instance.addresses.isEmpty() && !report.hasErrors()) {
            report.error(instance.position, title + " has an empty virtual_ipaddress; add an address");
        }
        return instance.name.isPresent()
                && instance.interfaceName.isPresent()
                && instance.id.isPresent()
                && !instance.addresses.isEmpty();
    }

    private void identity(InstanceReader instance) {
        if (instance.interfaceName.isEmpty() || instance.id.isEmpty() || instance.addresses.isEmpty()) {
            return;
        }
        AddressFamily family = family(instance);
        String identity = instance.id.get() + " " + family + " " + instance.interfaceName.get();
        Position first = identities.putIfAbsent(identity, instance.idPosition);
        if (first != null) {
            report.error(
                    instance.idPosition,
                    "virtual_router_id " + instance.id.get() + " is used on " + instance.interfaceName.get()
                            + " on line " + first.line() + " already; choose another from 1 to 255");
        }
    }

    private Optional<VirtualRouter> router(InstanceReader instance, List<TrackerUse> uses) {
        AddressFamily family = family(instance);
        for (Map.Entry<VirtualAddress, Position> entry : instance.addresses.entrySet()) {
            if (entry.getKey().prefix().family() != family) {
                report.error(
                        entry.getValue(),
                        "the virtual address " + entry.getKey() + " is of another family than the first one; give it a"
                                + " vrrp_instance of its own");
                return Optional.empty();
            }
        }
        VrrpVersion version = version(instance, family);
        try {
            VirtualRouter.Builder builder = VirtualRouter.builder();
            instance.leastTimeToLive(report).ifPresent(builder::leastUnicastTimeToLive);
            return Optional.of(builder.name(instance.name.orElseThrow())
                    .id(VirtualRouterId.of(instance.id.orElseThrow()))
                    .interfaceName(instance.interfaceName.orElseThrow())
                    .addAllAddresses(instance.addresses.keySet())
                    .version(version)
                    .priority(priority(instance))
                    .advertisementInterval(interval(instance, version))
                    .authentication(authentication(instance, version))
                    .preemption(preemption(instance))
                    .startupDelay(globals.startupDelay.orElse(Duration.ZERO))
                    .silentIntervals(instance.downTimerAdverts
                            .or(() -> globals.downTimerAdverts)
                            .orElse(3))
                    .announcement(instance.announcement.over(globals.announcement))
                    .addAllExcludedAddresses(instance.excludedAddresses.keySet())
                    .addAllVirtualRoutes(instance.routing.routes)
                    .addAllVirtualRules(instance.routing.rules)
                    .trackers(uses)
                    .virtualMac(virtualMac(instance, family))
                    .sourceAddress(instance.sourceAddress)
                    .unicastPeers(instance.unicastPeers)
                    .checkUnicastSource(instance.checkUnicastSource
                            .or(() -> globals.checkUnicastSource)
                            .orElse(true))
                    .checksum(
                            instance.checksumAsVersion2
                                            .or(() -> globals.checksumAsVersion2)
                                            .orElse(false)
                                    ? ChecksumPolicy.MESSAGE_ONLY
                                    : ChecksumPolicy.WITH_PSEUDO_HEADER)
                    .build());
        } catch (IllegalArgumentException e) {
            report.error(instance.position, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private VrrpVersion version(InstanceReader instance, AddressFamily family) {
        int byFamily = family == AddressFamily.INET6 ? 3 : globals.vrrpVersion.orElse(2);
        return instance.version.orElse(byFamily) == 3 ? VrrpVersion.V3 : VrrpVersion.V2;
    }

    private static Priority priority(InstanceReader instance) {
        return Priority.of(instance.rank());
    }

    private Duration interval(InstanceReader instance, VrrpVersion version) {
        Duration interval = instance.interval.orElse(Duration.ofSeconds(1));
        Duration rounded = instance.roundedToSeconds(interval);
        if (version == VrrpVersion.V2 && !rounded.equals(interval)) {
            report.warning(
                    instance.intervalPosition,
                    "VRRP version 2 counts whole seconds: advert_int becomes " + rounded.toSeconds());
            return rounded;
        }
        return interval;
    }

    private Authentication authentication(InstanceReader instance, VrrpVersion version) {
        Optional<Authentication> authentication = instance.authentication(report);
        if (authentication.isPresent() && version == VrrpVersion.V3) {
            report.warning(instance.position, "VRRP version 3 has no authentication; the block is left out");
            return Authentication.NONE;
        }
        return authentication.orElse(Authentication.NONE);
    }

    private Preemption preemption(InstanceReader instance) {
        boolean limited = !instance.preempt || !instance.preemptDelay.isZero();
        if (limited && instance.startsAsMaster) {
            report.warning(
                    instance.position,
                    "nopreempt and preempt_delay do not go with state MASTER and are left out; use BACKUP");
            return Preemption.IMMEDIATE;
        }
        return instance.preempt ? Preemption.after(instance.preemptDelay) : Preemption.OFF;
    }

    /** Without a name of its own as keepalived's, which tells the families apart where two have one number. */
    private Optional<VirtualMac> virtualMac(InstanceReader instance, AddressFamily family) {
        if (instance.virtualMac.isEmpty()) {
            return Optional.empty();
        }
        VirtualMac mac = instance.virtualMac.get();
        if (mac.name().isEmpty() && !macvlans.add("vrrp." + instance.id.orElseThrow())) {
            mac = mac.named((family == AddressFamily.INET6 ? "vrrp6." : "vrrp4.") + instance.id.orElseThrow());
        }
        return Optional.of(instance.transmitOnBase ? mac.transmittingOnBase() : mac);
    }

    private static AddressFamily family(InstanceReader instance) {
        return instance.addresses.keySet().iterator().next().prefix().family();
    }
}
