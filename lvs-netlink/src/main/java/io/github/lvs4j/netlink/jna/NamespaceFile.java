package io.github.lvs4j.netlink.jna;

import io.github.lvs4j.netlink.socket.Errno;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that hold network namespaces by a mount, as ip-netns(8) makes them. Stateless; any thread. */
public final class NamespaceFile {

    private static final int EIO = 5;

    private NamespaceFile() {}

    /**
     * Makes a file that holds a namespace.
     *
     * @param file a new file; its directory is made if need be, and shared with other mount namespaces
     * @param namespace what it holds
     * @param operation what is done, for messages
     */
    public static void create(Path file, FileDescriptor namespace, String operation) {
        try {
            Files.createDirectories(file.getParent());
            share(file.getParent(), operation);
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            throw Errno.failure(operation, Errno.EEXIST, file + " exists");
        } catch (IOException e) {
            throw Errno.failure(operation, EIO, e.toString());
        }
        try {
            mount("/proc/thread-self/fd/" + namespace.number(), file.toString(), Constants.MS_BIND, operation);
        } catch (RuntimeException e) {
            file.toFile().delete();
            throw e;
        }
    }

    /** Lets mounts in the directory be seen by other mount namespaces; for that it must be a mount itself. */
    private static void share(Path directory, String operation) {
        byte[] target = text(directory.toString());
        long shared = Constants.MS_SHARED | Constants.MS_REC;
        if (LibC.mount(text(""), target, text("none"), shared, 0) == 0) {
            return;
        }
        mount(directory.toString(), directory.toString(), Constants.MS_BIND | Constants.MS_REC, operation);
        mount("", directory.toString(), shared, operation);
    }

    private static void mount(String source, String target, long flags, String operation) {
        if (LibC.mount(text(source), text(target), text("none"), flags, 0) < 0) {
            throw Errno.failure(operation, SystemCall.errno(), "mount " + target + "; needs CAP_SYS_ADMIN");
        }
    }

    /**
     * Removes such a file.
     *
     * @param file which
     * @param operation what is done, for messages
     */
    public static void remove(Path file, String operation) {
        int result = LibC.umount2(text(file.toString()), Constants.MNT_DETACH);
        int errno = result < 0 ? SystemCall.errno() : 0;
        if (errno != 0 && errno != Errno.EINVAL) {
            throw Errno.failure(operation, errno, errno == Errno.EPERM ? "needs CAP_SYS_ADMIN" : null);
        }
        try {
            Files.delete(file); // EINVAL: a file that holds nothing any more
        } catch (NoSuchFileException e) {
            throw Errno.failure(operation, Errno.ENOENT, null);
        } catch (IOException e) {
            throw Errno.failure(operation, EIO, e.toString());
        }
    }

    private static byte[] text(String value) {
        return (value + "\0").getBytes(StandardCharsets.UTF_8);
    }
}
