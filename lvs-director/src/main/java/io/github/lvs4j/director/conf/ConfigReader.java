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
                .block("vrrp_instance", block -> instances.add(instance(block)))
                .block("vrrp_sync_group", block -> groups.add(group(block)))
                .block("vrrp_script", block -> scripts.add(script(block)))
                .block("track_file", block -> files.add(file(block)))
                .block("vrrp_track_file", block -> files.add(file(block)))
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

    private InstanceReader instance(Arguments block) {
        InstanceReader reader = new InstanceReader(place(block));
        reader.tracking.definitionsBefore = definitions();
        reader.read(block);
        return reader;
    }

    private GroupReader group(Arguments block) {
        GroupReader reader = new GroupReader(place(block));
        reader.tracking.definitionsBefore = definitions();
        reader.read(block);
        return reader;
    }

    private TrackedScriptReader script(Arguments block) {
        TrackedScriptReader reader = new TrackedScriptReader(place(block), definitions());
        reader.read(block);
        return reader;
    }

    private TrackedFileReader file(Arguments block) {
        TrackedFileReader reader = new TrackedFileReader(place(block), definitions());
        reader.read(block);
        return reader;
    }

    private int definitions() {
        return scripts.size() + files.size();
    }

    private static VirtualServerReader read(Arguments block, VirtualServerReader reader) {
        reader.read(block);
        return reader;
    }
}
