package io.github.lvs4j.netlink.route;

import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.netlink.MessageEncoder;
import io.github.lvs4j.netlink.NetlinkChannel;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.Neighbor;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Requests to rtnetlink. Any thread may call. */
final class RouteConversation implements AutoCloseable {

    private final NetlinkChannel channel;

    RouteConversation(NetlinkChannel channel) {
        this.channel = channel;
    }

    /** Changes something. */
    void execute(Object operation, MessageEncoder request) {
        channel.execute(operation, request, RouteRefusals::refusal);
    }

    /** All links, by index. */
    List<Link> links() {
        List<Link> links = new ArrayList<>(channel.dump(
                "list links", (index, into) -> LinkCodec.encodeList(into), LinkCodec::decode, RouteRefusals::refusal));
        links.sort((a, b) -> Integer.compare(a.index(), b.index()));
        return List.copyOf(links);
    }

    /** One link by name. */
    Optional<Link> link(InterfaceName name) {
        return link("read link " + name, (index, into) -> LinkCodec.encodeGet(name, into));
    }

    /** One link by index. */
    Optional<Link> link(int number) {
        return link("read link " + number, (index, into) -> LinkCodec.encodeGet(number, into));
    }

    private Optional<Link> link(String operation, MessageEncoder request) {
        try {
            return channel.get(operation, request, LinkCodec::decode, RouteRefusals::refusal);
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /** The index of a link that must be there. */
    int index(Object operation, InterfaceName name) {
        return link(name)
                .orElseThrow(() -> RouteRefusals.noInterface(operation, name))
                .index();
    }

    /** The index of a link that must be there; 0 for none. */
    int index(Object operation, Optional<InterfaceName> name) {
        return name.map(given -> index(operation, given)).orElse(0);
    }

    /** All addresses. */
    List<InterfaceAddress> addresses() {
        return addresses(new LinkNames(links()));
    }

    /** All addresses on the links of these names. */
    List<InterfaceAddress> addresses(LinkNames names) {
        return List.copyOf(channel.dump(
                "list addresses",
                (index, into) -> AddressCodec.encodeList(into),
                message -> AddressCodec.decode(message, names),
                RouteRefusals::refusal));
    }

    /** All routes of both families. */
    List<Route> routes() {
        return routes(new LinkNames(links()));
    }

    /** All routes of both families, through the links of these names. */
    List<Route> routes(LinkNames names) {
        List<Route> routes = new ArrayList<>();
        for (AddressFamily family : AddressFamily.values()) {
            routes.addAll(channel.dump(
                    "list " + family + " routes",
                    (index, into) -> RouteCodec.encodeList(family, into),
                    message -> RouteCodec.decode(message, names),
                    RouteRefusals::refusal));
        }
        return List.copyOf(routes);
    }

    /** All neighbors and proxies. */
    List<Neighbor> neighbors() {
        return neighbors(new LinkNames(links()));
    }

    /** All neighbors and proxies on the links of these names. */
    List<Neighbor> neighbors(LinkNames names) {
        List<Neighbor> neighbors = new ArrayList<>();
        for (boolean proxies : new boolean[] {false, true}) {
            neighbors.addAll(channel.dump(
                    "list " + (proxies ? "proxies" : "neighbors"),
                    (index, into) -> NeighborCodec.encodeList(proxies, into),
                    message -> NeighborCodec.decode(message, names),
                    RouteRefusals::refusal));
        }
        return List.copyOf(neighbors);
    }

    /** All rules, IPv4 before IPv6. */
    List<PolicyRule> rules() {
        List<PolicyRule> rules = new ArrayList<>(rules(AddressFamily.INET));
        rules.addAll(rules(AddressFamily.INET6));
        return List.copyOf(rules);
    }

    /** All rules of a family. */
    List<PolicyRule> rules(AddressFamily family) {
        return channel.dump(
                "list " + family + " policy rules",
                (index, into) -> RuleCodec.encodeList(family, into),
                RuleCodec::decode,
                RouteRefusals::refusal);
    }

    @Override
    public void close() {
        channel.close();
    }
}
