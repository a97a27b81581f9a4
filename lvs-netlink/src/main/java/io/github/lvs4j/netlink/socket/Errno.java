package io.github.lvs4j.netlink.socket;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.InterruptedReadException;
import io.github.lvs4j.error.InvalidRequestException;
import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.error.NotPermittedException;
import io.github.lvs4j.error.NotSupportedException;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's error numbers (asm-generic/errno.h), their names, and the one table from number to exception. Stateless; any
 * thread.
 */
public final class Errno {

    /** Not permitted. */
    public static final int EPERM = 1;
    /** Nothing of this name. */
    public static final int ENOENT = 2;
    /** Nothing of this identity. */
    public static final int ESRCH = 3;
    /** A signal, or a change under a reading. */
    public static final int EINTR = 4;
    /** Nothing there now; it would have to wait. */
    public static final int EAGAIN = 11;
    /** Access refused. */
    public static final int EACCES = 13;
    /** In use. */
    public static final int EBUSY = 16;
    /** Already there. */
    public static final int EEXIST = 17;
    /** No such device. */
    public static final int ENODEV = 19;
    /** The request is wrong. */
    public static final int EINVAL = 22;
    /** A value is out of range. */
    public static final int ERANGE = 34;
    /** Longer than allowed. */
    public static final int EMSGSIZE = 90;
    /** No such option. */
    public static final int ENOPROTOOPT = 92;
    /** No such operation. */
    public static final int EOPNOTSUPP = 95;
    /** No such address family. */
    public static final int EAFNOSUPPORT = 97;
    /** The address, or name, is taken. */
    public static final int EADDRINUSE = 98;
    /** The address is not there. */
    public static final int EADDRNOTAVAIL = 99;
    /** The interface is down. */
    public static final int ENETDOWN = 100;
    /** No route leads there. */
    public static final int ENETUNREACH = 101;
    /** No room for more messages; some may be lost. */
    public static final int ENOBUFS = 105;

    private static final String[] NAMES = ("EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD"
                    + " EAGAIN ENOMEM EACCES EFAULT ENOTBLK EBUSY EEXIST EXDEV ENODEV ENOTDIR"
                    + " EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE EROFS"
                    + " EMLINK EPIPE EDOM ERANGE EDEADLK ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY ELOOP"
                    + " - ENOMSG EIDRM ECHRNG EL2NSYNC EL3HLT EL3RST ELNRNG EUNATCH ENOCSI"
                    + " EL2HLT EBADE EBADR EXFULL ENOANO EBADRQC EBADSLT - EBFONT ENOSTR"
                    + " ENODATA ETIME ENOSR ENONET ENOPKG EREMOTE ENOLINK EADV ESRMNT ECOMM"
                    + " EPROTO EMULTIHOP EDOTDOT EBADMSG EOVERFLOW ENOTUNIQ EBADFD EREMCHG ELIBACC ELIBBAD"
                    + " ELIBSCN ELIBMAX ELIBEXEC EILSEQ ERESTART ESTRPIPE EUSERS ENOTSOCK EDESTADDRREQ EMSGSIZE"
                    + " EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT ESOCKTNOSUPPORT EOPNOTSUPP EPFNOSUPPORT EAFNOSUPPORT"
                    + " EADDRINUSE EADDRNOTAVAIL ENETDOWN ENETUNREACH ENETRESET ECONNABORTED ECONNRESET ENOBUFS"
                    + " EISCONN ENOTCONN ESHUTDOWN ETOOMANYREFS ETIMEDOUT ECONNREFUSED EHOSTDOWN EHOSTUNREACH"
                    + " EALREADY EINPROGRESS")
            .split(" ");

    private Errno() {}

    /**
     * The name of an error number.
     *
     * @param errno a positive number
     * @return as "EPERM"; "errno 4711" for a number without a name here
     */
    public static String name(int errno) {
        boolean known = errno >= 1 && errno <= NAMES.length && !NAMES[errno - 1].equals("-");
        return known ? NAMES[errno - 1] : "errno " + errno;
    }

    /**
     * The exception for an error number: its type is what a caller can act on.
     *
     * @param operation what was asked, and of what
     * @param errno a positive number
     * @param detail the kernel's own words or the remedy; null if there are none
     * @return the exception, not thrown
     */
    public static KernelException failure(String operation, int errno, @Nullable String detail) {
        String name = name(errno);
        return switch (errno) {
            case EPERM, EACCES -> new NotPermittedException(operation, errno, name, detail == null ? RIGHTS : detail);
            case ENOENT, ESRCH, ENODEV, ENXIO, EADDRNOTAVAIL -> new NotFoundException(operation, errno, name, detail);
            case EEXIST, EADDRINUSE -> new AlreadyExistsException(operation, errno, name, detail);
            case EINVAL, ERANGE, EMSGSIZE -> new InvalidRequestException(operation, errno, name, detail);
            case EOPNOTSUPP, EAFNOSUPPORT, ENOSYS, ENOPROTOOPT, EPROTONOSUPPORT, ESOCKTNOSUPPORT ->
                new NotSupportedException(operation, errno, name, detail);
            case ENFILE, EMFILE -> new KernelException(operation, errno, name, detail == null ? DESCRIPTORS : detail);
            case EINTR, ENOBUFS -> new InterruptedReadException(operation, errno, name, detail);
            default -> new KernelException(operation, errno, name, detail);
        };
    }

    private static final int ENXIO = 6;
    private static final int ENFILE = 23;
    private static final int EMFILE = 24;
    private static final int ENOSYS = 38;
    private static final int EPROTONOSUPPORT = 93;
    private static final int ESOCKTNOSUPPORT = 94;

    private static final String RIGHTS = "needs CAP_NET_ADMIN, and CAP_NET_RAW for raw and packet sockets";

    private static final String DESCRIPTORS = "no file descriptor is left; close what is not needed, or raise the limit"
            + " (EMFILE: ulimit -n, LimitNOFILE= of systemd; ENFILE: sysctl fs.file-max)";
}
