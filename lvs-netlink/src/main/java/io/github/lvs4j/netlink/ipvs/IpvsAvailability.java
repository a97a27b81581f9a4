package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.error.NotPermittedException;
import io.github.lvs4j.error.NotSupportedException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Whether IPVS can be used here, and how much of it.
 *
 * @param state the answer
 * @param detail the version of IPVS and what the kernel lacks, or the reason and the remedy
 * @param lacking what the kernel is too old for by its release; a distribution may have added a feature all the same, which
 *     its first use finds out. Empty unless the state is {@link State#OLD_KERNEL}
 */
public record IpvsAvailability(State state, String detail, Set<IpvsFeature> lacking) {

    /** The answers. */
    public enum State {
        /** It can, with everything that lvs4j knows. */
        AVAILABLE,
        /** It can, but the kernel is older than some features: {@link IpvsAvailability#lacking()}. */
        OLD_KERNEL,
        /** The module is not loaded: {@link IpvsModule#load()}, or {@code modprobe ip_vs}. */
        NO_MODULE,
        /** CAP_NET_ADMIN in the initial user namespace is missing. */
        NOT_PERMITTED,
        /** The kernel has no netlink, or the process cannot reach it, as in some sandboxes. */
        NO_NETLINK
    }

    /** Copies the set. */
    public IpvsAvailability {
        EnumSet<IpvsFeature> copy = EnumSet.noneOf(IpvsFeature.class);
        copy.addAll(lacking);
        lacking = Collections.unmodifiableSet(copy);
    }

    /**
     * Whether IPVS can be used.
     *
     * @return true if the state is {@link State#AVAILABLE} or {@link State#OLD_KERNEL}
     */
    public boolean isAvailable() {
        return state == State.AVAILABLE || state == State.OLD_KERNEL;
    }

    static IpvsAvailability of(Supplier<NetlinkIpvs> opener) {
        try (NetlinkIpvs ipvs = opener.get()) {
            String version = "IPVS " + ipvs.info().version();
            Set<IpvsFeature> lacking = ipvs.features().lacking();
            return lacking.isEmpty()
                    ? new IpvsAvailability(State.AVAILABLE, version, lacking)
                    : new IpvsAvailability(State.OLD_KERNEL, version + ", older than " + lacking, lacking);
        } catch (NotSupportedException e) {
            // Our own refusal has no errno; the kernel's means that the socket itself is not supported.
            return without(e.errno() == 0 ? State.NO_MODULE : State.NO_NETLINK, e);
        } catch (NotPermittedException e) {
            return without(State.NOT_PERMITTED, e);
        } catch (LvsException | LinkageError e) {
            return without(State.NO_NETLINK, e);
        }
    }

    private static IpvsAvailability without(State state, Throwable cause) {
        return new IpvsAvailability(state, String.valueOf(cause.getMessage()), Set.of());
    }
}
