package io.github.lvs4j.verification.vrrp.interop;

import io.github.lvs4j.testkit.hosts.HostProcess;
import io.github.lvs4j.testkit.hosts.TestHost;
import io.github.lvs4j.testkit.peers.Keepalived;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** keepalived 2.2.7 with one file. */
final class KeepalivedDaemon implements PeerDaemon {

    private static final Pattern ENTERING = Pattern.compile("Entering ([A-Z]+) STATE");

    private final TestHost host;
    private final Path directory;
    private HostProcess process;

    KeepalivedDaemon(TestHost host, Path directory, String conf) {
        this.host = host;
        this.directory = directory;
        try {
            Files.writeString(directory.resolve("keepalived.conf"), conf);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write keepalived.conf", e);
        }
    }

    @Override
    public void start() {
        process = host.start(Keepalived.command(directory.resolve("keepalived.conf"), directory, "--vrrp"), Map.of());
    }

    @Override
    public void stop() {
        process.stop(Duration.ofSeconds(15));
    }

    /** Both processes at once: were the parent killed first, the child would still step down in order. */
    @Override
    public void kill() {
        process.freeze();
        ProcessHandle.of(process.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .forEach(ProcessHandle::destroyForcibly);
        process.kill();
        try {
            for (String file : new String[] {"keepalived.pid", "vrrp.pid"}) {
                Files.deleteIfExists(directory.resolve(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete a pid file of keepalived", e);
        }
    }

    @Override
    public String state() {
        String state = "";
        for (String line : process.lines()) {
            Matcher entering = ENTERING.matcher(line);
            if (entering.find()) {
                state = entering.group(1);
            }
        }
        return state;
    }

    @Override
    public String log() {
        return String.join("\n", process.lines());
    }
}
