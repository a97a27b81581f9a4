package io.github.lvs4j.netlink.route;

import io.github.lvs4j.netlink.MessageFlags;
import io.github.lvs4j.netlink.MessageReader;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.Neighbor;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.NetworkTopic;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a message of the kernel says to somebody who knows what was told so far: it names links by number, and does not name the
 * route that another one displaced. Stateless; any thread.
 */
final class EventDecoder {

    private EventDecoder() {}

    /**
     * Reads a message.
     *
     * @param message of a group
     * @param view what was told; doubts what the message leaves unclear
     * @return what it says, news or not; empty for what is of no account
     */
    static List<NetworkEvent> decode(MessageReader message, NetworkView view) {
        return switch (message.type()) {
            case MessageType.NEW_LINK -> of(LinkCodec.decode(message), NetworkEvent.LinkChanged::new);
            case MessageType.DEL_LINK -> of(LinkCodec.decode(message), NetworkEvent.LinkRemoved::new);
            case MessageType.NEW_ADDRESS -> of(address(message, view), NetworkEvent.AddressAdded::new);
            case MessageType.DEL_ADDRESS -> of(address(message, view), NetworkEvent.AddressRemoved::new);
            case MessageType.NEW_ROUTE -> added(RouteCodec.decode(message, view.names()), message, view);
            case MessageType.DEL_ROUTE -> removed(RouteCodec.decode(message, view.names()), view);
            case MessageType.NEW_RULE -> of(RuleCodec.decode(message), NetworkEvent.RuleAdded::new);
            case MessageType.DEL_RULE -> removed(RuleCodec.decode(message), view);
            case MessageType.NEW_NEIGHBOR -> of(neighbor(message, view), NetworkEvent.NeighborChanged::new);
            case MessageType.DEL_NEIGHBOR -> of(neighbor(message, view), NetworkEvent.NeighborRemoved::new);
            default -> List.of();
        };
    }

    private static <T> List<NetworkEvent> of(@Nullable T value, Function<T, NetworkEvent> event) {
        return value == null ? List.of() : List.of(event.apply(value));
    }

    private static @Nullable InterfaceAddress address(MessageReader message, NetworkView view) {
        return AddressCodec.decode(message, view.names());
    }

    private static @Nullable Neighbor neighbor(MessageReader message, NetworkView view) {
        return NeighborCodec.decode(message, view.names());
    }

    private static List<NetworkEvent> added(@Nullable Route route, MessageReader message, NetworkView view) {
        if (route == null) {
            return List.of();
        }
        List<NetworkEvent> events = new ArrayList<>(2);
        if ((message.flags() & MessageFlags.REPLACE) != 0) {
            view.displacedBy(route).ifPresent(old -> events.add(new NetworkEvent.RouteRemoved(old)));
        }
        events.add(new NetworkEvent.RouteAdded(route));
        return events;
    }

    /** Of those that are more than a value can say, another one may look the same: a reading tells. */
    private static List<NetworkEvent> removed(@Nullable Route route, NetworkView view) {
        if (route != null && route.type() == Route.Type.OTHER) {
            view.distrust(NetworkTopic.ROUTES);
            return List.of();
        }
        return of(route, NetworkEvent.RouteRemoved::new);
    }

    private static List<NetworkEvent> removed(@Nullable PolicyRule rule, NetworkView view) {
        if (rule != null && rule.action() == PolicyRule.Action.OTHER) {
            view.distrust(NetworkTopic.RULES);
            return List.of();
        }
        return of(rule, NetworkEvent.RuleRemoved::new);
    }
}
