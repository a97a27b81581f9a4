package io.github.lvs4j.director.host;

import io.github.lvs4j.director.DirectorConfig;
import io.github.lvs4j.director.DirectorEvent;
import io.github.lvs4j.director.DirectorEvent.Cause;
import io.github.lvs4j.director.DirectorOptions;
import io.github.lvs4j.director.DirectorPorts;
import io.github.lvs4j.director.DirectorStatus;
import io.github.lvs4j.director.RealServerConfig;
import io.github.lvs4j.director.ServiceConfig;
import io.github.lvs4j.director.mail.MailTransport;
import io.github.lvs4j.director.plan.Quorum;
import io.github.lvs4j.director.plan.Reconciler;
import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.healthcheck.HealthCheck;
import io.github.lvs4j.healthcheck.HealthEvent;
import io.github.lvs4j.healthcheck.HealthMonitor;
import io.github.lvs4j.healthcheck.HealthState;
import io.github.lvs4j.ipvs.ApplyOutcome;
import io.github.lvs4j.ipvs.IpvsScope;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.vrrp.VrrpControl;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpRouter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The director's state and everything that changes it. Confined to one thread: {@link RunningDirector} calls it on the
 * loop's, and on the starting thread before the loop runs.
 */
final class DirectorLoop {

    private final DirectorPorts ports;
    private final EventDesk events;
    private final TableKeeper table;
    private final ServiceClaims claims;
    private final HealthBoard health;
    private final MailDesk mail;
    private final Map<VirtualServiceKey, Quorum> quorums = new HashMap<>();
    private DirectorConfig config = DirectorConfig.builder().build();
    private Dependents dependents = new Dependents(List.of());
    private Optional<VrrpRouter> vrrp = Optional.empty();
    private boolean runsVrrp;
    private boolean stale;

    DirectorLoop(DirectorPorts ports, DirectorOptions options, EventDesk events, HealthMonitor monitor) {
        this.ports = ports;
        this.events = events;
        this.table = new TableKeeper(ports.ipvs(), events::publish);
        this.claims = new ServiceClaims(ports.claims());
        this.health = new HealthBoard(monitor);
        this.mail = new MailDesk(ports.mail(), options.errorHandler());
    }

    /**
     * Takes a configuration into service. What can be refused is refused in an order that leaves nothing behind: mail, the
     * kernel's IPVS, other directors, VRRP with its interfaces and addresses, and at last the table, which goes back to what
     * it was.
     */
    void start(DirectorConfig first, boolean withVrrp, Consumer<VrrpEvent> listener) {
        runsVrrp = withVrrp;
        Optional<MailTransport> transport = mail.prepare(first);
        ports.ipvs().info();
        claims.claim(keys(first));
        Wish wish;
        try {
            if (withVrrp) {
                vrrp = first.vrrp().map(routers -> ports.vrrp().start(routers, listener::accept));
            }
            wish = wish(first);
            table.replace(wish.table, scope(first), Cause.START);
        } catch (RuntimeException e) {
            vrrp.ifPresent(VrrpRouter::close);
            claims.close();
            throw e;
        }
        takeOver(first, transport, wish);
    }

    ApplyOutcome apply(DirectorConfig next) {
        if (runsVrrp && !next.vrrp().equals(config.vrrp())) {
            throw new LvsException(
                    "apply configuration: its virtual routers differ from the running ones, and those cannot"
                            + " be changed in place; nothing was changed: close this director and start one with the new"
                            + " configuration, or apply one with the same virtual routers");
        }
        Optional<MailTransport> transport = mail.prepare(next);
        List<VirtualServiceKey> added = claims.claim(keys(next));
        Wish wish = wish(next);
        ApplyOutcome outcome;
        try {
            outcome = table.replace(wish.table, scope(next), Cause.CONFIGURATION);
        } catch (RuntimeException e) {
            claims.release(added);
            throw e;
        }
        claims.keepOnly(keys(next));
        takeOver(next, transport, wish);
        return outcome;
    }

    /** Notes what a check said; true when the table may have to follow. */
    boolean onHealth(HealthEvent event) {
        events.publish(new DirectorEvent.Health(event));
        if (!(event instanceof HealthEvent.StateChanged changed)) {
            return false;
        }
        List<Dependents.Dependent> affected = dependents.of(changed.check());
        List<Boolean> before = affected.stream().map(this::isAlive).toList();
        if (!health.note(changed)) {
            return false;
        }
        for (int i = 0; i < affected.size(); i++) {
            boolean now = isAlive(affected.get(i));
            if (now != before.get(i)) {
                announce(affected.get(i), now, changed);
                stale = true;
            }
        }
        return stale;
    }

    void onVrrp(VrrpEvent event) {
        events.publish(new DirectorEvent.Vrrp(event));
        mail.vrrp(event);
    }

    /** Lets the table follow the health of its servers; several changes that came together are one plan. */
    void settle() {
        if (stale) {
            stale = false;
            Wish wish = wish(config);
            note(wish);
            table.settle(wish.table, Cause.HEALTH);
        }
    }

    void reconcile() {
        table.reconcile(Cause.DRIFT);
    }

    DirectorStatus status() {
        List<DirectorStatus.ServiceStatus> services = new ArrayList<>();
        for (ServiceConfig service : config.services()) {
            Quorum quorum = quorums.getOrDefault(service.key(), Quorum.INITIAL);
            services.add(new DirectorStatus.ServiceStatus(
                    service.key(),
                    quorum.up(),
                    quorum.weight(),
                    service.realServers().stream().map(this::standing).toList()));
        }
        return new DirectorStatus(
                services,
                vrrp.map(VrrpRouter::status),
                table.isSettled(),
                table.foreign(),
                table.driftRepairs(),
                mail.delivered(),
                mail.dropped());
    }

    VrrpControl control(String name) {
        if (vrrp.isEmpty()) {
            throw new IllegalStateException("no control of " + name + ": this director runs no virtual routers; "
                    + (config.vrrp().isEmpty()
                            ? "start one with a configuration that has some"
                            : "start it without the option that leaves them out"));
        }
        return vrrp.get().control(name);
    }

    /** Steps down first, so that the other director has the addresses when the table goes. */
    void close(boolean keepTable) {
        vrrp.ifPresent(VrrpRouter::close);
        try {
            if (!keepTable) {
                table.clear();
            }
        } catch (LvsException e) {
            events.publish(new DirectorEvent.TableFailed(e));
        }
        claims.close();
    }

    void closeMail() {
        mail.close();
    }

    private void takeOver(DirectorConfig next, Optional<MailTransport> transport, Wish wish) {
        config = next;
        quorums.keySet().retainAll(keys(next));
        dependents = new Dependents(next.services());
        mail.use(next, transport);
        note(wish);
        health.watch(next.services());
    }

    /** The table that the services ask for now, with the quorums behind it. */
    private Wish wish(DirectorConfig of) {
        Map<VirtualServiceKey, Quorum> now = new HashMap<>();
        for (ServiceConfig service : of.services()) {
            Quorum before = quorums.getOrDefault(service.key(), Quorum.INITIAL);
            now.put(service.key(), Reconciler.quorum(service, health::state, before));
        }
        return new Wish(Reconciler.desired(of.services(), health::state, now), now);
    }

    /** Tells which quorums have changed. */
    private void note(Wish wish) {
        for (ServiceConfig service : config.services()) {
            Quorum before = quorums.getOrDefault(service.key(), Quorum.INITIAL);
            Quorum now = wish.quorums.getOrDefault(service.key(), before);
            quorums.put(service.key(), now);
            if (now.up() != before.up()) {
                events.publish(new DirectorEvent.QuorumChanged(service.key(), now.up(), now.weight()));
                mail.quorum(service, now);
            }
        }
    }

    private void announce(Dependents.Dependent dependent, boolean up, HealthEvent.StateChanged event) {
        ServiceConfig service = dependent.service();
        RealServerConfig server = dependent.server();
        String reason = HealthBoard.reason(event.transition().cause());
        events.publish(new DirectorEvent.RealServerChanged(
                service.key(), server.realServer().key(), up, reason));
        mail.realServer(service, server, up, event);
    }

    private boolean isAlive(Dependents.Dependent dependent) {
        return Reconciler.isAlive(dependent.server(), health::state);
    }

    private DirectorStatus.RealServerStanding standing(RealServerConfig server) {
        var checks = new HashMap<HealthCheck, HealthState>();
        server.checks().forEach(check -> checks.put(check, health.state(check)));
        return new DirectorStatus.RealServerStanding(
                server.realServer().key(),
                Reconciler.isAlive(server, health::state),
                server.realServer().weight(),
                checks);
    }

    private static IpvsScope scope(DirectorConfig config) {
        return config.exclusive() ? IpvsScope.everything() : IpvsScope.services(keys(config));
    }

    private static List<VirtualServiceKey> keys(DirectorConfig config) {
        return config.services().stream().map(ServiceConfig::key).toList();
    }

    private record Wish(IpvsTable table, Map<VirtualServiceKey, Quorum> quorums) {}
}
