package io.github.lvs4j.director.conf;

import io.github.lvs4j.healthcheck.CheckTarget;
import io.github.lvs4j.healthcheck.HealthCheck;
import io.github.lvs4j.healthcheck.HealthChecker;
import io.github.lvs4j.healthcheck.HealthPolicy;
import io.github.lvs4j.healthcheck.RecoveryRule;
import io.github.lvs4j.healthcheck.check.BodyDigest;
import io.github.lvs4j.healthcheck.check.HttpChecker;
import io.github.lvs4j.healthcheck.check.HttpUrl;
import io.github.lvs4j.healthcheck.check.StatusCodes;
import io.github.lvs4j.healthcheck.check.TcpConnectChecker;
import io.github.lvs4j.healthcheck.check.TlsPolicy;
import io.github.lvs4j.net.Endpoint;
import java.util.Optional;

/** A check of a real server as a value, with what it inherits. */
final class CheckAssembly {

    private final VirtualServerReader server;
    private final RealServerReader real;
    private final Endpoint endpoint;
    private final Report report;

    CheckAssembly(VirtualServerReader server, RealServerReader real, Endpoint endpoint, Report report) {
        this.server = server;
        this.real = real;
        this.endpoint = endpoint;
        this.report = report;
    }

    Optional<HealthCheck> check(CheckDraft draft, TimingDraft timing) {
        try {
            if (draft instanceof HttpGetReader http) {
                return http.urls.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new HealthCheck(checker(http), target(draft), policy(http, timing)));
            }
            HealthPolicy.Builder policy = HealthPolicy.builder();
            return Optional.of(new HealthCheck(new TcpConnectChecker(), target(draft), policy(policy, draft, timing)));
        } catch (IllegalArgumentException e) {
            report.error(draft.position, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private CheckTarget target(CheckDraft draft) {
        Endpoint asked = new Endpoint(
                draft.connectAddress.orElse(endpoint.address()), draft.connectPort.orElse(endpoint.port()));
        return new CheckTarget(asked, draft.bindAddress.map(address -> new Endpoint(address, draft.bindPort)));
    }

    private HealthChecker checker(HttpGetReader http) {
        HttpChecker.Builder checker = HttpChecker.builder()
                .virtualHost(http.virtualHost.or(() -> real.virtualHost).or(() -> server.virtualHost))
                .protocol(http.protocol);
        for (UrlReader url : http.urls) {
            HttpUrl.Builder page = HttpUrl.builder().path(url.path).virtualHost(url.virtualHost);
            url.digest.map(BodyDigest::new).ifPresent(page::digest);
            url.statusCodes.stream().reduce(StatusCodes::or).ifPresent(page::statusCodes);
            checker.addUrls(page.build());
        }
        if (http.tls) {
            checker.tls(tls(http));
        }
        return checker.build();
    }

    private TlsPolicy tls(HttpGetReader http) {
        Optional<String> name = http.serverName
                .or(() -> http.urls.get(0).virtualHost)
                .or(() -> http.virtualHost)
                .or(() -> server.virtualHost);
        TlsPolicy policy = TlsPolicy.withoutVerification();
        return http.indicatesName ? name.map(policy::withServerName).orElse(policy) : policy;
    }

    private HealthPolicy policy(HttpGetReader http, TimingDraft timing) {
        HealthPolicy.Builder policy = HealthPolicy.http();
        if (http.fastRecovery) {
            policy.recovery(RecoveryRule.ALL_PROBES_AT_ONCE);
        }
        return policy(policy, http, timing);
    }

    private static HealthPolicy policy(HealthPolicy.Builder policy, CheckDraft draft, TimingDraft timing) {
        timing.delayLoop.ifPresent(policy::interval);
        timing.connectTimeout.ifPresent(policy::timeout);
        timing.retry.ifPresent(policy::retries);
        timing.warmup.ifPresent(policy::warmup);
        timing.alpha.ifPresent(policy::alpha);
        policy.delayBeforeRetry(timing.delayBeforeRetry.orElse(draft.defaultDelayBeforeRetry()));
        return policy.build();
    }
}
