package io.github.lvs4j.netlink.route;

import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.netlink.MessageEncoder;
import io.github.lvs4j.netlink.NetlinkChannel;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.Link;
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

    /** All addresses. */
    List<InterfaceAddress> addresses() {
        LinkNames names = new LinkNames(links());
        return List.copyOf(channel.dump(
                "list addresses",
                (index, into) -> AddressCodec.encodeList(into),
                message -> AddressCodec.decode(message, names),
                RouteRefusals::refusal));
    }

    /** All routes of both families. */
    List<Route> routes() {
        LinkNames names = new LinkNames(links());
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
