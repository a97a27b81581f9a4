package io.github.lvs4j.director.conf;

import io.github.lvs4j.director.DirectorConfig;
import java.util.List;
import java.util.Optional;

/**
 * What came of reading a file. Immutable.
 *
 * @param config the configuration; empty when the file is refused
 * @param diagnostics every remark, in the order of the text; an error among them refuses the file
 */
public record ConfReading(Optional<DirectorConfig> config, List<Diagnostic> diagnostics) {

    /** Copies the list. */
    public ConfReading {
        diagnostics = List.copyOf(diagnostics);
    }

    /**
     * The configuration, or the reasons why there is none.
     *
     * @return the configuration
     * @throws ConfigurationRefusedException with every diagnostic, if the file is refused
     */
    public DirectorConfig orThrow() {
        return config.orElseThrow(() -> new ConfigurationRefusedException(diagnostics));
    }

    /**
     * The remarks that do not refuse the file.
     *
     * @return in the order of the text
     */
    public List<Diagnostic> warnings() {
        return diagnostics.stream().filter(diagnostic -> !diagnostic.isError()).toList();
    }

    /**
     * The remarks that refuse the file.
     *
     * @return in the order of the text; empty if there is a configuration
     */
    public List<Diagnostic> errors() {
        return diagnostics.stream().filter(Diagnostic::isError).toList();
    }
}
