package io.github.lvs4j.testkit.vm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The guest as the host sees it: the launch script with User Mode Linux below it, which lives as long as the script's
 * standard input is open.
 */
final class GuestProcess implements AutoCloseable {
    private final Process leader;

    private GuestProcess(Process leader) {
        this.leader = leader;
    }

    static GuestProcess start(Path kernel, int mebibytes, GuestFiles files, Path memoryDirectory) {
        List<String> command =
                new ArrayList<>(List.of("setsid", "sh", files.launcher().toString()));
        // On two CPUs every system call of the guest would wake up the other one: five to eight times slower.
        command.addAll(List.of("taskset", "-c", firstAllowedCpu()));
        command.addAll(List.of(
                kernel.toString(),
                "mem=" + mebibytes + "M",
                "uml_dir=" + memoryDirectory.resolve("uml"),
                "root=/dev/root",
                "rootfstype=hostfs",
                "rootflags=/",
                "ro",
                "init=" + files.init(),
                "con=null",
                "con0=fd:0,fd:1",
                "quiet"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TMPDIR", memoryDirectory.toString());
        try {
            return new GuestProcess(builder.start());
        } catch (IOException e) {
            throw new KernelVmException("cannot start the guest: " + String.join(" ", command), e);
        }
    }

    private static String firstAllowedCpu() {
        Path status = Path.of("/proc/self/status");
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("Cpus_allowed_list:"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim().split("[-,]")[0])
                    .findFirst()
                    .orElse("0");
        } catch (IOException e) {
            throw new KernelVmException("cannot read the allowed CPUs from " + status, e);
        }
    }

    InputStream console() {
        return leader.getInputStream();
    }

    boolean waitFor(Duration timeout) throws InterruptedException {
        return leader.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends every process of the guest; does nothing when all are gone. */
    @Override
    public void close() {
        try {
            leader.getOutputStream().close(); // which the launch script waits for
        } catch (IOException e) {
            leader.descendants().forEach(ProcessHandle::destroyForcibly);
        }
        leader.onExit().join();
    }
}
