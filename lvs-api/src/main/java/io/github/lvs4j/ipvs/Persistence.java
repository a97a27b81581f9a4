package io.github.lvs4j.ipvs;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Client stickiness: connections of one client, or of one client network, go to the same real server until the timeout
 * has passed without any (IP_VS_SVC_F_PERSISTENT of linux/ip_vs.h).
 *
 * @param timeout whole seconds, 1 s to 4294967295 s (IPVS_SVC_ATTR_TIMEOUT)
 * @param clientPrefix network bits by which clients are told apart; empty means each address by itself, 0 (IPv4 only) that all
 *     clients count as one (IPVS_SVC_ATTR_NETMASK)
 * @param engine name of a persistence engine (ip_vs_pe_NAME), as "sip"; empty means none (IPVS_SVC_ATTR_PE_NAME, Linux 2.6.37)
 */
public record Persistence(Duration timeout, OptionalInt clientPrefix, Optional<String> engine) {

    private static final long LONGEST_SECONDS = 0xffff_ffffL / 1000;

    /** What {@code ipvsadm -p} takes when no timeout is given: 360 s (ipvsadm(8)). */
    public static final Persistence DEFAULT = of(Duration.ofSeconds(360));

    /**
     * Checks the ranges that do not depend on the family; {@link VirtualService} checks the rest.
     *
     * @throws IllegalArgumentException if the timeout has fractions of a second or is out of range, or the engine's name is
     *     not 1 to 15 characters (IP_VS_PENAME_MAXLEN of linux/ip_vs.h)
     */
    public Persistence {
        long seconds = timeout.getSeconds();
        if (timeout.getNano() != 0 || seconds < 1 || seconds > 0xffff_ffffL) {
            throw new IllegalArgumentException(
                    "persistence timeout " + timeout + " is out of range: whole seconds, 1 to 4294967295");
        }
        engine.ifPresent(name -> {
            if (name.isEmpty() || name.length() > 15) {
                throw new IllegalArgumentException("not a persistence engine: \"" + name + "\" (1 to 15 characters)");
            }
        });
    }

    /**
     * Persistence of each client address by itself. The kernel counts the timeout in ticks of 32 bits and cuts what does not
     * fit without a word: with 100 ticks a second 42949673 s become 1 s. So the bound is the one that holds at 1000 ticks a
     * second; the constructor takes more, for what is read from a kernel with fewer.
     *
     * @param timeout whole seconds, 1 s to 4294967 s (49 days)
     * @return the persistence
     * @throws IllegalArgumentException if the timeout is out of range
     */
    public static Persistence of(Duration timeout) {
        if (timeout.getSeconds() > LONGEST_SECONDS) {
            throw new IllegalArgumentException("persistence timeout " + timeout
                    + " is out of range: the kernel's counter holds 4294967 s (49 days) at most");
        }
        return new Persistence(timeout, OptionalInt.empty(), Optional.empty());
    }

    /**
     * The same for client networks.
     *
     * @param prefixLength network bits, 0 to 32 or 1 to 128
     * @return a changed copy
     */
    public Persistence withClientPrefix(int prefixLength) {
        return new Persistence(timeout, OptionalInt.of(prefixLength), engine);
    }

    /**
     * The same with a persistence engine.
     *
     * @param name the engine's name
     * @return a changed copy
     * @throws IllegalArgumentException if the name is empty or too long
     */
    public Persistence withEngine(String name) {
        return new Persistence(timeout, clientPrefix, Optional.of(name));
    }
}
