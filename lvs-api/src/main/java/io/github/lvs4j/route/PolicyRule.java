package io.github.lvs4j.route;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.FirewallMark;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.style.LvsStyle;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.immutables.value.Value;

/**
 * A policy rule: which packets look which table up (RTM_NEWRULE; ip-rule(8)). Immutable. The priority is always given:
 * without one the kernel picks a number that depends on what stands there already.
 */
@LvsStyle
@Value.Immutable
public abstract class PolicyRule {

    private static final long ALL_BITS = 0xffff_ffffL;

    PolicyRule() {}

    /** What a matching packet meets (FR_ACT_* of linux/fib_rules.h). */
    public enum Action {
        /** A look-up in {@link PolicyRule#table()}, 1. */
        LOOKUP(1),
        /** A jump to the rule of priority {@link PolicyRule#gotoPriority()}, 2. */
        GOTO(2),
        /** Nothing; the next rule is looked at, 3. */
        NOP(3),
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
     * Which bits of the mark count (FRA_FWMASK); those outside of {@link #mark()} must be zero in the packet's mark.
     *
     * @return all 32 unless set; without meaning if there is no mark
     */
    @Value.Default
    public long markMask() {
        return ALL_BITS;
    }

    /**
     * Interface that packets made here are bound to (FRA_OIFNAME).
     *
     * @return empty for any
     */
    public abstract Optional<InterfaceName> outgoingInterface();

    /**
     * Type of service of matching packets.
     *
     * @return 0 for any
     */
    @Value.Default
    public int tos() {
        return 0;
    }

    /**
     * Protocol that matching packets carry (FRA_IP_PROTO, kernel 4.17).
     *
     * @return empty for any, else 1 to 255, as 6 for TCP
     */
    public abstract OptionalInt ipProtocol();

    /**
     * Source ports of matching packets (FRA_SPORT_RANGE, kernel 4.17).
     *
     * @return empty for any
     */
    public abstract Optional<PortRange> sourcePorts();

    /**
     * Destination ports of matching packets (FRA_DPORT_RANGE, kernel 4.17).
     *
     * @return empty for any
     */
    public abstract Optional<PortRange> destinationPorts();

    /**
     * Users whose packets match (FRA_UID_RANGE, kernel 4.10).
     *
     * @return empty for any
     */
    public abstract Optional<UserRange> users();

    /**
     * Whether the rule is for the packets that do not match (FIB_RULE_INVERT).
     *
     * @return false unless set
     */
    @Value.Default
    public boolean inverted() {
        return false;
    }

    /**
     * Routes of this prefix length or a shorter one are not taken from the table (FRA_SUPPRESS_PREFIXLEN): 0 takes what is
     * more special than the default route.
     *
     * @return empty to take all, else 0 to 128
     */
    public abstract OptionalInt suppressPrefixLength();

    /**
     * Routes through a link of this group are not taken from the table (FRA_SUPPRESS_IFGROUP).
     *
     * @return empty to take all
     */
    public abstract OptionalInt suppressGroup();

    /**
     * Whether the table is that of the VRF which a packet belongs to (FRA_L3MDEV); {@link #table()} is without meaning then.
     *
     * @return false unless set
     */
    @Value.Default
    public boolean vrf() {
        return false;
    }

    /**
     * Where {@link Action#GOTO} goes on (FRA_GOTO); above the rule's own priority.
     *
     * @return empty for other actions
     */
    public abstract OptionalLong gotoPriority();

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
        boolean jumps = action() == Action.GOTO && gotoPriority().orElse(0) > priority();
        if (action() == Action.GOTO ? !jumps : gotoPriority().isPresent()) {
            throw new IllegalArgumentException("policy rule " + priority()
                    + ": an action GOTO, and no other, names a gotoPriority, which is above the rule's own");
        }
        checkRange("mark mask", markMask(), 1, ALL_BITS);
        checkRange("TOS", tos(), 0, 255);
        ipProtocol().ifPresent(number -> checkRange("protocol", number, 1, 255));
        suppressPrefixLength().ifPresent(length -> checkRange("prefix length", length, 0, family().bits()));
        suppressGroup().ifPresent(group -> checkRange("group", group, 0, Integer.MAX_VALUE));
        source().ifPresent(this::checkPrefix);
        destination().ifPresent(this::checkPrefix);
    }

    private void checkRange(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("policy rule " + priority() + ": " + what + " " + value
                    + " is out of range: " + least + " to " + most);
        }
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

    /**
     * What a packet must have, as {@code ip rule} writes it.
     *
     * @return as "from 192.0.2.1/32 fwmark 7 ipproto 6 dport 80"; "from all" if every packet matches
     */
    public String selector() {
        return RuleText.selector(this);
    }

    /**
     * What a matching packet meets, as {@code ip rule} writes it.
     *
     * @param tableName name or number of the table
     * @return as "table 100 suppress_prefixlength 0", "prohibit", "goto 32766"
     */
    public String verdict(String tableName) {
        return RuleText.verdict(this, "table", tableName);
    }

    /** The rule as {@code ip rule} shows it. */
    @Override
    public String toString() {
        return priority() + ": " + selector() + " " + RuleText.verdict(this, "lookup", table().toString());
    }

    /** Builds a {@link PolicyRule}. Confined to one thread. {@code build()} checks what the accessors promise. */
    public static final class Builder extends ImmutablePolicyRule.Builder {
        Builder() {}
    }
}
