package io.github.lvs4j.vrrp.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lvs4j.vrrp.track.FileTracker;
import io.github.lvs4j.vrrp.track.ProgramTracker;
import io.github.lvs4j.vrrp.track.ScriptTracker;
import io.github.lvs4j.vrrp.track.Tracker;
import io.github.lvs4j.vrrp.track.TrackerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scripts and files as they are; time is waited for, never measured. */
@Timeout(120)
class ScriptAndFileTest {

    private static final Duration OFTEN = Duration.ofMillis(20);

    @TempDir
    Path directory;

    private final BlockingQueue<TrackerState> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> troubles = new LinkedBlockingQueue<>();
    private ProgramTracker.Watch watch = () -> {};

    @AfterEach
    void end() {
        watch.close();
    }

    private void run(ScriptTracker tracker) {
        watch = ScriptRunner.start(tracker, heard::add, (where, failure) -> troubles.add(where));
    }

    private void read(FileTracker tracker) {
        watch = FileWatcher.start(
                tracker, heard::add, (where, failure) -> troubles.add(where + ": " + failure.getMessage()));
    }

    private static ScriptTracker shell(String text) {
        return Tracker.script("check", "/bin/sh", "-c", text).every(OFTEN).timeout(Duration.ofMinutes(1));
    }

    @Test
    void shouldFollowTheExitStatus() throws Exception {
        Path flag = directory.resolve("flag");
        run(shell("test -e " + flag));
        assertThat(heard.take()).isEqualTo(new TrackerState.Down("exit status 1"));
        Files.createFile(flag);
        assertThat(heard.take()).isEqualTo(TrackerState.UP);
        Files.delete(flag);
        assertThat(heard.take()).isEqualTo(new TrackerState.Down("exit status 1"));
    }

    @Test
    void shouldBelieveNothingBeforeItHasRisenWhenItStartsDown() throws Exception {
        Path count = directory.resolve("count");
        run(shell("echo x >> " + count).riseAndFall(3, 1).startingDown());
        assertThat(heard.take()).isEqualTo(TrackerState.UP);
        assertThat(Files.readAllLines(count)).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void shouldNameAProgramThatIsMissing() throws Exception {
        run(Tracker.script("check", "/no/such/program").every(OFTEN).timeout(Duration.ofMinutes(1)));
        assertThat(heard.take().describe()).startsWith("down (").containsAnyOf("127", "cannot be run");
    }

    @Test
    void shouldEndEverythingThatAScriptHasStartedWhenItTakesTooLong() throws Exception {
        Path child = directory.resolve("child");
        run(Tracker.script(
                        "check",
                        "/bin/sh",
                        "-c",
                        "sleep 600 & echo $! > " + child + ".new; mv " + child + ".new " + child + "; wait")
                .every(Duration.ofDays(1))
                .timeout(Duration.ofSeconds(2)));
        assertThat(heard.take().describe()).isEqualTo("down (did not end within 2000 ms)");
        awaitEnd(child);
    }

    @Test
    void shouldEndARunningScriptAtTheEnd() throws Exception {
        Path child = directory.resolve("child");
        run(Tracker.script(
                        "check",
                        "/bin/sh",
                        "-c",
                        "sleep 600 & echo $! > " + child + ".new; mv " + child + ".new " + child + "; wait")
                .every(Duration.ofDays(1)));
        while (!Files.exists(child)) {
            Thread.sleep(5);
        }
        watch.close();
        awaitEnd(child);
    }

    @Test
    void shouldReadTheNumberWhenItChanges() throws Exception {
        Path file = directory.resolve("number");
        read(Tracker.file("load", file).every(OFTEN));
        assertThat(heard.take()).isEqualTo(new TrackerState.Value(0));
        assertThat(troubles.take()).contains("there is no file " + file);
        replace(file, "-20\n");
        assertThat(heard.take()).isEqualTo(new TrackerState.Value(-20));
        replace(file, "nonsense");
        assertThat(troubles.take())
                .contains("file tracker load")
                .contains(file.toString())
                .contains("no whole number");
        assertThat(heard).isEmpty();
        replace(file, "0x10 and a remark");
        assertThat(heard.take()).isEqualTo(new TrackerState.Value(16));
        Files.delete(file);
        assertThat(heard.take()).isEqualTo(new TrackerState.Value(0));
    }

    @Test
    void shouldWriteTheInitialNumber() throws Exception {
        Path file = directory.resolve("load");
        read(Tracker.file("load", file).every(OFTEN).startingWith(-7, false));
        assertThat(heard.take()).isEqualTo(new TrackerState.Value(-7));
        watch.close();
        read(Tracker.file("load", file).every(OFTEN).startingWith(5, false));
        assertThat(heard.take()).isEqualTo(new TrackerState.Value(-7));
        watch.close();
        read(Tracker.file("load", file).every(OFTEN).startingWith(5, true));
        assertThat(heard.take()).isEqualTo(new TrackerState.Value(5));
        assertThat(file).hasContent("5");
        assertThat(troubles).isEmpty();
    }

    @Test
    void shouldReadOnWhenTheInitialNumberCannotBeWritten() throws Exception {
        read(Tracker.file("load", directory.resolve("none/load")).every(OFTEN).startingWith(5, false));
        assertThat(heard.take()).isEqualTo(new TrackerState.Value(0));
        assertThat(troubles.take()).contains("writing its initial number");
    }

    @Test
    void shouldNameADirectoryInsteadOfAFile() throws Exception {
        read(Tracker.file("load", directory).every(OFTEN));
        assertThat(heard.take()).isEqualTo(new TrackerState.Value(0));
        assertThat(troubles.take()).contains("is no regular file");
    }

    @Test
    void shouldParseWholeNumbers() {
        assertThat(FileWatcher.parse("")).isZero();
        assertThat(FileWatcher.parse(" 12 ")).isEqualTo(12);
        assertThat(FileWatcher.parse("-2147483648")).isEqualTo(Integer.MIN_VALUE);
        assertThatThrownBy(() -> FileWatcher.parse("2147483648")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FileWatcher.parse("1.5")).isInstanceOf(IllegalArgumentException.class);
    }

    private void replace(Path file, String text) throws IOException {
        Path fresh = directory.resolve("fresh");
        Files.writeString(fresh, text);
        Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private static void awaitEnd(Path child) throws Exception {
        long pid = Long.parseLong(Files.readString(child).strip());
        while (ProcessHandle.of(pid).map(ScriptAndFileTest::runs).orElse(false)) {
            Thread.sleep(5);
        }
    }

    /** A child whose parent is gone may stay a zombie for ever in a container without an init that reaps. */
    private static boolean runs(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }
}
