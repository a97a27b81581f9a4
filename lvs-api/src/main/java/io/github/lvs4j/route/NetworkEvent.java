package io.github.lvs4j.route;

import io.github.lvs4j.event.LvsEvent;

/** A change of the namespace's links, addresses, routes or rules, whoever made it. Immutable. */
public sealed interface NetworkEvent extends LvsEvent {

    /**
     * A link appeared or changed.
     *
     * @param link as it is now
     */
    record LinkChanged(Link link) implements NetworkEvent {
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
        public String describe() {
            return "rule " + rule + " was removed";
        }
    }

    /** Events were lost (ENOBUFS): read everything that matters again. */
    record Overrun() implements NetworkEvent {
        @Override
        public String describe() {
            return "network events were lost; everything is read again";
        }
    }
}
