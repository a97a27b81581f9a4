package io.github.lvs4j.ipvs;

/**
 * One change to a kernel's table, as one message to it. Immutable; {@code toString} reads like a line of a plan.
 */
public sealed interface IpvsChange {

    /**
     * The service concerned.
     *
     * @return its identity
     */
    VirtualServiceKey service();

    /**
     * Creates a virtual service without servers.
     *
     * @param definition what to create
     */
    record CreateService(VirtualService definition) implements IpvsChange {
        @Override
        public VirtualServiceKey service() {
            return definition.key();
        }

        @Override
        public String toString() {
            return "create virtual service " + service();
        }
    }

    /**
     * Changes a virtual service in place; its servers and connections stay.
     *
     * @param definition what it becomes
     */
    record UpdateService(VirtualService definition) implements IpvsChange {
        @Override
        public VirtualServiceKey service() {
            return definition.key();
        }

        @Override
        public String toString() {
            return "update virtual service " + service();
        }
    }

    /**
     * Removes a virtual service with its servers.
     *
     * @param service which one
     */
    record RemoveService(VirtualServiceKey service) implements IpvsChange {
        @Override
        public String toString() {
            return "remove virtual service " + service;
        }
    }

    /**
     * Adds a real server.
     *
     * @param service to which service
     * @param definition what to add
     */
    record CreateRealServer(VirtualServiceKey service, RealServer definition) implements IpvsChange {
        @Override
        public String toString() {
            return "create real server " + definition.key() + " of " + service + " with weight " + definition.weight();
        }
    }

    /**
     * Changes a real server in place; its connections stay.
     *
     * @param service of which service
     * @param definition what it becomes
     */
    record UpdateRealServer(VirtualServiceKey service, RealServer definition) implements IpvsChange {
        @Override
        public String toString() {
            return "update real server " + definition.key() + " of " + service + " to weight " + definition.weight();
        }
    }

    /**
     * Removes a real server; its connections are cut.
     *
     * @param service of which service
     * @param realServer which one
     */
    record RemoveRealServer(VirtualServiceKey service, RealServerKey realServer) implements IpvsChange {
        @Override
        public String toString() {
            return "remove real server " + realServer + " of " + service;
        }
    }
}
