package io.github.lvs4j.director.conf;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.vrrp.track.InterfaceTracker;
import io.github.lvs4j.vrrp.track.Tracker;
import io.github.lvs4j.vrrp.track.TrackerUse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Scripts, files and interfaces of a file as trackers, joined to the instances and groups that name them. What keepalived 2.2.7
 * leaves out, because an owner has no other priority or members of a group must rank alike, is left out here with a warning.
 */
final class TrackerAssembly {

    private final GlobalDefsReader globals;
    private final Report report;
    private final Map<String, TrackedScriptReader> scripts = new LinkedHashMap<>();
    private final Map<String, TrackedFileReader> files = new LinkedHashMap<>();
    private final Map<String, GroupReader> groupOf = new LinkedHashMap<>();
    private final Set<String> interfaces = new HashSet<>();
    private final Set<Position> used = new HashSet<>();

    TrackerAssembly(GlobalDefsReader globals, Report report) {
        this.globals = globals;
        this.report = report;
    }

    void add(TrackedScriptReader script) {
        script.name.ifPresent(name -> {
            TrackedScriptReader first = scripts.putIfAbsent(name, script);
            if (first != null) {
                twice("vrrp_script " + name, script.position, first.position);
            }
        });
    }

    void add(TrackedFileReader file) {
        file.name.ifPresent(name -> {
            TrackedFileReader first = files.putIfAbsent(name, file);
            if (first != null) {
                twice("track_file " + name, file.position, first.position);
            }
        });
    }

    /** Instances and groups, before any of them is asked for: names must differ between the kinds of trackers. */
    void users(List<InstanceReader> instances, List<GroupReader> groups) {
        instances.forEach(instance -> interfaces.addAll(instance.tracking.interfaces.keySet()));
        for (GroupReader group : groups) {
            interfaces.addAll(group.tracking.interfaces.keySet());
            group.members.keySet().forEach(member -> groupOf.putIfAbsent(member, group));
        }
    }

    /** What a group tracks: each weight counts in every member. */
    List<TrackerUse> uses(GroupReader group) {
        String title = "vrrp_sync_group " + group.name.orElse("");
        return resolve(group.tracking, title).stream().map(Found::use).toList();
    }

    /** What an instance tracks besides its group. */
    List<TrackerUse> uses(InstanceReader instance) {
        String title = "vrrp_instance " + instance.name.orElse("");
        Optional<GroupReader> group = instance.name.map(groupOf::get);
        List<TrackerUse> uses = new ArrayList<>();
        for (Found found : resolve(instance.tracking, title)) {
            TrackerUse use = found.use;
            String name = found.place.text();
            if (isOwn(use.tracker(), instance)) {
                leftOut(found, name + " is the instance's own interface, whose loss is a fault in any case");
            } else if (use.weight() != 0 && instance.rank() == 255) {
                leftOut(found, "an owner, of priority 255, has no weights");
            } else if (group.isPresent() && tracks(group.get(), found)) {
                leftOut(found, "vrrp_sync_group " + group.get().name.orElse("") + " tracks " + name + " already");
            } else if (use.weight() != 0 && group.isPresent() && !group.get().membersWeigh) {
                member(found, group.get()).ifPresent(uses::add);
            } else {
                uses.add(use);
            }
        }
        return uses;
    }

    /** After everything was asked for: definitions that nobody asked for. */
    void remarkOnUnused() {
        scripts.forEach((name, script) -> unused("vrrp_script " + name, script.position));
        files.forEach((name, file) -> unused("track_file " + name, file.position));
    }

    /** Whether a script was tracked that says nothing of its user. */
    boolean needsDefaultUser() {
        return scripts.values().stream().anyMatch(script -> used.contains(script.position) && script.user.isEmpty());
    }

    private List<Found> resolve(TrackingReader tracking, String title) {
        List<Found> found = new ArrayList<>();
        tracking.scripts.forEach((name, use) -> definition(scripts, "script", "vrrp_script", use, tracking, title)
                .flatMap(script -> {
                    if (used.add(script.position)) {
                        ScriptUser.check(script, globals, report);
                    }
                    String as = interfaces.contains(name) ? name + " (script)" : name;
                    return script.tracker(as)
                            .map(tracker -> new Found(
                                    Kind.SCRIPT, use.name(), script.number, use(tracker, use, script.weight, 0)));
                })
                .ifPresent(found::add));
        tracking.interfaces.forEach((name, use) -> tracker(use)
                .ifPresent(tracker -> found.add(
                        new Found(Kind.INTERFACE, use.name(), -1, use(tracker, use, new WeightDraft(253), 0)))));
        tracking.files.forEach((name, use) -> definition(files, "file", "track_file", use, tracking, title)
                .flatMap(file -> {
                    used.add(file.position);
                    String as = interfaces.contains(name) || scripts.containsKey(name) ? name + " (file)" : name;
                    return file.tracker(as)
                            .map(tracker ->
                                    new Found(Kind.FILE, use.name(), file.number, use(tracker, use, file.weight, 1)));
                })
                .ifPresent(found::add));
        return found;
    }

    /** What a use names; empty, which is reported, if that is not defined, or only below. */
    private <D extends TrackedReader> Optional<D> definition(
            Map<String, D> known,
            String what,
            String word,
            TrackingReader.Use use,
            TrackingReader tracking,
            String title) {
        String name = use.name().text();
        Optional<D> found = Optional.ofNullable(known.get(name));
        if (found.isEmpty()) {
            report.unknown(
                    use.name().position(),
                    title + " tracks " + what + " \"" + name + "\", and no " + word + " has that name",
                    "it is left out",
                    NearestWord.to(name, known.keySet()));
        } else if (found.get().number >= tracking.definitionsBefore) {
            report.warning(
                    use.name().position(),
                    title + " tracks \"" + name + "\", whose " + word
                            + " follows only below: it is left out, as keepalived leaves it out; move the " + word
                            + " up");
            return Optional.empty();
        }
        return found;
    }

    private static TrackerUse use(Tracker tracker, TrackingReader.Use use, WeightDraft defined, int otherwise) {
        int weight = use.weight().number(defined.number(otherwise));
        return new TrackerUse(tracker, weight, use.weight().reversed(defined.reversed(false)));
    }

    private Optional<InterfaceTracker> tracker(TrackingReader.Use use) {
        try {
            return Optional.of(new InterfaceTracker(InterfaceName.of(use.name().text())));
        } catch (IllegalArgumentException e) {
            report.error(use.name().position(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** A weight of a member whose group says nothing of weights. */
    private Optional<TrackerUse> member(Found found, GroupReader group) {
        String why = "members of vrrp_sync_group " + group.name.orElse("") + " must rank alike";
        String remedy = "; track it in the group, or add sync_group_tracking_weight there";
        if (found.kind == Kind.SCRIPT) {
            report.warning(
                    found.place.position(),
                    "script " + found.place.text() + " with a weight is left out, as keepalived leaves it out: " + why
                            + remedy);
            return Optional.empty();
        }
        TrackerUse fault = new TrackerUse(found.use.tracker(), 0, found.use.reversed());
        report.warning(
                found.place.position(),
                "the weight of " + found.place.text() + " becomes 0, as in keepalived, which is a fault while "
                        + faultyWhile(found) + ": " + why + remedy);
        return Optional.of(fault);
    }

    private static String faultyWhile(Found found) {
        if (found.kind == Kind.FILE) {
            return found.use.reversed() ? "its number is 0" : "its number is not 0";
        }
        return found.use.reversed() ? "it is up" : "it is down";
    }

    private static boolean isOwn(Tracker tracker, InstanceReader instance) {
        return tracker instanceof InterfaceTracker link
                && instance.interfaceName.equals(Optional.of(link.interfaceName()));
    }

    private static boolean tracks(GroupReader group, Found found) {
        TrackingReader tracking = group.tracking;
        Map<String, TrackingReader.Use> uses = found.kind == Kind.SCRIPT
                ? tracking.scripts
                : found.kind == Kind.FILE ? tracking.files : tracking.interfaces;
        return uses.containsKey(found.place.text()) && found.definition < tracking.definitionsBefore;
    }

    private void leftOut(Found found, String why) {
        report.warning(found.place.position(), "\"" + found.place.text() + "\" is left out here: " + why);
    }

    private void unused(String title, Position position) {
        if (!used.contains(position)) {
            report.warning(position, title + " is tracked by nobody and has no effect");
        }
    }

    private void twice(String title, Position second, Position first) {
        report.error(second, "a " + title + " is defined on line " + first.line() + " already; rename one");
    }

    private enum Kind {
        SCRIPT,
        INTERFACE,
        FILE
    }

    /** A tracker that was named, where, and by which definition; an interface, which needs none, has -1. */
    private record Found(Kind kind, Word place, int definition, TrackerUse use) {}
}
