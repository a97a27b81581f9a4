package io.github.lvs4j.routing.file;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.routing.RoutingState;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a routing state as RHEL network scripts: {@code ifcfg-eth1:1}, {@code route-eth1}, {@code rule-eth1} and their IPv6
 * forms in {@code etc/sysconfig/network-scripts}. {@code ifup} reads them at boot and after {@code ifdown}; a link that the
 * kernel alone sets down and up is the business of a {@link io.github.lvs4j.routing.RoutingKeeper}.
 *
 * <p>Stateless but for the root; any thread may call, but not two that write below one root. Our lines stand between two
 * comments and are replaced as a whole, so one host has one state in its files; all other lines stay byte by byte. A line that
 * somebody wrote and that says the same is not repeated. Tables are written by the name that the state gives them: {@link
 * RtTables} has to know it first.
 *
 * <p>The files bear no protocol mark, because older iproute2 and NetworkManager's reader do not know the word: what ifup makes
 * of them serves a {@link io.github.lvs4j.routing.RoutingWriter} as it is, and is left to ifdown.
 */
public final class RhelNetworkScripts {

    private final Path directory;

    /**
     * The scripts of a system.
     *
     * @param root its root directory; "/" for the running one
     */
    public RhelNetworkScripts(Path root) {
        this.directory = root.resolve("etc/sysconfig/network-scripts");
    }

    /**
     * Writes a state. Everything is checked before the first file is written; a second call writes nothing.
     *
     * @param state what should be there
     * @return the files that were changed
     * @throws FileConflictException if a file holds something that the state cannot stand beside, as an ADDRESS0= line
     * @throws IllegalArgumentException if the state has something that these files cannot hold, as an address without label
     * @throws UncheckedIOException if a file cannot be read or written
     */
    public List<Path> write(RoutingState state) {
        Map<Path, String> texts = new LinkedHashMap<>();
        for (InterfaceAddress address : state.addresses()) {
            Path path = directory.resolve(IfcfgAlias.fileName(address));
            texts.put(path, IfcfgAlias.text(path, TextFile.read(path), address));
        }
        for (AddressFamily family : AddressFamily.values()) {
            for (InterfaceName device : devices(state)) {
                routes(state, family, device, texts);
                rules(state, family, device, texts);
            }
        }
        List<Path> changed = new ArrayList<>();
        texts.forEach((path, text) -> {
            if (!text.equals(TextFile.read(path).orElse(""))) {
                TextFile.write(path, text);
                changed.add(path);
            }
        });
        return changed;
    }

    /**
     * Removes our lines from the files of a state's interfaces, and alias files that are wholly ours. A file without any
     * other line is removed.
     *
     * @param state what was written
     * @return the files that were changed or removed
     * @throws FileConflictException if our marks in a file do not pair, or an alias file of ours has lines of somebody else
     * @throws UncheckedIOException if a file cannot be read or written
     */
    public List<Path> remove(RoutingState state) {
        Map<Path, String> texts = new LinkedHashMap<>();
        for (AddressFamily family : AddressFamily.values()) {
            for (InterfaceName device : devices(state)) {
                for (String kind : List.of("rule", "route")) {
                    ManagedBlock file = ManagedBlock.read(path(kind, family, device));
                    if (!file.own().isEmpty()) {
                        texts.put(file.path(), file.with(List.of()));
                    }
                }
            }
        }
        for (InterfaceAddress address : state.addresses()) {
            Path path = directory.resolve(IfcfgAlias.fileName(address));
            Optional<String> text = TextFile.read(path).filter(IfcfgAlias::isOurs);
            if (text.isPresent() && !IfcfgAlias.isDisposable(text.get())) {
                throw new FileConflictException(
                        path, 0, "somebody has added lines to the file; remove them, or the file, by hand");
            }
            text.ifPresent(old -> texts.put(path, ""));
        }
        texts.forEach((path, text) -> {
            if (text.isBlank()) {
                TextFile.delete(path);
            } else {
                TextFile.write(path, text);
            }
        });
        return List.copyOf(texts.keySet());
    }

    private void routes(RoutingState state, AddressFamily family, InterfaceName device, Map<Path, String> texts) {
        List<String> lines = new ArrayList<>();
        for (Route route : state.routes()) {
            if (route.family() == family && deviceOf(route, state).equals(device)) {
                lines.add(RhelLines.of(route, state));
            }
        }
        ManagedBlock file = ManagedBlock.read(path("route", family, device));
        if (lines.isEmpty() && file.own().isEmpty()) {
            return;
        }
        RhelLines.refuseVariables(file);
        texts.put(file.path(), file.with(RhelLines.missingRoutes(file, device, family, lines, state)));
    }

    private void rules(RoutingState state, AddressFamily family, InterfaceName device, Map<Path, String> texts) {
        List<String> lines = new ArrayList<>();
        for (PolicyRule rule : state.rules()) {
            if (rule.family() == family && deviceOf(rule, state).equals(device)) {
                lines.add(RhelLines.of(rule, state));
            }
        }
        ManagedBlock file = ManagedBlock.read(path("rule", family, device));
        if (lines.isEmpty() && file.own().isEmpty()) {
            return;
        }
        texts.put(file.path(), file.with(RhelLines.missingRules(file, family, lines, state)));
    }

    private Path path(String kind, AddressFamily family, InterfaceName device) {
        return directory.resolve(kind + (family == AddressFamily.INET ? "-" : "6-") + device);
    }

    private static Set<InterfaceName> devices(RoutingState state) {
        Set<InterfaceName> devices = new LinkedHashSet<>();
        state.addresses().forEach(address -> devices.add(address.interfaceName()));
        state.routes().forEach(route -> devices.add(deviceOf(route, state)));
        state.rules().forEach(rule -> devices.add(deviceOf(rule, state)));
        return devices;
    }

    /** A route without an interface stands with the others of its table, or where an address of the state is its source. */
    private static InterfaceName deviceOf(Route route, RoutingState state) {
        return route.interfaceName()
                .or(() -> state.routes().stream()
                        .filter(other -> other.table().equals(route.table()))
                        .flatMap(other -> other.interfaceName().stream())
                        .findFirst())
                .orElseThrow(() -> new IllegalArgumentException(
                        "route " + route + ": no interface tells in which file it belongs; name one"));
    }

    /** A rule stands with the routes of its table, else with the address that it is about. */
    private static InterfaceName deviceOf(PolicyRule rule, RoutingState state) {
        Optional<InterfaceName> byTable = state.routes().stream()
                .filter(route -> rule.action() == PolicyRule.Action.LOOKUP
                        && route.table().equals(rule.table()))
                .map(route -> deviceOf(route, state))
                .findFirst();
        return byTable.or(() -> state.addresses().stream()
                        .filter(address -> rule.source()
                                .filter(source ->
                                        source.contains(address.prefix().address()))
                                .isPresent())
                        .map(InterfaceAddress::interfaceName)
                        .findFirst())
                .orElseThrow(() -> new IllegalArgumentException("rule " + rule
                        + ": neither a route of its table nor an address tells in which file it belongs; add one"));
    }
}
