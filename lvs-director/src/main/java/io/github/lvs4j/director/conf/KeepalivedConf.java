package io.github.lvs4j.director.conf;

import io.github.lvs4j.director.DirectorConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads keepalived.conf(5). Every mistake of a file is reported in one pass, with its place and what helps; a file with an
 * error is refused whole. Words that lvs4j has no counterpart for are named in a warning. Stateless; any thread.
 */
public final class KeepalivedConf {

    private KeepalivedConf() {}

    /**
     * Reads a file as keepalived does: unknown words are left out with a warning.
     *
     * @param file the file; what it includes is read too
     * @return the configuration, or why there is none
     * @throws IOException if the file cannot be read
     */
    public static ConfReading read(Path file) throws IOException {
        return read(file, ConfOptions.lenient());
    }

    /**
     * Reads a file.
     *
     * @param file the file; what it includes is read too
     * @param options how to judge it
     * @return the configuration, or why there is none
     * @throws IOException if the file cannot be read
     */
    public static ConfReading read(Path file, ConfOptions options) throws IOException {
        Report report = new Report(options.strict());
        Optional<String> text = Utf8Text.decode(Files.readAllBytes(file), file.toString(), report);
        Optional<Path> directory = Optional.ofNullable(file.toAbsolutePath().getParent());
        return text.map(decoded -> parse(new SourceFile(file.toString(), decoded, directory), options, report))
                .orElseGet(() -> new ConfReading(Optional.empty(), report.diagnostics()));
    }

    /**
     * Reads a text that is in memory already; it cannot include files.
     *
     * @param text the text
     * @param name what its diagnostics call it
     * @param options how to judge it
     * @return the configuration, or why there is none
     */
    public static ConfReading parse(String text, String name, ConfOptions options) {
        return parse(new SourceFile(name, text, Optional.empty()), options, new Report(options.strict()));
    }

    private static ConfReading parse(SourceFile file, ConfOptions options, Report report) {
        List<Token> tokens = new Lexer(options, report).lex(file);
        int before = report.size();
        List<Statement> tree = TreeReader.read(tokens, report);
        if (report.size() > before) {
            // With a brace astray every block after it is in the wrong place: what one would say of them is not true.
            return new ConfReading(Optional.empty(), report.diagnostics());
        }
        Optional<DirectorConfig> config = new ConfigReader(report).read(tree, file.name());
        return new ConfReading(report.hasErrors() ? Optional.empty() : config, report.diagnostics());
    }
}
