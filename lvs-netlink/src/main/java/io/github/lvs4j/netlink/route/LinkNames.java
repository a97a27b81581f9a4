package io.github.lvs4j.netlink.route;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.route.Link;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names of links by the indices that other messages speak of. Confined to one thread. */
final class LinkNames {

    private final Map<Integer, Link> links = new HashMap<>();

    /** Starts with a reading. */
    LinkNames(List<Link> read) {
        replace(read);
    }

    /** Starts again. */
    void replace(List<Link> read) {
        links.clear();
        read.forEach(this::put);
    }

    /** A link appeared or changed. */
    void put(Link link) {
        links.put(link.index(), link);
    }

    /** A link is gone. */
    void remove(int index) {
        links.remove(index);
    }

    /** The name of a link; null if it is not known. */
    @Nullable
    InterfaceName name(int index) {
        Link link = links.get(index);
        return link == null ? null : link.name();
    }
}
