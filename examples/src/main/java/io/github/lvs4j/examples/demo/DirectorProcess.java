package io.github.lvs4j.examples.demo;

import io.github.lvs4j.examples.DirectorCommand;
import io.github.lvs4j.testkit.hosts.HostProcess;
import io.github.lvs4j.testkit.hosts.TestHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A director in a Java machine of its own on a host, as {@code ./lvs4j director FILE} runs it. Confined to one thread. */
public final class DirectorProcess implements AutoCloseable {

    private final HostProcess process;

    private DirectorProcess(HostProcess process) {
        this.process = process;
    }

    /**
     * Starts a director with this program's class path.
     *
     * @param host where
     * @param configuration its keepalived.conf
     * @return the process, which may still be starting
     */
    static DirectorProcess start(TestHost host, Path configuration) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // The quick compiler alone: on the one CPU of the kernel VM the thorough one would compete with the protocol.
        return new DirectorProcess(host.start(
                List.of(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DirectorCommand.class.getName(),
                        configuration.toString()),
                Map.of()));
    }

    /**
     * What the director has written so far.
     *
     * @return its lines
     */
    public List<String> lines() {
        return process.lines();
    }

    /**
     * Whether the director still runs.
     *
     * @return false once it has ended
     */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the director as a crash does, by SIGKILL. */
    void crash() {
        process.kill();
    }

    /**
     * Ends the director as an administrator does, by SIGTERM.
     *
     * @return its exit status
     */
    int stop() {
        return process.stop(Duration.ofSeconds(20));
    }

    @Override
    public void close() {
        process.kill();
    }
}
