package io.github.lvs4j.routing.file;

import io.github.lvs4j.routing.NamedTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The names that iproute2 gives to routing tables. Stateless but for the root; any thread may call, but not two that write
 * below one root.
 *
 * <p>Names are read as iproute2 reads them: {@code etc/iproute2/rt_tables}, else the one in {@code usr/share/iproute2}, else
 * that in {@code usr/lib/iproute2}, then {@code rt_tables.d/*.conf} of all three, a name in etc hiding its namesakes.
 *
 * <p>New names go to a file of our own, {@code etc/iproute2/rt_tables.d/lvs4j.conf}. Only where no {@code rt_tables.d}
 * exists, as with an iproute2 that does not read it, they are added to an existing {@code etc/iproute2/rt_tables}; that file
 * itself is never created, because it would hide the distribution's with the names main and local.
 */
public final class RtTables {

    private static final String OWN_FILE = "lvs4j.conf";
    private static final String OWN_MARK = "# lvs4j";

    private final Path root;

    /**
     * The names of a system.
     *
     * @param root its root directory; "/" for the running one
     */
    public RtTables(Path root) {
        this.root = root;
    }

    /**
     * A name that stands in a file.
     *
     * @param id the table's number
     * @param name its name
     * @param file where it stands
     * @param line in which line, from 1
     */
    public record Entry(long id, String name, Path file, int line) {}

    /**
     * Reads all names, the kernel's own included.
     *
     * @return in the order in which iproute2 reads them; lines that are no entry are left out
     * @throws UncheckedIOException if a file cannot be read
     */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Path file : files()) {
            String text = TextFile.read(file).orElse("");
            int number = 0;
            for (String line : TextFile.lines(text)) {
                number++;
                Optional<RtTablesLine> entry = RtTablesLine.parse(line);
                if (entry.isPresent() && entry.get().isEntry()) {
                    entries.add(new Entry(entry.get().id(), entry.get().name(), file, number));
                }
            }
        }
        return entries;
    }

    /**
     * Adds the names that are not there yet. All or none: conflicts are looked for before anything is written.
     *
     * @param tables what is to be named
     * @return the file that was changed; empty if every name was there
     * @throws FileConflictException if a number has another name, a name another number, or the file to be changed has a line
     *     at which iproute2 stops reading
     * @throws UncheckedIOException if a file cannot be read or written
     */
    public Optional<Path> ensure(Collection<NamedTable> tables) {
        List<Entry> present = entries();
        List<NamedTable> missing = new ArrayList<>();
        for (NamedTable table : tables) {
            if (!isPresent(table, present)) {
                missing.add(table);
            }
        }
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        Path file = fileToWrite();
        String text = TextFile.read(file).orElse("# Names of routing tables, written by lvs4j.\n");
        refuseStoppers(file, text);
        StringBuilder longer = new StringBuilder(TextFile.closed(text));
        for (NamedTable table : missing) {
            longer.append(lineOf(table)).append('\n');
        }
        TextFile.write(file, longer.toString());
        return Optional.of(file);
    }

    /**
     * Removes names that {@link #ensure} added; names that were there before stay.
     *
     * @param tables what was named
     * @return the files that were changed or removed
     * @throws UncheckedIOException if a file cannot be read or written
     */
    public List<Path> remove(Collection<NamedTable> tables) {
        List<String> gone = tables.stream().map(RtTables::lineOf).toList();
        List<Path> changed = new ArrayList<>();
        for (Path file : List.of(etc().resolve("rt_tables.d").resolve(OWN_FILE), etc().resolve("rt_tables"))) {
            String text = TextFile.read(file).orElse("");
            StringBuilder rest = new StringBuilder();
            boolean others = false;
            for (String line : text.split("(?<=\n)", -1)) {
                if (!gone.contains(line.stripTrailing())) {
                    rest.append(line);
                    others |= !line.isBlank() && !line.startsWith("# Names of routing tables, written by lvs4j.");
                }
            }
            if (rest.length() == text.length()) {
                continue;
            }
            if (others || !file.endsWith(OWN_FILE)) {
                TextFile.write(file, rest.toString());
            } else {
                TextFile.delete(file);
            }
            changed.add(file);
        }
        return changed;
    }

    private static String lineOf(NamedTable table) {
        return table.table().id() + "\t" + table.name() + "\t" + OWN_MARK;
    }

    private static boolean isPresent(NamedTable table, List<Entry> entries) {
        boolean found = false;
        for (Entry entry : entries) {
            boolean sameId = entry.id() == table.table().id();
            boolean sameName = entry.name().equals(table.name());
            if (sameId && sameName) {
                found = true;
            } else if (sameId) {
                throw new FileConflictException(
                        entry.file(),
                        entry.line(),
                        "routing table " + entry.id() + " is named " + entry.name() + " already, not " + table.name()
                                + "; choose another number or that name");
            } else if (sameName) {
                throw new FileConflictException(
                        entry.file(),
                        entry.line(),
                        "the name " + entry.name() + " belongs to routing table " + entry.id() + ", not to "
                                + table.table().id() + "; choose another name or that number");
            }
        }
        return found;
    }

    private static void refuseStoppers(Path file, String text) {
        int number = 0;
        for (String line : TextFile.lines(text)) {
            number++;
            if (RtTablesLine.parse(line).isEmpty()) {
                throw new FileConflictException(
                        file,
                        number,
                        "\"" + line.strip() + "\" is no entry, and iproute2 stops reading there; correct the line");
            }
        }
    }

    private Path fileToWrite() {
        Path main = etc().resolve("rt_tables");
        boolean dropIns =
                directories().stream().anyMatch(directory -> Files.isDirectory(directory.resolve("rt_tables.d")));
        return Files.exists(main) && !dropIns
                ? main
                : etc().resolve("rt_tables.d").resolve(OWN_FILE);
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        directories().stream()
                .map(directory -> directory.resolve("rt_tables"))
                .filter(Files::exists)
                .findFirst()
                .ifPresent(files::add);
        Map<String, Path> dropIns = new LinkedHashMap<>();
        for (Path directory : directories()) {
            for (Path file : dropInsOf(directory.resolve("rt_tables.d"))) {
                dropIns.putIfAbsent(file.getFileName().toString(), file);
            }
        }
        files.addAll(new TreeMap<>(dropIns).values());
        return files;
    }

    private static List<Path> dropInsOf(Path directory) {
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return files;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "*.conf")) {
            all.forEach(file -> {
                if (!file.getFileName().toString().startsWith(".")) {
                    files.add(file);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("read " + directory, e);
        }
        return files;
    }

    private Path etc() {
        return root.resolve("etc/iproute2");
    }

    private List<Path> directories() {
        return List.of(etc(), root.resolve("usr/share/iproute2"), root.resolve("usr/lib/iproute2"));
    }
}
