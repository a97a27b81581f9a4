package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.error.NotPermittedException;
import io.github.lvs4j.error.NotSupportedException;
import io.github.lvs4j.ipvs.IpvsInfo;
import java.util.function.Supplier;

/**
 * Whether IPVS can be used here.
 *
 * @param state the answer
 * @param detail the kernel's version of IPVS, or the reason and the remedy
 */
public record IpvsAvailability(State state, String detail) {

    /** The answers. */
    public enum State {
        /** It can. */
        AVAILABLE,
        /** The module is not loaded: {@link IpvsModule#load()}, or {@code modprobe ip_vs}. */
        NO_MODULE,
        /** CAP_NET_ADMIN in the initial user namespace is missing. */
        NOT_PERMITTED,
        /** The kernel has no netlink, or the process cannot reach it, as in some sandboxes. */
        NO_NETLINK
    }

    /**
     * Whether IPVS can be used.
     *
     * @return true if the state is {@link State#AVAILABLE}
     */
    public boolean isAvailable() {
        return state == State.AVAILABLE;
    }

    static IpvsAvailability of(Supplier<NetlinkIpvs> opener) {
        try (NetlinkIpvs ipvs = opener.get()) {
            IpvsInfo info = ipvs.info();
            return new IpvsAvailability(State.AVAILABLE, "IPVS " + info.version());
        } catch (NotSupportedException e) {
            // Our own refusal has no errno; the kernel's means that the socket itself is not supported.
            return new IpvsAvailability(e.errno() == 0 ? State.NO_MODULE : State.NO_NETLINK, text(e));
        } catch (NotPermittedException e) {
            return new IpvsAvailability(State.NOT_PERMITTED, text(e));
        } catch (LvsException | LinkageError e) {
            return new IpvsAvailability(State.NO_NETLINK, text(e));
        }
    }

    private static String text(Throwable cause) {
        return String.valueOf(cause.getMessage());
    }
}
