package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.vrrp.SyncGroup;
import io.github.lvs4j.vrrp.VirtualAddress;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpConfig;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a loop hosts for a configuration, wired together: a host for each router and group, a control for each group and each router
 * without one, a channel for each interface and family. The collections never change; what is in them is confined to the loop.
 */
final class LoopMembers {

    final List<RouterHost> routers = new ArrayList<>(); // in the order of the configuration
    final List<GroupHost> groups = new ArrayList<>();
    final List<ChannelHost> channels = new ArrayList<>();
    final List<ControlHost> controls = new ArrayList<>();
    final Set<InterfaceName> watched = new LinkedHashSet<>();
    final Set<InterfaceName> required = new LinkedHashSet<>(); // less the interfaces of virtual MACs
    private final Map<String, ControlHost> byName = new LinkedHashMap<>();
    private final Map<String, String> groupNames = new HashMap<>(); // by member
    private final Map<InetAddress, List<RouterHost>> holders = new HashMap<>();
    private final LoopServices services;

    LoopMembers(VrrpConfig config, LoopServices services) {
        this.services = services;
        Map<String, GroupHost> groupOf = new HashMap<>();
        for (SyncGroup group : config.groups()) {
            List<VirtualRouter> itsMembers = group.members().stream()
                    .map(member -> config.router(member).orElseThrow())
                    .toList();
            ControlHost control = new ControlHost(group.name(), itsMembers, services);
            GroupHost host = new GroupHost(group, control, services);
            groups.add(host);
            byName.put(group.name(), control);
            controls.add(control);
            group.members().forEach(member -> groupOf.put(member, host));
            group.members().forEach(member -> groupNames.put(member, group.name()));
        }
        Map<String, RouterHost> grouped = new HashMap<>();
        for (SyncGroup group : config.groups()) { // members join in the group's order
            for (String member : group.members()) {
                grouped.put(member, host(config.router(member).orElseThrow(), groupOf));
            }
        }
        for (VirtualRouter router : config.routers()) {
            RouterHost known = grouped.get(router.name());
            routers.add(known != null ? known : host(router, groupOf));
        }
        routers.forEach(router -> watched.addAll(router.watchedInterfaces()));
        routers.forEach(router -> required.addAll(router.interfaces()));
        for (RouterHost router : routers) {
            for (VirtualAddress address : router.router().installedAddresses()) {
                holders.computeIfAbsent(address.prefix().address(), key -> new ArrayList<>())
                        .add(router);
            }
        }
    }

    private RouterHost host(VirtualRouter router, Map<String, GroupHost> groupOf) {
        GroupHost group = groupOf.get(router.name());
        ControlHost control =
                group != null ? group.control() : new ControlHost(router.name(), List.of(router), services);
        if (group == null) {
            byName.putIfAbsent(router.name(), control); // of a group with that name there is one already
            controls.add(control);
        }
        RouterHost host = new RouterHost(router, channel(router), group, control, services);
        router.virtualMacInterface().ifPresent(name -> {
            ChannelHost besides = new ChannelHost(name, router.family(), true);
            besides.join(host);
            channels.add(besides);
        });
        return host;
    }

    /** The control of a group, or of a router without group. Any thread. */
    ControlHost control(String name) {
        ControlHost control = byName.get(name);
        if (control != null) {
            return control;
        }
        String group = groupNames.get(name);
        throw new IllegalArgumentException(
                group != null
                        ? "virtual router " + name + " moves with its sync group: ask for the control of " + group
                        : "there is no sync group or virtual router " + name + " to control: there are "
                                + String.join(", ", byName.keySet()));
    }

    /** Whose virtual address that is. Any thread. */
    List<RouterHost> holders(InetAddress address) {
        return holders.getOrDefault(address, List.of());
    }

    Set<InetAddress> virtualAddresses() {
        return holders.keySet();
    }

    private ChannelHost channel(VirtualRouter router) {
        for (ChannelHost channel : channels) {
            if (channel.interfaceName.equals(router.interfaceName()) && channel.family == router.family()) {
                return channel;
            }
        }
        ChannelHost channel = new ChannelHost(router.interfaceName(), router.family(), false);
        channels.add(channel);
        return channel;
    }
}
