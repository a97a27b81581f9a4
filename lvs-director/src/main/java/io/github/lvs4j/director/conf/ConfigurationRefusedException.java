package io.github.lvs4j.director.conf;

import io.github.lvs4j.error.LvsException;
import java.util.List;
import java.util.stream.Collectors;

/** A file is refused whole. Nothing was changed; correct what the diagnostics name and read it again. */
public final class ConfigurationRefusedException extends LvsException {

    private static final long serialVersionUID = 1L;

    private final transient List<Diagnostic> diagnostics;

    /**
     * Makes the failure.
     *
     * @param diagnostics every remark on the file, at least one of them an error
     */
    public ConfigurationRefusedException(List<Diagnostic> diagnostics) {
        super(diagnostics.stream()
                .filter(Diagnostic::isError)
                .map(Diagnostic::toString)
                .collect(Collectors.joining("\n", "the configuration is refused:\n", "")));
        this.diagnostics = List.copyOf(diagnostics);
    }

    /**
     * Every remark on the file.
     *
     * @return in the order of the text; empty after deserialization
     */
    public List<Diagnostic> diagnostics() {
        return diagnostics == null ? List.of() : diagnostics;
    }
}
