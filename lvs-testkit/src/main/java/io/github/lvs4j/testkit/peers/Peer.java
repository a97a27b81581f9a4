package io.github.lvs4j.testkit.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A program to test against. Immutable.
 *
 * @param name its file name
 * @param program where it lies
 * @param libraryDirectories where its shared libraries lie; empty when they are installed
 */
public record Peer(String name, Path program, List<Path> libraryDirectories) {
    /** Takes a copy of the directories. */
    public Peer {
        libraryDirectories = List.copyOf(libraryDirectories);
    }

    /**
     * The command line that runs the program. Its libraries are named to this one command by env(1), so that no other
     * program takes them for its own.
     *
     * @param arguments what follows the program
     * @return a command line, ready for a test host or a process builder
     */
    public List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        if (!libraryDirectories.isEmpty()) {
            String path = libraryDirectories.stream().map(Path::toString).collect(Collectors.joining(":"));
            command.addAll(List.of("env", "LD_LIBRARY_PATH=" + path));
        }
        command.add(program.toString());
        command.addAll(List.of(arguments));
        return command;
    }
}
