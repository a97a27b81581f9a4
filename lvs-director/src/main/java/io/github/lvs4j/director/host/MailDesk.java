package io.github.lvs4j.director.host;

import io.github.lvs4j.director.DirectorConfig;
import io.github.lvs4j.director.RealServerConfig;
import io.github.lvs4j.director.ServiceConfig;
import io.github.lvs4j.director.mail.MailMessage;
import io.github.lvs4j.director.mail.MailQueue;
import io.github.lvs4j.director.mail.MailSettings;
import io.github.lvs4j.director.mail.MailTexts;
import io.github.lvs4j.director.mail.MailTransport;
import io.github.lvs4j.director.plan.Quorum;
import io.github.lvs4j.event.ErrorHandler;
import io.github.lvs4j.healthcheck.HealthCheck;
import io.github.lvs4j.healthcheck.HealthEvent;
import io.github.lvs4j.healthcheck.check.HttpChecker;
import io.github.lvs4j.healthcheck.check.TcpConnectChecker;
import io.github.lvs4j.vrrp.TransitionReason;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Which events are mailed, and with which words. Confined to the loop; the queue behind it has a thread of its own. */
final class MailDesk implements AutoCloseable {

    private final Supplier<MailTransport> transports;
    private final ErrorHandler errors;
    private final Map<String, VrrpState> lastMailed = new HashMap<>();
    private Optional<MailQueue> queue = Optional.empty();
    private Optional<MailSettings> settings = Optional.empty();
    private DirectorConfig config = DirectorConfig.builder().build();
    private MailTexts texts = new MailTexts("");
    private long deliveredBefore;
    private long droppedBefore;

    MailDesk(Supplier<MailTransport> transports, ErrorHandler errors) {
        this.transports = transports;
        this.errors = errors;
    }

    /** Finds out whether mail as configured can be sent at all, before anything is touched. */
    Optional<MailTransport> prepare(DirectorConfig next) {
        return next.mail().map(wanted -> transports.get());
    }

    void use(DirectorConfig next, Optional<MailTransport> transport) {
        config = next;
        texts = new MailTexts(next.routerId().orElseGet(HostName::shortName));
        if (next.mail().equals(settings)) {
            return;
        }
        close();
        settings = next.mail();
        queue = settings.map(wanted -> new MailQueue(wanted, transport.orElseThrow(), errors));
    }

    void vrrp(VrrpEvent event) {
        if (event instanceof VrrpEvent.RouterTransition transition
                && config.mailedRouters().contains(transition.router())) {
            mailState(
                    "router " + transition.router(),
                    transition.to(),
                    transition.reason(),
                    texts.virtualRouter(transition.router(), transition.to()));
        } else if (event instanceof VrrpEvent.GroupTransition transition
                && config.mailedGroups().contains(transition.group())) {
            mailState(
                    "group " + transition.group(),
                    transition.to(),
                    transition.reason(),
                    texts.syncGroup(transition.group(), transition.to()));
        }
    }

    void realServer(ServiceConfig service, RealServerConfig server, boolean up, HealthEvent.StateChanged event) {
        if (server.mail()) {
            send(texts.realServer(service.key(), server.realServer().key(), up, cause(event, up)));
        }
    }

    void quorum(ServiceConfig service, Quorum quorum) {
        if (service.mail()) {
            send(
                    quorum.up()
                            ? texts.quorumGained(service.key(), service.quorum(), service.hysteresis(), quorum.weight())
                            : texts.quorumLost(service.key(), service.quorum(), service.hysteresis(), quorum.weight()));
        }
    }

    long delivered() {
        return deliveredBefore + queue.map(MailQueue::delivered).orElse(0L);
    }

    long dropped() {
        return droppedBefore + queue.map(MailQueue::dropped).orElse(0L);
    }

    @Override
    public void close() {
        queue.ifPresent(old -> {
            old.close();
            deliveredBefore += old.delivered();
            droppedBefore += old.dropped();
        });
        queue = Optional.empty();
        settings = Optional.empty();
    }

    /** Nobody is told twice in a row that something is in the same state, nor that a tracker has yet to run for the first time. */
    private void mailState(String subject, VrrpState state, TransitionReason reason, MailMessage message) {
        boolean muted =
                state == VrrpState.FAULT && (!config.mailFaults() || reason == TransitionReason.TRACKER_UNKNOWN);
        if (!muted && lastMailed.put(subject, state) != state) {
            send(message);
        }
    }

    private void send(MailMessage message) {
        queue.ifPresent(open -> open.offer(message));
    }

    private static String cause(HealthEvent.StateChanged event, boolean up) {
        HealthCheck check = event.check();
        if (check.checker() instanceof TcpConnectChecker) {
            return "TCP CHECK " + (up ? "succeed" : "failed") + " on service";
        }
        if (up) {
            return "CHECK succeed on service";
        }
        String reason = check.checker() instanceof HttpChecker
                ? "HTTP/SSL request failed"
                : HealthBoard.reason(event.transition().cause());
        return "CHECK failed on service : " + reason;
    }
}
