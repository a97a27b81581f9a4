package io.github.lvs4j.testkit.junit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Looks for the programs that {@link RequiresTool} names, on the class first, then on the method. */
final class ToolCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        List<String> tools = AnnotationSupport.findAnnotation(context.getElement(), RequiresTool.class)
                .map(required -> List.of(required.value()))
                .orElse(List.of());
        return Requirement.judge("has " + tools, obstacle(tools));
    }

    private static Optional<String> obstacle(List<String> tools) {
        List<String> missing = tools.stream().filter(tool -> !installed(tool)).toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("needs " + String.join(", ", missing) + ", which is not installed: run ./lvs4j test,"
                        + " whose set-up installs it");
    }

    private static boolean installed(String tool) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/sbin", "/sbin"))
                .filter(directory -> !directory.isEmpty())
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
    }
}
