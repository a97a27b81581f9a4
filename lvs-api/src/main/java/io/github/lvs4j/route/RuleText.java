package io.github.lvs4j.route;

import io.github.lvs4j.net.IpPrefix;
import java.util.Locale;

/** Parts of policy rules as {@code ip rule} writes them. Stateless. */
final class RuleText {

    private RuleText() {}

    static String selector(PolicyRule rule) {
        StringBuilder text = new StringBuilder(rule.inverted() ? "not from " : "from ");
        text.append(rule.source().map(IpPrefix::toString).orElse("all"));
        rule.destination().ifPresent(to -> text.append(" to ").append(to));
        if (rule.tos() != 0) {
            text.append(" tos 0x").append(Integer.toHexString(rule.tos()));
        }
        rule.mark().ifPresent(mark -> {
            text.append(" fwmark ").append(mark);
            if (rule.markMask() != 0xffff_ffffL) {
                text.append("/0x").append(Long.toHexString(rule.markMask()));
            }
        });
        rule.incomingInterface().ifPresent(iif -> text.append(" iif ").append(iif));
        rule.outgoingInterface().ifPresent(oif -> text.append(" oif ").append(oif));
        rule.users().ifPresent(users -> text.append(" uidrange ").append(users));
        rule.ipProtocol().ifPresent(number -> text.append(" ipproto ").append(number));
        rule.sourcePorts().ifPresent(ports -> text.append(" sport ").append(ports));
        rule.destinationPorts().ifPresent(ports -> text.append(" dport ").append(ports));
        return text.toString();
    }

    static String verdict(PolicyRule rule, String tableWord, String tableName) {
        if (rule.vrf()) {
            return "l3mdev";
        }
        if (rule.action() == PolicyRule.Action.GOTO) {
            return "goto " + rule.gotoPriority().orElseThrow();
        }
        if (rule.action() != PolicyRule.Action.LOOKUP) {
            return rule.action().name().toLowerCase(Locale.ROOT);
        }
        StringBuilder text = new StringBuilder(tableWord).append(' ').append(tableName);
        rule.suppressPrefixLength()
                .ifPresent(length -> text.append(" suppress_prefixlength ").append(length));
        rule.suppressGroup()
                .ifPresent(group -> text.append(" suppress_ifgroup ").append(group));
        return text.toString();
    }
}
