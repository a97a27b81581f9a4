package io.github.lvs4j.route;

import io.github.lvs4j.event.LvsEvent;
import java.util.Optional;

/**
 * A change of the namespace's links, addresses, routes, rules or neighbors, whoever made it. Immutable.
 *
 * <p>What was told adds up: who takes what is there when a subscription begins, puts in what is added or changed, and takes out
 * what is removed, has what is there now. Each change is told once: nothing is told again that was told and is still so, but an
 * address whose lifetime begins anew; and nothing is told to be gone twice.
 */
public sealed interface NetworkEvent extends LvsEvent {

    /**
     * Who hears of it.
     *
     * @return empty for what every subscriber hears
     */
    Optional<NetworkTopic> topic();

    /**
     * A link appeared or changed.
     *
     * @param link as it is now
     */
    record LinkChanged(Link link) implements NetworkEvent {
        @Override
        public Optional<NetworkTopic> topic() {
            return Optional.of(NetworkTopic.LINKS);
        }

        @Override
        public String describe() {
            return "link " + link.name() + " is " + (link.up() ? "up" : "down")
                    + (link.carrier() ? "" : " without carrier");
        }
    }

    /**
     * A link is gone.
     *
     * @param link as it was last
     */
    record LinkRemoved(Link link) implements NetworkEvent {
        @Override
        public Optional<NetworkTopic> topic() {
            return Optional.of(NetworkTopic.LINKS);
        }

        @Override
        public String describe() {
            return "link " + link.name() + " is gone";
        }
    }

    /**
     * An address was added or changed, as by a refreshed lifetime.
     *
     * @param address as it is now
     */
    record AddressAdded(InterfaceAddress address) implements NetworkEvent {
        @Override
        public Optional<NetworkTopic> topic() {
            return Optional.of(NetworkTopic.ADDRESSES);
        }

        @Override
        public String describe() {
            return "address " + address.prefix() + " is on " + address.interfaceName();
        }
    }

    /**
     * An address was removed, by somebody or because its lifetime had ended.
     *
     * @param address as it was
     */
    record AddressRemoved(InterfaceAddress address) implements NetworkEvent {
        @Override
        public Optional<NetworkTopic> topic() {
            return Optional.of(NetworkTopic.ADDRESSES);
        }

        @Override
        public String describe() {
            return "address " + address.prefix() + " left " + address.interfaceName();
        }
    }

    /**
     * A route was added or changed.
     *
     * @param route as it is now
     */
    record RouteAdded(Route route) implements NetworkEvent {
        @Override
        public Optional<NetworkTopic> topic() {
            return Optional.of(NetworkTopic.ROUTES);
        }

        @Override
        public String describe() {
            return "route " + route + " was added";
        }
    }

    /**
     * A route was removed.
     *
     * @param route as it was
     */
    record RouteRemoved(Route route) implements NetworkEvent {
        @Override
        public Optional<NetworkTopic> topic() {
            return Optional.of(NetworkTopic.ROUTES);
        }

        @Override
        public String describe() {
            return "route " + route + " was removed";
        }
    }

    /**
     * A policy rule was added.
     *
     * @param rule as it is
     */
    record RuleAdded(PolicyRule rule) implements NetworkEvent {
        @Override
        public Optional<NetworkTopic> topic() {
            return Optional.of(NetworkTopic.RULES);
        }

        @Override
        public String describe() {
            return "rule " + rule + " was added";
        }
    }

    /**
     * A policy rule was removed.
     *
     * @param rule as it was
     */
    record RuleRemoved(PolicyRule rule) implements NetworkEvent {
        @Override
        public Optional<NetworkTopic> topic() {
            return Optional.of(NetworkTopic.RULES);
        }

        @Override
        public String describe() {
            return "rule " + rule + " was removed";
        }
    }

    /**
     * A neighbor was added or changed, as by its state.
     *
     * @param neighbor as it is now
     */
    record NeighborChanged(Neighbor neighbor) implements NetworkEvent {
        @Override
        public Optional<NetworkTopic> topic() {
            return Optional.of(NetworkTopic.NEIGHBORS);
        }

        @Override
        public String describe() {
            return "neighbor " + neighbor;
        }
    }

    /**
     * A neighbor was removed.
     *
     * @param neighbor as it was
     */
    record NeighborRemoved(Neighbor neighbor) implements NetworkEvent {
        @Override
        public Optional<NetworkTopic> topic() {
            return Optional.of(NetworkTopic.NEIGHBORS);
        }

        @Override
        public String describe() {
            return "neighbor " + neighbor + " was removed";
        }
    }

    /**
     * Events were lost (ENOBUFS): the listener, or the machine, was too slow. Everything is read again, and what follows are
     * events that lead from what was told to what is there now. Who keeps a view by events need do nothing; who counts events,
     * or must see what came and went meanwhile, knows that some are missing.
     */
    record Overrun() implements NetworkEvent {
        @Override
        public Optional<NetworkTopic> topic() {
            return Optional.empty();
        }

        @Override
        public String describe() {
            return "network events were lost; everything is read again";
        }
    }
}
