package io.github.lvs4j.vrrp.host;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A script under way, the leader of a session and process group of its own where the system has {@code setsid}. Used by the
 * thread of its tracker.
 */
final class ScriptProcess {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptProcess.class);
    private static final long GRACE_SECONDS = 2;
    private static final File NOWHERE = new File("/dev/null");

    private final Process process;
    private final boolean leader;

    private ScriptProcess(Process process, boolean leader) {
        this.process = process;
        this.leader = leader;
    }

    static ScriptProcess start(List<String> command) throws IOException {
        List<String> words = new ArrayList<>(command);
        Optional<Path> setsid = Stream.of("/usr/bin/setsid", "/bin/setsid")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        setsid.ifPresent(program -> words.add(0, program.toString()));
        Process process = new ProcessBuilder(words)
                .redirectInput(NOWHERE)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new ScriptProcess(process, setsid.isPresent());
    }

    boolean waitFor(long nanos) throws InterruptedException {
        return process.waitFor(nanos, TimeUnit.NANOSECONDS);
    }

    /** What is wrong with its end; empty if nothing is. */
    String complaint() {
        int status = process.exitValue();
        return switch (status) {
            case 0 -> "";
            case 126 -> "exit status 126, as of a program that may not be executed";
            case 127 -> "exit status 127, as of a program that was not found";
            default -> "exit status " + status;
        };
    }

    /** Asks it to end, and makes it; returns when it has ended. */
    void end() throws InterruptedException {
        List<ProcessHandle> others = process.descendants().toList();
        signal("TERM", others);
        process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
        signal("KILL", others);
        process.waitFor();
    }

    /** Makes it end; does not wait. */
    void kill() {
        signal("KILL", process.descendants().toList());
    }

    private void signal(String name, List<ProcessHandle> others) {
        boolean kill = name.equals("KILL");
        if (leader) {
            signalGroup(name);
        }
        for (ProcessHandle other : others) {
            boolean sent = kill ? other.destroyForcibly() : other.destroy();
            LOG.debug("{} to {}: {}", name, other.pid(), sent);
        }
        if (kill) {
            process.destroyForcibly();
        } else {
            process.destroy();
        }
    }

    /** The JDK signals single processes only. */
    private void signalGroup(String name) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -s " + name + " -- -" + process.pid())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException failure) {
            LOG.warn("ending the processes of a tracked script: {}", failure.getMessage());
        }
    }
}
