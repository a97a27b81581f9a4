package io.github.lvs4j.healthcheck.check;

import io.github.lvs4j.healthcheck.CheckResult;
import io.github.lvs4j.healthcheck.CheckTarget;
import io.github.lvs4j.healthcheck.Deadline;
import io.github.lvs4j.healthcheck.HealthChecker;

/**
 * A target is well if a TCP connection to it completes (keepalived's TCP_CHECK). Stateless; any thread.
 *
 * <p>The connection is closed in order and at once: no linger, no reset. Refused, unreachable and too late are failures;
 * trouble with the socket or the address to bind is {@link CheckResult.NotPossible}.
 */
public record TcpConnectChecker() implements HealthChecker {

    @Override
    public CheckResult check(CheckTarget target, Deadline deadline) throws InterruptedException {
        try {
            Connection.open(target, deadline).close();
            return CheckResult.passed();
        } catch (ProbeException e) {
            return e.result();
        }
    }

    @Override
    public String toString() {
        return "TCP connect";
    }
}
