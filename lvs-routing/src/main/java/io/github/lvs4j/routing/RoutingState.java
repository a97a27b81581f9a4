package io.github.lvs4j.routing;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.route.RoutingTable;
import io.github.lvs4j.style.LvsStyle;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.immutables.value.Value;

/**
 * Policy routing as it should be on one host: names of tables, addresses, routes and rules. Immutable.
 *
 * <p>Routes, rules and addresses are marked with {@link RouteProtocol#LVS4J} when they are written, so that a later run
 * knows them as its own.
 */
@LvsStyle
@Value.Immutable
public abstract class RoutingState {

    private static final RoutingState EMPTY = builder().build();

    RoutingState() {}

    /**
     * Starts a state.
     *
     * @return an empty builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The state without anything.
     *
     * @return an empty state
     */
    public static RoutingState empty() {
        return EMPTY;
    }

    /**
     * Names of tables, for files; the kernel does not need them.
     *
     * @return no number and no name twice
     */
    public abstract List<NamedTable> tables();

    /**
     * Addresses, as the alias of a real server.
     *
     * @return in the order in which they are added; without lifetimes
     */
    public abstract List<InterfaceAddress> addresses();

    /**
     * Routes.
     *
     * @return in the order in which they are added; those without a gateway go first
     */
    public abstract List<Route> routes();

    /**
     * Policy rules.
     *
     * @return in the order in which they are added
     */
    public abstract List<PolicyRule> rules();

    /**
     * The tables that belong to this state: those it names and those its routes stand in, but for the kernel's own.
     *
     * @return in order, each once
     */
    public Set<RoutingTable> ownTables() {
        Set<RoutingTable> own = new LinkedHashSet<>();
        tables().forEach(named -> own.add(named.table()));
        routes().forEach(route -> own.add(route.table()));
        own.removeAll(List.of(RoutingTable.MAIN, RoutingTable.LOCAL, RoutingTable.DEFAULT));
        return own;
    }

    /**
     * The name of a table.
     *
     * @param table any table
     * @return the state's name for it, else the kernel's name or the number
     */
    public String nameOf(RoutingTable table) {
        return tables().stream()
                .filter(named -> named.table().equals(table))
                .map(NamedTable::name)
                .findFirst()
                .orElse(table.toString());
    }

    @Value.Check
    void check() {
        Set<Object> seen = new HashSet<>();
        for (NamedTable table : tables()) {
            once(seen, table.table(), "routing table " + table.table() + " is named twice");
            once(seen, table.name(), "the name " + table.name() + " is given to two routing tables");
        }
        for (InterfaceAddress address : addresses()) {
            String what = "address " + address.prefix() + " on " + address.interfaceName();
            once(seen, Matching.placeOf(address), what + " is listed twice");
            own(address.protocol(), true, what);
            if (address.validLifetime().isPresent()
                    || address.preferredLifetime().isPresent()) {
                throw new IllegalArgumentException(what + " has a lifetime; a routing state holds lasting addresses");
            }
        }
        for (Route route : routes()) {
            once(
                    seen,
                    Matching.placeOf(route),
                    "route " + route + ": its table has two with this destination and metric");
            own(route.protocol(), false, "route " + route);
            if (route.type() == Route.Type.OTHER) {
                throw new IllegalArgumentException("route " + route + " has a type that can only be read");
            }
        }
        for (PolicyRule rule : rules()) {
            once(seen, Matching.placeOf(rule), "rule " + rule + ": another one has its priority and selector");
            own(rule.protocol(), false, "rule " + rule);
            if (rule.action() == PolicyRule.Action.OTHER) {
                throw new IllegalArgumentException("rule " + rule + " has an action that can only be read");
            }
        }
    }

    private static void once(Set<Object> seen, Object key, String complaint) {
        if (!seen.add(key)) {
            throw new IllegalArgumentException(complaint);
        }
    }

    private static void own(RouteProtocol protocol, boolean mayBeOpen, String what) {
        boolean open = mayBeOpen && protocol.equals(RouteProtocol.UNSPECIFIED);
        if (!open && !protocol.equals(RouteProtocol.LVS4J)) {
            throw new IllegalArgumentException(
                    what + " bears protocol " + protocol.number() + "; leave it out: lvs4j marks what it writes");
        }
    }

    /** Builds a {@link RoutingState}. Confined to one thread. {@code build()} checks what the accessors promise. */
    public static final class Builder extends ImmutableRoutingState.Builder {
        Builder() {}

        /**
         * Names a table.
         *
         * @param id its number
         * @param name its name
         * @return this builder
         * @throws IllegalArgumentException if number or name is reserved or malformed
         */
        public Builder table(long id, String name) {
            addTables(NamedTable.of(id, name));
            return this;
        }

        /**
         * Adds an IPv4 address under an alias label, with its network's broadcast address, as {@code ifconfig eth1:1} does.
         *
         * @param label the interface's name, a colon and what tells the alias apart, as "eth1:1"
         * @param prefix address and prefix length
         * @return this builder
         * @throws IllegalArgumentException if label or prefix is malformed, or the address is not IPv4
         */
        public Builder alias(String label, String prefix) {
            int colon = label.indexOf(':');
            IpPrefix address = IpPrefix.parse(prefix);
            if (colon < 1 || address.family() != AddressFamily.INET) {
                throw new IllegalArgumentException("alias " + label + " with " + prefix
                        + ": the label is written as eth1:1, and only IPv4 addresses have one");
            }
            InterfaceAddress.Builder alias = InterfaceAddress.builder()
                    .interfaceName(InterfaceName.of(label.substring(0, colon)))
                    .prefix(address)
                    .label(label);
            if (address.length() < 31) {
                alias.broadcast(broadcastOf(address));
            }
            addAddresses(alias.build());
            return this;
        }

        /**
         * Adds a default route of the gateway's family.
         *
         * @param gateway numeric address
         * @param interfaceName through which interface
         * @param table number of the table
         * @return this builder
         * @throws IllegalArgumentException if a value is malformed
         */
        public Builder defaultRoute(String gateway, String interfaceName, long table) {
            InetAddress via = IpAddress.parse(gateway);
            boolean ipv4 = AddressFamily.of(via) == AddressFamily.INET;
            addRoutes(Route.builder()
                    .destination(IpPrefix.parse(ipv4 ? "0.0.0.0/0" : "::/0"))
                    .gateway(via)
                    .interfaceName(InterfaceName.of(interfaceName))
                    .table(new RoutingTable(table))
                    .build());
            return this;
        }

        /**
         * Adds a rule: packets from a source look a table up.
         *
         * @param source address or network
         * @param table number of the table
         * @param priority the rule's place, below 32766 to come before the table main
         * @return this builder
         * @throws IllegalArgumentException if a value is malformed or out of range
         */
        public Builder ruleFrom(String source, long table, long priority) {
            IpPrefix from = IpPrefix.parse(source);
            addRules(PolicyRule.builder()
                    .family(from.family())
                    .source(from)
                    .table(new RoutingTable(table))
                    .priority(priority)
                    .build());
            return this;
        }

        private static InetAddress broadcastOf(IpPrefix prefix) {
            byte[] bytes = prefix.network().address().getAddress();
            for (int bit = prefix.length(); bit < 32; bit++) {
                bytes[bit / 8] |= (byte) (0x80 >> (bit % 8));
            }
            return IpAddress.of(bytes);
        }
    }
}
