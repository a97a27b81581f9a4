package io.github.lvs4j.director.conf;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/**
 * {@code include GLOB}, relative to the including file, matches in the order of their names. The variants that keepalived
 * knows ({@code includer}, {@code includem}, …) only choose what it complains about; here a missing file is always an error.
 */
final class Includes {

    private static final Set<String> WORDS =
            Set.of("include", "includer", "includem", "includew", "includeb", "includea");

    private Includes() {}

    static boolean isInclude(String word) {
        return WORDS.contains(word);
    }

    static List<SourceFile> resolve(List<Token> statement, SourceFile from, Report report) {
        Token keyword = statement.get(0);
        if (statement.size() != 3 || statement.get(1).kind() != Token.Kind.WORD) {
            report.error(keyword.position(), keyword.text() + " wants one file name or pattern, alone on its line");
            return List.of();
        }
        if (from.directory().isEmpty()) {
            report.error(
                    keyword.position(),
                    keyword.text()
                            + " needs a file to be relative to, and this text came from memory; read it as a file");
            return List.of();
        }
        Token pattern = statement.get(1);
        List<SourceFile> files = new ArrayList<>();
        try {
            List<Path> paths = matches(from.directory().orElseThrow(), pattern.text());
            if (paths.isEmpty()) {
                report.error(
                        pattern.position(), "no file matches \"" + pattern.text() + "\"; create it or remove the line");
            }
            for (Path path : paths) {
                read(path, report).ifPresent(files::add);
            }
        } catch (IOException | PatternSyntaxException | InvalidPathException e) {
            report.error(pattern.position(), "cannot look for \"" + pattern.text() + "\": " + e.getMessage());
            return List.of();
        }
        return files;
    }

    static Optional<SourceFile> read(Path path, Report report) throws IOException {
        String name = path.toString();
        return Utf8Text.decode(Files.readAllBytes(path), name, report)
                .map(text -> new SourceFile(
                        name, text, Optional.ofNullable(path.toAbsolutePath().getParent())));
    }

    private static List<Path> matches(Path base, String pattern) throws IOException {
        int slash = pattern.lastIndexOf('/');
        Path directory = slash < 0 ? base : base.resolve(pattern.substring(0, Math.max(slash, 1)));
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return found;
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, pattern.substring(slash + 1))) {
            for (Path path : stream) {
                if (Files.isRegularFile(path)) {
                    found.add(path);
                }
            }
        }
        found.sort(null);
        return found;
    }
}
