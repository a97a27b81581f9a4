package io.github.lvs4j.director.conf;

import io.github.lvs4j.director.DirectorConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** The tree of a file as a configuration: blocks first, in any order, then everything put together. */
final class ConfigReader {

    private final Report report;
    private final GlobalDefsReader globals = new GlobalDefsReader();
    private final List<InstanceReader> instances = new ArrayList<>();
    private final List<GroupReader> groups = new ArrayList<>();
    private final List<TrackedScriptReader> scripts = new ArrayList<>();
    private final List<TrackedFileReader> files = new ArrayList<>();
    private final List<VirtualServerReader> virtualServers = new ArrayList<>();

    ConfigReader(Report report) {
        this.report = report;
    }

    Optional<DirectorConfig> read(List<Statement> statements, String source) {
        new Keywords("the file", KnownWords.TOP_LEVEL)
                .block("global_defs", globals::read)
                .block("vrrp_instance", block -> instances.add(read(block, new InstanceReader(place(block)))))
                .block("vrrp_sync_group", block -> groups.add(read(block, new GroupReader(place(block)))))
                .block("vrrp_script", block -> scripts.add(read(block, new TrackedScriptReader(place(block)))))
                .block("track_file", block -> files.add(read(block, new TrackedFileReader(place(block)))))
                .block("vrrp_track_file", block -> files.add(read(block, new TrackedFileReader(place(block)))))
                .block(
                        "virtual_server",
                        block -> virtualServers.add(read(block, new VirtualServerReader(place(block)))))
                .read(statements, report);
        Position start = statements.isEmpty()
                ? new Position(source, 1, 1)
                : statements.get(0).position();
        TrackerAssembly trackers = new TrackerAssembly(globals, report);
        scripts.forEach(trackers::add);
        files.forEach(trackers::add);
        trackers.users(instances, groups);
        VrrpAssembly vrrp = new VrrpAssembly(globals, trackers, report);
        instances.forEach(vrrp::add);
        var groupOfMember = new HashMap<String, String>();
        groups.forEach(group -> vrrp.add(group, groupOfMember));
        trackers.remarkOnUnused();
        globals.remarkOnScripts(trackers.needsDefaultUser(), report);
        ServiceAssembly services = new ServiceAssembly(globals, report);
        virtualServers.forEach(services::add);
        DirectorConfig.Builder config = DirectorConfig.builder()
                .routerId(globals.routerId())
                .mail(globals.mail(report))
                .vrrp(vrrp.config(start))
                .mailFaults(globals.mailFaults())
                .services(services.services());
        if (report.hasErrors()) {
            return Optional.empty();
        }
        if (instances.isEmpty() && virtualServers.isEmpty()) {
            report.warning(
                    start, "the file defines neither a virtual_server nor a vrrp_instance: there is nothing to do");
        }
        try {
            return Optional.of(config.mailedRouters(vrrp.mailedRouters())
                    .mailedGroups(vrrp.mailedGroups())
                    .build());
        } catch (IllegalArgumentException e) {
            report.error(start, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Position place(Arguments block) {
        return block.statement().position();
    }

    private static InstanceReader read(Arguments block, InstanceReader reader) {
        reader.read(block);
        return reader;
    }

    private static TrackedScriptReader read(Arguments block, TrackedScriptReader reader) {
        reader.read(block);
        return reader;
    }

    private static TrackedFileReader read(Arguments block, TrackedFileReader reader) {
        reader.read(block);
        return reader;
    }

    private static GroupReader read(Arguments block, GroupReader reader) {
        reader.read(block);
        return reader;
    }

    private static VirtualServerReader read(Arguments block, VirtualServerReader reader) {
        reader.read(block);
        return reader;
    }
}
