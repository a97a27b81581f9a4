package io.github.lvs4j.testkit.junit;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * What follows from a requirement that is not met: outside CI the test is skipped, in CI it fails. CI is where the
 * environment variable {@code CI} is {@code true}. Stateless, so thread-safe.
 */
public final class Requirement {
    private Requirement() {}

    /**
     * Lets a test go on only when nothing is in its way.
     *
     * @param obstacle what the machine lacks and what to do about it; empty when it lacks nothing
     * @throws TestAbortedException outside CI, so that the test counts as skipped
     * @throws AssertionFailedError in CI
     */
    public static void demand(Optional<String> obstacle) {
        obstacle.ifPresent(reason -> {
            if (inCi()) {
                throw new AssertionFailedError(reason);
            }
            throw new TestAbortedException(reason);
        });
    }

    static ConditionEvaluationResult judge(String requirement, Optional<String> obstacle) {
        if (obstacle.isEmpty()) {
            return ConditionEvaluationResult.enabled(requirement);
        }
        if (inCi()) {
            throw new AssertionFailedError(obstacle.get());
        }
        return ConditionEvaluationResult.disabled(obstacle.get());
    }

    private static boolean inCi() {
        return "true".equals(System.getenv("CI"));
    }
}
