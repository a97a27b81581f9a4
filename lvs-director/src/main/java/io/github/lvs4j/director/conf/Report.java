package io.github.lvs4j.director.conf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers every remark of one reading. Confined to the reading thread. */
final class Report {

    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final Map<String, Integer> files = new LinkedHashMap<>();
    private final boolean strict;

    Report(boolean strict) {
        this.strict = strict;
    }

    void error(Position position, String message) {
        add(Severity.ERROR, position, message, Optional.empty());
    }

    void warning(Position position, String message) {
        add(Severity.WARNING, position, message, Optional.empty());
    }

    /** A word nobody knows: keepalived logs it and goes on, so only a strict reader stops. */
    void unknown(Position position, String message, String consequence, Optional<String> suggestion) {
        String whole = strict ? message : message + "; " + consequence;
        add(strict ? Severity.ERROR : Severity.WARNING, position, whole, suggestion);
    }

    int size() {
        return diagnostics.size();
    }

    boolean hasErrors() {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }

    /** File by file as they first had something to be said about, each in the order of its text. */
    List<Diagnostic> diagnostics() {
        Comparator<Diagnostic> byFile = Comparator.comparing(
                diagnostic -> files.getOrDefault(diagnostic.position().source(), 0));
        return diagnostics.stream()
                .sorted(byFile.thenComparing(Diagnostic::position))
                .toList();
    }

    private void add(Severity severity, Position position, String message, Optional<String> suggestion) {
        files.putIfAbsent(position.source(), files.size());
        diagnostics.add(new Diagnostic(severity, position, message, suggestion));
    }
}
