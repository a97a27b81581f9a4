package io.github.lvs4j.netlink.jna;

import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.netlink.socket.Errno;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Moves the calling thread between network namespaces. Stateless; any platform thread. */
public final class ThreadNamespace {

    /** The file of the calling thread's own namespace. */
    public static final String OWN = "/proc/thread-self/ns/net";

    private ThreadNamespace() {}

    /**
     * Opens a namespace file.
     *
     * @param path which
     * @param operation what is done, for messages
     * @return its descriptor
     */
    public static FileDescriptor open(String path, String operation) {
        byte[] bytes = (path + "\0").getBytes(StandardCharsets.UTF_8);
        return new FileDescriptor(LibC.open(bytes, Constants.O_CLOEXEC), operation);
    }

    /**
     * Makes a namespace, on a thread of its own that ends with it: the calling one stays where it is.
     *
     * @param operation what is done, for messages
     * @return its descriptor
     */
    public static FileDescriptor create(String operation) {
        FutureTask<FileDescriptor> task = new FutureTask<>(() -> {
            if (LibC.unshare(Constants.CLONE_NEWNET) < 0) {
                throw Errno.failure(operation, SystemCall.errno(), "needs CAP_SYS_ADMIN");
            }
            return open(OWN, operation);
        });
        Thread thread = new Thread(task, "lvs4j-new-namespace");
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof KernelException refused
                            ? refused
                            : new IllegalStateException(operation, e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Whether the calling thread is in a namespace: the links in proc(5) name it by its inode.
     *
     * @param target which
     * @return true if it is
     */
    public static boolean isCurrent(FileDescriptor target) {
        try {
            Path own = Files.readSymbolicLink(Path.of(OWN));
            return own.equals(Files.readSymbolicLink(Path.of("/proc/thread-self/fd/" + target.number())));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Enters a namespace.
     *
     * @param target where to
     * @param title its name for messages
     * @return where the thread was, for {@link #leave}
     */
    public static FileDescriptor enter(FileDescriptor target, String title) {
        if (Thread.currentThread().getClass().getName().endsWith("VirtualThread")) {
            throw new IllegalStateException("enter " + title
                    + ": a virtual thread cannot, its carrier would be left there; use a platform thread");
        }
        int number = target.number();
        FileDescriptor home = open(OWN, "remember this thread's network namespace");
        int result = LibC.setns(number, Constants.CLONE_NEWNET);
        if (result < 0) {
            int errno = SystemCall.errno();
            home.close();
            throw Errno.failure("enter " + title, errno, "needs CAP_SYS_ADMIN");
        }
        return home;
    }

    /**
     * Goes back. If the kernel refuses, the thread stays where it must not be, and the failure says so.
     *
     * @param home what {@link #enter} returned; is closed
     */
    public static void leave(FileDescriptor home) {
        try (home) {
            SystemCall.check(
                    LibC.setns(home.number(), Constants.CLONE_NEWNET),
                    "bring this thread back to its network namespace (end the thread, it must not go on)");
        }
    }
}
