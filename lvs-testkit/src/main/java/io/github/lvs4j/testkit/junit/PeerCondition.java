package io.github.lvs4j.testkit.junit;

import io.github.lvs4j.testkit.peers.Peers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Looks for the peers that {@link RequiresPeer} names. */
final class PeerCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        List<String> names = AnnotationSupport.findAnnotation(context.getElement(), RequiresPeer.class)
                .map(required -> List.of(required.value()))
                .orElse(List.of());
        Optional<String> obstacle = names.stream()
                .filter(name -> Peers.find(name).isEmpty())
                .findFirst()
                .map(Peers::remedy);
        return Requirement.judge("has " + names, obstacle);
    }
}
