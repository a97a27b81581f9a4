package io.github.lvs4j.verification.netlink;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Real signals to single threads of this process. The handler is a function of the C library that does nothing; the JVM itself
 * has no use for this signal, which is passed over otherwise.
 */
final class ThreadSignals implements AutoCloseable {

    private static final int SIGURG = 23;
    private static final NativeLibrary C = NativeLibrary.getInstance("c");

    private final int process = (int) ProcessHandle.current().pid();

    ThreadSignals() {
        handle(C.getFunction("getpid"));
    }

    private static void handle(Pointer handler) {
        C.getFunction("signal").invokePointer(new Object[] {SIGURG, handler});
    }

    /** The kernel's number of a thread; 0 if there is none whose name begins so. */
    static int find(String name) throws IOException {
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path task : tasks) {
                if (Files.readString(task.resolve("comm")).startsWith(name)) {
                    return Integer.parseInt(task.getFileName().toString());
                }
            }
        }
        return 0;
    }

    /** The calling thread's number. */
    static int own() {
        return C.getFunction("gettid").invokeInt(new Object[0]);
    }

    /** Says whether there was such a thread. */
    boolean send(int thread) {
        return C.getFunction("tgkill").invokeInt(new Object[] {process, thread, SIGURG}) == 0;
    }

    /** Whether a thread sleeps in the kernel, as one that waits does. */
    static boolean isAsleep(int thread) throws IOException {
        String status = Files.readString(Path.of("/proc/self/task/" + thread + "/stat"));
        return status.charAt(status.lastIndexOf(')') + 2) == 'S';
    }

    @Override
    public void close() {
        handle(Pointer.NULL); // SIG_DFL: passed over
    }
}
