package io.github.lvs4j.testkit.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Reads the effective user from proc(5): who owns {@code /proc/self}. */
final class RootCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Requirement.judge("runs as root", obstacle());
    }

    private static Optional<String> obstacle() {
        try {
            int user = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            return user == 0 ? Optional.empty() : Optional.of("needs root: run it as root, or inside the kernel VM");
        } catch (IOException e) {
            return Optional.of("cannot tell whether this is root: " + e.getMessage());
        }
    }
}
