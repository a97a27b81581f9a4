package io.github.lvs4j.routing;

import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;

/**
 * One change to a host's routing, as one message to the kernel. Immutable; {@code toString} is the command of {@code ip}
 * that does the same.
 */
public sealed interface RoutingStep {

    /**
     * Adds an address.
     *
     * @param address what to add
     */
    record AddAddress(InterfaceAddress address) implements RoutingStep {
        @Override
        public String toString() {
            return IpCommand.address("add", address);
        }
    }

    /**
     * Removes an address.
     *
     * @param address which one
     */
    record RemoveAddress(InterfaceAddress address) implements RoutingStep {
        @Override
        public String toString() {
            return IpCommand.address("del", address);
        }
    }

    /**
     * Adds a route.
     *
     * @param route what to add
     */
    record AddRoute(Route route) implements RoutingStep {
        @Override
        public String toString() {
            return IpCommand.route("add", route);
        }
    }

    /**
     * Puts a route in the place of the one with its table, destination and metric.
     *
     * @param route what it becomes
     */
    record ReplaceRoute(Route route) implements RoutingStep {
        @Override
        public String toString() {
            return IpCommand.route("replace", route);
        }
    }

    /**
     * Removes a route.
     *
     * @param route which one
     */
    record RemoveRoute(Route route) implements RoutingStep {
        @Override
        public String toString() {
            return IpCommand.route("del", route);
        }
    }

    /**
     * Adds a policy rule.
     *
     * @param rule what to add
     */
    record AddRule(PolicyRule rule) implements RoutingStep {
        @Override
        public String toString() {
            return IpCommand.rule("add", rule);
        }
    }

    /**
     * Removes a policy rule.
     *
     * @param rule which one
     */
    record RemoveRule(PolicyRule rule) implements RoutingStep {
        @Override
        public String toString() {
            return IpCommand.rule("del", rule);
        }
    }
}
