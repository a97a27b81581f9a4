package io.github.lvs4j.verification.vrrp.interop;

import io.github.lvs4j.testkit.hosts.HostProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a program and all that it has started have used of the machine, by proc_pid_stat(5) and proc_pid_status(5). */
final class ProcessLoad {

    private static final long TICK_MILLIS = 10; // to user space, on every Linux

    private final List<Long> pids = new ArrayList<>();

    ProcessLoad(HostProcess process) {
        pids.add(process.pid());
        ProcessHandle.of(process.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .forEach(child -> pids.add(child.pid()));
    }

    /** Time on processors since the start, in user space and in the kernel. */
    Duration processorTime() {
        long ticks = 0;
        for (long pid : pids) {
            String stat = read(pid, "stat");
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        }
        return Duration.ofMillis(ticks * TICK_MILLIS);
    }

    long residentKilobytes() {
        return pids.stream()
                .mapToLong(pid -> read(pid, "status")
                        .lines()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .sum())
                .sum();
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid + " is gone", e);
        }
    }
}
