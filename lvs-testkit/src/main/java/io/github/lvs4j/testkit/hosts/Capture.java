package io.github.lvs4j.testkit.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Frames recorded by tcpdump(8) on one interface of a {@link TestHost}. Confined to the LAN's thread; {@link #close}
 * ends it and deletes the file.
 */
public final class Capture implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HostProcess tcpdump;
    private final Path file;

    private Capture(HostProcess tcpdump, Path file) {
        this.tcpdump = tcpdump;
        this.file = file;
    }

    static Capture start(TestHost host, String interfaceName, String filter, int length) {
        try {
            Path file = Files.createTempFile("lvs4j-capture", ".pcap");
            List<String> command = new ArrayList<>(List.of(
                    "tcpdump",
                    "-i",
                    interfaceName,
                    "-n",
                    "-U",
                    "--immediate-mode",
                    "--time-stamp-precision=nano",
                    "-Z",
                    "root",
                    "-s",
                    Integer.toString(length),
                    "-w",
                    file.toString()));
            if (!filter.isEmpty()) {
                command.add(filter);
            }
            HostProcess tcpdump = host.start(command.toArray(String[]::new));
            tcpdump.awaitLine(line -> line.contains("listening on"), LIMIT);
            return new Capture(tcpdump, file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a file for the capture", e);
        }
    }

    /**
     * The frames written so far; the last moments' may still be on their way.
     *
     * @return in the order of their times
     */
    public List<CapturedFrame> frames() {
        return PcapReader.read(file);
    }

    /**
     * Waits for a frame, be it already there or yet to come.
     *
     * @param wanted accepts the frame
     * @param limit how long to wait
     * @return the first such frame
     * @throws HostException when none came in time
     */
    public CapturedFrame await(Predicate<CapturedFrame> wanted, Duration limit) {
        Eventually.within(
                limit, "a captured frame as wanted", () -> frames().stream().anyMatch(wanted));
        return frames().stream().filter(wanted).findFirst().orElseThrow();
    }

    /**
     * Ends the recording; everything that passed before is in the result.
     *
     * @return all frames, in the order of their times
     */
    public List<CapturedFrame> stop() {
        if (tcpdump.isAlive()) {
            tcpdump.signal("INT");
            tcpdump.awaitExit(LIMIT);
        }
        return frames();
    }

    /**
     * The frames that were lost because they came faster than they could be written.
     *
     * @return how many, once it has been {@linkplain #stop stopped}
     * @throws IllegalStateException when it has not
     */
    public long lost() {
        return tcpdump.lines().stream()
                .filter(line -> line.endsWith(" dropped by kernel"))
                .mapToLong(line -> Long.parseLong(line.substring(0, line.indexOf(' '))))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the capture has not been stopped: call stop() first"));
    }

    /**
     * The file, in the classic pcap format, until {@link #close}: for tcpdump's own reading, checksums included.
     *
     * @return a path on the machine
     */
    public Path file() {
        return file;
    }

    @Override
    public void close() {
        tcpdump.kill();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the capture " + file, e);
        }
    }
}
