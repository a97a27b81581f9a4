package io.github.lvs4j.netlink.namespace;

import io.github.lvs4j.netlink.jna.FileDescriptor;
import io.github.lvs4j.netlink.jna.NamespaceFile;
import io.github.lvs4j.netlink.jna.ThreadNamespace;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * A network namespace (network_namespaces(7)), kept open: it lives on while this object is, even if its name goes. A socket
 * belongs for ever to the namespace in which it was opened, so "a socket in that namespace" is one opened by {@link #run}.
 *
 * <p>Any thread may call. {@link #run} moves the calling thread only, for the length of the call; it needs CAP_SYS_ADMIN. A
 * thread that the task starts meanwhile is born in the namespace and stays there: start none, nor a pool that grows.
 */
public final class NetworkNamespace implements AutoCloseable {

    private static final Path NAMES = Path.of("/run/netns");

    private final FileDescriptor descriptor;
    private final String title;

    private NetworkNamespace(String path, String title) {
        this(ThreadNamespace.open(path, "open " + title), title);
    }

    private NetworkNamespace(FileDescriptor descriptor, String title) {
        this.title = title;
        this.descriptor = descriptor;
    }

    /**
     * Makes a namespace without a name. It ends when it is closed and no socket or process is left in it. Nothing is in it but
     * lo, which is down. The calling thread stays where it is.
     *
     * @return the new namespace
     * @throws io.github.lvs4j.error.NotPermittedException without CAP_SYS_ADMIN
     */
    public static NetworkNamespace create() {
        String title = "network namespace without a name";
        return new NetworkNamespace(ThreadNamespace.create("make a " + title), title);
    }

    /**
     * Makes a namespace that bears a name until {@link #remove}, as {@code ip netns add} does: also after it is closed, and
     * after this process has ended. Nothing is in it but lo, which is down. The calling thread stays where it is.
     *
     * @param name of a new file in /run/netns
     * @return the new namespace, open
     * @throws io.github.lvs4j.error.AlreadyExistsException if there is one of this name
     * @throws io.github.lvs4j.error.NotPermittedException without CAP_SYS_ADMIN
     * @throws IllegalArgumentException if the name is empty or has a slash
     */
    public static NetworkNamespace create(String name) {
        Path file = fileOf(name);
        String title = "network namespace " + name;
        FileDescriptor made = ThreadNamespace.create("make " + title);
        try {
            NamespaceFile.create(file, made, "make " + title);
            return new NetworkNamespace(made, title);
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
    }

    /**
     * Takes a namespace's name away, as {@code ip netns delete} does. The namespace ends when nobody uses it any more.
     *
     * @param name a file in /run/netns
     * @throws io.github.lvs4j.error.NotFoundException if there is none of this name
     * @throws IllegalArgumentException if the name is empty or has a slash
     */
    public static void remove(String name) {
        NamespaceFile.remove(fileOf(name), "remove network namespace " + name);
    }

    private static Path fileOf(String name) {
        if (name.isEmpty() || name.indexOf('/') >= 0 || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("not a name of a network namespace: \"" + name + "\"");
        }
        return NAMES.resolve(name);
    }

    /**
     * Opens a namespace by the name that {@code ip netns add} gave it.
     *
     * @param name a file in /run/netns
     * @return the namespace
     * @throws io.github.lvs4j.error.NotFoundException if there is none of this name
     * @throws IllegalArgumentException if the name is empty or has a slash
     */
    public static NetworkNamespace named(String name) {
        return new NetworkNamespace(fileOf(name).toString(), "network namespace " + name);
    }

    /**
     * Opens a namespace by a file that stands for it.
     *
     * @param path as /proc/1/ns/net, or a bind mount of such a file
     * @return the namespace
     * @throws io.github.lvs4j.error.NotFoundException if there is no such file
     */
    public static NetworkNamespace at(Path path) {
        return new NetworkNamespace(path.toString(), "network namespace " + path);
    }

    /**
     * Opens the namespace of a process.
     *
     * @param pid its number
     * @return the namespace of its main thread
     * @throws io.github.lvs4j.error.NotFoundException if there is no such process
     */
    public static NetworkNamespace ofProcess(long pid) {
        return new NetworkNamespace("/proc/" + pid + "/ns/net", "network namespace of process " + pid);
    }

    /**
     * Opens the namespace that the calling thread is in.
     *
     * @return the namespace
     */
    public static NetworkNamespace current() {
        return new NetworkNamespace(ThreadNamespace.OWN, "network namespace of this thread");
    }

    /**
     * Runs a task in this namespace on the calling thread, and brings the thread back whatever happens.
     *
     * @param <T> what the task returns
     * @param task what to do
     * @return what the task returned
     * @throws Exception what the task threw
     * @throws io.github.lvs4j.error.NotPermittedException without CAP_SYS_ADMIN; the task was not started
     * @throws IllegalStateException after {@link #close()}, or on a virtual thread, which could leave its carrier behind
     */
    public <T> T run(Callable<T> task) throws Exception {
        FileDescriptor home = ThreadNamespace.enter(descriptor, title);
        try {
            return task.call();
        } finally {
            ThreadNamespace.leave(home);
        }
    }

    /**
     * Opens something in this namespace, as a socket: {@link #run} for a task that throws nothing checked. What was opened stays
     * in the namespace, the calling thread does not.
     *
     * @param <T> what is opened
     * @param opener makes it, as {@code NetlinkNetworkStack::open}, {@code NetlinkIpvs::open}
     * @return what was opened
     */
    public <T> T open(Supplier<T> opener) {
        FileDescriptor home = ThreadNamespace.enter(descriptor, title);
        try {
            return opener.get();
        } finally {
            ThreadNamespace.leave(home);
        }
    }

    /**
     * Whether the calling thread is in this namespace already.
     *
     * @return true if {@link #run} would not move it
     */
    public boolean isCurrent() {
        return ThreadNamespace.isCurrent(descriptor);
    }

    /**
     * The descriptor for the kernel.
     *
     * @return its number, valid until {@link #close()}
     * @throws IllegalStateException after {@link #close()}
     */
    public int descriptor() {
        return descriptor.number();
    }

    /** Lets go of the namespace. Closing twice does no harm. */
    @Override
    public void close() {
        descriptor.close();
    }

    @Override
    public String toString() {
        return title;
    }
}
