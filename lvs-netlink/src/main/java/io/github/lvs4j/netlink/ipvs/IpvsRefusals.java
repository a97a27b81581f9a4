package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.error.InterruptedReadException;
import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.error.NotSupportedException;
import io.github.lvs4j.ipvs.IpvsChange;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.netlink.BatchOutcome;
import io.github.lvs4j.netlink.socket.Errno;
import org.jspecify.annotations.Nullable;

/**
 * What error numbers mean for IPVS, which never adds words of its own (net/netfilter/ipvs/ip_vs_ctl.c, measured on 6.1, 6.12
 * and 7.2). Stateless; any thread.
 */
final class IpvsRefusals {

    private static final String RIGHTS = "IPVS needs CAP_NET_ADMIN in the initial user namespace;"
            + " being root of another user namespace is not enough";

    private IpvsRefusals() {}

    /** The exception for a refusal. */
    static KernelException refusal(Object operation, int errno, @Nullable String words) {
        return Errno.failure(operation.toString(), errno, words == null ? hint(operation, errno) : words);
    }

    /**
     * What became of one message of a send.
     *
     * @param operation what it asked
     * @param outcome of the send
     * @param index which message
     * @return null if it was done
     */
    static @Nullable RuntimeException failure(Object operation, BatchOutcome outcome, int index) {
        RuntimeException breakOff = outcome.breakOff();
        boolean unknown = index < outcome.sent() && outcome.isUnknown(index);
        if (breakOff != null && (unknown || index >= outcome.sent())) {
            return breakOff instanceof IllegalStateException ? breakOff : brokeOff(operation, breakOff);
        }
        if (unknown) {
            return new InterruptedReadException(
                    operation.toString(),
                    Errno.ENOBUFS,
                    Errno.name(Errno.ENOBUFS),
                    "the kernel's answer was lost; read the table to know what became of it");
        }
        int errno = outcome.errno(index);
        return errno == 0 ? null : refusal(operation, errno, null);
    }

    /** The exception for a kernel that has no IPVS now. */
    static NotSupportedException noModule(Object operation) {
        return new NotSupportedException(
                operation.toString(), 0, "", "this kernel has no IPVS loaded; load it with: modprobe ip_vs");
    }

    /** An operation that knows what error numbers mean for it. */
    interface Hinting {

        /** What the number means; null if nothing special. */
        @Nullable
        String hint(int errno);
    }

    /** The failure of a change that was not sent, or whose answer could not be read, told with that change. */
    static LvsException brokeOff(Object operation, RuntimeException cause) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof LvsException told && message.startsWith(operation + ":")) {
            return told;
        }
        if (cause instanceof KernelException failed) {
            KernelException mine = new KernelException(
                    operation.toString(), failed.errno(), failed.errnoName(), "broke off: " + message);
            mine.initCause(failed);
            return mine;
        }
        return new LvsException(operation + ": broke off: " + message, cause);
    }

    private static @Nullable String hint(Object operation, int errno) {
        String special = operation instanceof Hinting hinting ? hinting.hint(errno) : null;
        return special != null ? special : general(operation, errno);
    }

    private static @Nullable String general(Object operation, int errno) {
        return switch (errno) {
            case Errno.EPERM -> RIGHTS;
            case Errno.ESRCH -> "there is no such virtual service";
            case Errno.ENOENT -> absent(operation);
            case Errno.EEXIST -> "it is there already";
            case Errno.EINVAL -> invalid(operation);
            case Errno.ERANGE -> "weight or connection thresholds are out of the kernel's range";
            case Errno.EOPNOTSUPP -> "this kernel's IPVS does not know the command; a newer kernel may";
            case Errno.EAFNOSUPPORT -> "this kernel's IPVS was built without this address family";
            default -> null;
        };
    }

    private static @Nullable String absent(Object operation) {
        if (operation instanceof IpvsChange.CreateService change) {
            return unknownName(change.definition());
        }
        if (operation instanceof IpvsChange.UpdateService change) {
            return unknownName(change.definition());
        }
        return operation instanceof IpvsChange ? "there is no such real server" : null;
    }

    private static String unknownName(VirtualService service) {
        String text =
                "this kernel has no scheduler " + service.scheduler() + " (modprobe ip_vs_" + service.scheduler() + ")";
        return service.persistence()
                .flatMap(persistence -> persistence.engine())
                .map(name -> text + " or no persistence engine " + name + " (modprobe ip_vs_pe_" + name + ")")
                .orElse(text);
    }

    private static @Nullable String invalid(Object operation) {
        if (operation instanceof IpvsChange.CreateRealServer || operation instanceof IpvsChange.UpdateRealServer) {
            return "the address must be a unicast one, of the service's family unless it is tunnelled,"
                    + " and the loopback device must be up (ip link set lo up)";
        }
        if (operation instanceof IpvsChange.CreateService change
                && change.definition().onePacket()) {
            return "one-packet scheduling is for UDP services";
        }
        return null;
    }
}
