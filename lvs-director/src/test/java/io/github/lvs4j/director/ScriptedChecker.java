package io.github.lvs4j.director;

import io.github.lvs4j.healthcheck.CheckResult;
import io.github.lvs4j.healthcheck.CheckTarget;
import io.github.lvs4j.healthcheck.Deadline;
import io.github.lvs4j.healthcheck.HealthChecker;
import java.util.concurrent.atomic.AtomicInteger;

/** Says what it is told, and counts how often it was asked. */
final class ScriptedChecker implements HealthChecker {

    final AtomicInteger asked = new AtomicInteger();
    volatile boolean well = true;

    @Override
    public CheckResult check(CheckTarget target, Deadline deadline) {
        asked.incrementAndGet();
        return well ? CheckResult.passed() : CheckResult.failed("told so");
    }
}
