package io.github.lvs4j.route;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.FirewallMark;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.style.LvsStyle;
import java.util.Locale;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * A policy rule: which packets look which table up (RTM_NEWRULE; ip-rule(8)). Immutable. The priority is always given:
 * without one the kernel picks a number that depends on what stands there already.
 */
@LvsStyle
@Value.Immutable
public abstract class PolicyRule {

    PolicyRule() {}

    /** What a matching packet meets (FR_ACT_* of linux/fib_rules.h). */
    public enum Action {
        /** A look-up in {@link PolicyRule#table()}, 1. */
        LOOKUP(1),
        /** Silent discard, 6. */
        BLACKHOLE(6),
        /** Discard with "network unreachable", 7. */
        UNREACHABLE(7),
        /** Discard with "administratively prohibited", 8. */
        PROHIBIT(8),
        /** An action that lvs4j has no name for; read only. */
        OTHER(0);

        private final int number;

        Action(int number) {
            this.number = number;
        }

        /**
         * The kernel's number.
         *
         * @return FR_ACT_*; 0 for {@link #OTHER}
         */
        public int number() {
            return number;
        }
    }

    /**
     * Starts a value.
     *
     * @return an empty builder; family and priority must be given
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Whose packets the rule sees.
     *
     * @return IPv4 or IPv6
     */
    public abstract AddressFamily family();

    /**
     * The rule's place; lower is looked at first.
     *
     * @return 0 to 4294967295
     */
    public abstract long priority();

    /**
     * Source of matching packets.
     *
     * @return empty for any
     */
    public abstract Optional<IpPrefix> source();

    /**
     * Destination of matching packets.
     *
     * @return empty for any
     */
    public abstract Optional<IpPrefix> destination();

    /**
     * Firewall mark of matching packets.
     *
     * @return empty for any
     */
    public abstract Optional<FirewallMark> mark();

    /**
     * Interface through which matching packets came; "lo" for those made here.
     *
     * @return empty for any
     */
    public abstract Optional<InterfaceName> incomingInterface();

    /**
     * What a matching packet meets.
     *
     * @return {@link Action#LOOKUP} unless set
     */
    @Value.Default
    public Action action() {
        return Action.LOOKUP;
    }

    /**
     * The table that is looked up.
     *
     * @return {@link RoutingTable#MAIN} unless set; without meaning for other actions
     */
    @Value.Default
    public RoutingTable table() {
        return RoutingTable.MAIN;
    }

    /**
     * Who made the rule (FRA_PROTOCOL, kernel 4.17).
     *
     * @return {@link RouteProtocol#LVS4J} unless set
     */
    @Value.Default
    public RouteProtocol protocol() {
        return RouteProtocol.LVS4J;
    }

    @Value.Check
    void check() {
        if (priority() < 0 || priority() > 0xffff_ffffL) {
            throw new IllegalArgumentException(
                    "policy rule priority " + priority() + " is out of range: 0 to 4294967295");
        }
        source().ifPresent(this::checkPrefix);
        destination().ifPresent(this::checkPrefix);
    }

    private void checkPrefix(IpPrefix prefix) {
        if (prefix.family() != family()) {
            throw new IllegalArgumentException(
                    "policy rule " + priority() + ": " + prefix + " does not belong to an " + family() + " rule");
        }
        if (!prefix.equals(prefix.network())) {
            throw new IllegalArgumentException(
                    "policy rule " + priority() + ": " + prefix + " has host bits; write " + prefix.network());
        }
    }

    /** The rule as {@code ip rule} writes it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(priority()).append(": from ");
        text.append(source().map(IpPrefix::toString).orElse("all"));
        destination().ifPresent(to -> text.append(" to ").append(to));
        mark().ifPresent(mark -> text.append(" fwmark ").append(mark));
        incomingInterface().ifPresent(iif -> text.append(" iif ").append(iif));
        if (action() == Action.LOOKUP) {
            return text.append(" lookup ").append(table()).toString();
        }
        return text.append(' ').append(action().name().toLowerCase(Locale.ROOT)).toString();
    }

    /** Builds a {@link PolicyRule}. Confined to one thread. {@code build()} checks what the accessors promise. */
    public static final class Builder extends ImmutablePolicyRule.Builder {
        Builder() {}
    }
}
