package io.github.lvs4j.testkit.vm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory on the host for the file that is the guest's memory. User Mode Linux maps that file executable, so the
 * file system must allow that, and must have room for all of it: a guest that touches a page without room dies.
 */
final class GuestMemory implements AutoCloseable {
    private final Path directory;

    private GuestMemory(Path directory) {
        this.directory = directory;
    }

    static GuestMemory reserve(int mebibytes) {
        List<String> refused = new ArrayList<>();
        for (Path candidate : candidates()) {
            String reason = refusal(candidate, mebibytes);
            if (reason.isEmpty()) {
                return create(candidate);
            }
            refused.add(candidate + ": " + reason);
        }
        throw new KernelVmException("no directory for the guest's " + mebibytes + " MiB of memory (" + refused
                + "): free some room, set TMPDIR to a directory that has it, or ask for less memory");
    }

    private static List<Path> candidates() {
        String chosen = System.getenv("TMPDIR");
        List<Path> candidates = new ArrayList<>();
        if (chosen != null && !chosen.isEmpty()) {
            candidates.add(Path.of(chosen));
        }
        candidates.add(Path.of("/dev/shm"));
        candidates.add(Path.of(System.getProperty("java.io.tmpdir")));
        candidates.add(Path.of("/var/tmp"));
        return candidates;
    }

    private static String refusal(Path directory, int mebibytes) {
        try {
            if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
                return "not a writable directory";
            }
            long free = Files.getFileStore(directory).getUsableSpace() >> 20;
            if (free < mebibytes) {
                return "only " + free + " MiB free";
            }
            return mountedNoExec(directory.toRealPath()) ? "mounted noexec" : "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** The options of the mount point that holds the directory: fields 2 and 4 of proc_pid_mounts(5). */
    private static boolean mountedNoExec(Path directory) throws IOException {
        String options = "";
        int longest = -1;
        for (String line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
            String[] fields = line.split(" ");
            Path point = Path.of(fields[1].replace("\\040", " "));
            if (directory.startsWith(point) && point.getNameCount() >= longest) {
                longest = point.getNameCount();
                options = fields[3];
            }
        }
        return List.of(options.split(",")).contains("noexec");
    }

    private static GuestMemory create(Path parent) {
        try {
            return new GuestMemory(Files.createTempDirectory(parent, "lvs4j-vm-"));
        } catch (IOException e) {
            throw new KernelVmException("cannot make a directory for the guest's memory in " + parent, e);
        }
    }

    Path directory() {
        return directory;
    }

    @Override
    public void close() {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the guest's memory directory " + directory, e);
        }
    }
}
