package io.github.lvs4j.route;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.style.LvsStyle;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.immutables.value.Value;

/** An address on an interface (rtnetlink(7), RTM_NEWADDR). Immutable. */
@LvsStyle
@Value.Immutable
public abstract class InterfaceAddress {

    InterfaceAddress() {}

    /**
     * Starts a value.
     *
     * @return an empty builder; interface and prefix must be given
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * An address without further attributes.
     *
     * @param interfaceName where it is
     * @param prefix address and prefix length
     * @return the address
     */
    public static InterfaceAddress of(InterfaceName interfaceName, IpPrefix prefix) {
        return builder().interfaceName(interfaceName).prefix(prefix).build();
    }

    /**
     * Where the address is.
     *
     * @return the interface's name
     */
    public abstract InterfaceName interfaceName();

    /**
     * The address with its network's length; host bits are the address.
     *
     * @return address and prefix length
     */
    public abstract IpPrefix prefix();

    /**
     * IPv4 label, which old tools show as an alias interface, as "eth1:1".
     *
     * @return empty if it is the interface's name
     */
    public abstract Optional<String> label();

    /**
     * IPv4 broadcast address.
     *
     * @return empty if there is none
     */
    public abstract Optional<InetAddress> broadcast();

    /**
     * Where the address is valid (RT_SCOPE_*).
     *
     * @return 0 for global, which is the default, 253 for link, 254 for host
     */
    @Value.Default
    public int scope() {
        return 0;
    }

    /**
     * After which time the kernel removes the address by itself (IFA_CACHEINFO ifa_valid).
     *
     * @return empty for ever, else whole seconds: the remaining time when read
     */
    public abstract Optional<Duration> validLifetime();

    /**
     * After which time the address is no longer chosen as a source (IFA_CACHEINFO ifa_prefered).
     *
     * @return empty for as long as it is valid, else whole seconds; zero means deprecated at once
     */
    public abstract Optional<Duration> preferredLifetime();

    /**
     * Whether duplicate address detection is skipped (IFA_F_NODAD, IPv6 only).
     *
     * @return false unless set
     */
    @Value.Default
    public boolean noDuplicateDetection() {
        return false;
    }

    /**
     * Who added the address (IFA_PROTO, kernel 5.18; older kernels do not store it and report 0).
     *
     * @return {@link RouteProtocol#UNSPECIFIED} unless set
     */
    @Value.Default
    public RouteProtocol protocol() {
        return RouteProtocol.UNSPECIFIED;
    }

    @Value.Check
    void check() {
        label().ifPresent(label -> {
            boolean fits = label.equals(interfaceName().value()) || label.startsWith(interfaceName() + ":");
            if (!fits || label.length() > 15) {
                throw new IllegalArgumentException("label \"" + label + "\" of " + prefix() + ": it must begin with \""
                        + interfaceName() + ":\" and have at most 15 characters");
            }
        });
        validLifetime().ifPresent(time -> checkLifetime("valid", time, 1));
        preferredLifetime().ifPresent(time -> checkLifetime("preferred", time, 0));
    }

    private void checkLifetime(String name, Duration time, int least) {
        if (time.getNano() != 0 || time.getSeconds() < least || time.getSeconds() >= 0xffff_ffffL) {
            throw new IllegalArgumentException(name + " lifetime " + time + " of " + prefix()
                    + " is out of range: whole seconds, " + least + " to 4294967294");
        }
    }

    /** Builds an {@link InterfaceAddress}. Confined to one thread. {@code build()} checks what the accessors promise. */
    public static final class Builder extends ImmutableInterfaceAddress.Builder {
        Builder() {}
    }
}
