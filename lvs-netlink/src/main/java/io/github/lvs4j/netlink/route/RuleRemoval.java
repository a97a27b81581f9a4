package io.github.lvs4j.netlink.route;

import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.netlink.socket.Errno;
import io.github.lvs4j.route.PolicyRule;
import java.util.List;
import java.util.Optional;

/**
 * Keeps a removal from hitting another rule: the kernel takes what a request leaves out for "any" and removes the first rule
 * that fits. Stateless; any thread.
 */
final class RuleRemoval {

    private RuleRemoval() {}

    /**
     * Makes sure that the kernel would remove exactly this rule.
     *
     * @param operation for messages
     * @param rule what is to go
     * @param present the family's rules in order
     */
    static void check(String operation, PolicyRule rule, List<PolicyRule> present) {
        for (PolicyRule candidate : present) {
            if (!fits(rule, candidate)) {
                continue;
            }
            if (isSame(rule, candidate)) {
                return;
            }
            if (present.stream().anyMatch(other -> isSame(rule, other))) {
                throw new KernelException(
                        operation,
                        0,
                        "",
                        "the kernel would remove \"" + candidate + "\" first; remove that one before");
            }
            break;
        }
        if (present.stream().noneMatch(other -> isSame(rule, other))) {
            throw Errno.failure(operation, Errno.ENOENT, "there is no such policy rule");
        }
    }

    private static boolean fits(PolicyRule rule, PolicyRule candidate) {
        return candidate.priority() == rule.priority()
                && candidate.protocol().equals(rule.protocol())
                && (rule.source().isEmpty() || rule.source().equals(candidate.source()))
                && (rule.destination().isEmpty() || rule.destination().equals(candidate.destination()))
                && (rule.mark().isEmpty()
                        || (rule.mark().equals(candidate.mark()) && rule.markMask() == candidate.markMask()))
                && agrees(rule.incomingInterface(), candidate.incomingInterface())
                && agrees(rule.outgoingInterface(), candidate.outgoingInterface())
                && agrees(rule.users(), candidate.users())
                && agrees(rule.sourcePorts(), candidate.sourcePorts())
                && agrees(rule.destinationPorts(), candidate.destinationPorts())
                && (rule.ipProtocol().isEmpty() || rule.ipProtocol().equals(candidate.ipProtocol()))
                && (rule.suppressPrefixLength().isEmpty()
                        || rule.suppressPrefixLength().equals(candidate.suppressPrefixLength()))
                && (rule.suppressGroup().isEmpty() || rule.suppressGroup().equals(candidate.suppressGroup()))
                && (rule.tos() == 0 || rule.tos() == candidate.tos())
                && (!rule.vrf() || candidate.vrf())
                && (candidate.action() == PolicyRule.Action.OTHER || candidate.action() == rule.action())
                && (rule.action() != PolicyRule.Action.LOOKUP
                        || rule.vrf()
                        || candidate.table().equals(rule.table()));
    }

    private static boolean agrees(Optional<?> wanted, Optional<?> present) {
        return wanted.isEmpty() || wanted.equals(present);
    }

    /** Equal but for the table of a rule that looks none up. */
    private static boolean isSame(PolicyRule rule, PolicyRule candidate) {
        boolean hasTable = candidate.action() == PolicyRule.Action.LOOKUP && !candidate.vrf();
        return hasTable
                ? rule.equals(candidate)
                : PolicyRule.builder()
                        .from(rule)
                        .table(candidate.table())
                        .build()
                        .equals(candidate);
    }
}
