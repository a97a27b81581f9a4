package io.github.lvs4j.testkit.hosts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names that tell whose namespace it is: {@code l4j-PID-START-LAN-HOST}. A process is known by its id and its start
 * time, so that a later process with the same id is not taken for the owner.
 */
final class NamespaceName {
    private static final Pattern OURS = Pattern.compile("l4j-(\\d+)-([0-9a-z]+)-[0-9a-z]{4}-.+");

    private NamespaceName() {}

    /** A prefix that no other LAN has, of this process or another. */
    static String newPrefix() {
        long pid = ProcessHandle.current().pid();
        String start =
                startTime(pid).orElseThrow(() -> new HostException("cannot read the start time of process " + pid));
        int lan = ThreadLocalRandom.current().nextInt(36 * 36 * 36, 36 * 36 * 36 * 36);
        return "l4j-" + pid + "-" + start + "-" + Integer.toString(lan, 36) + "-";
    }

    /** Whether a namespace bears our mark and its maker is dead. */
    static boolean isLeftover(String namespace) {
        Matcher name = OURS.matcher(namespace);
        return name.matches() && !startTime(Long.parseLong(name.group(1))).equals(Optional.of(name.group(2)));
    }

    /** Field 22 of proc_pid_stat(5), in base 36; empty when there is no such process. */
    private static Optional<String> startTime(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Optional.of(Long.toString(Long.parseLong(afterName[19]), 36));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
