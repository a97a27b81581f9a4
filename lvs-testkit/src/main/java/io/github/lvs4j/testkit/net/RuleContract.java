package io.github.lvs4j.testkit.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.FirewallMark;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.PortRange;
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.route.RoutingTable;
import io.github.lvs4j.route.UserRange;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The part of {@link NetworkStackContract} about policy rules. */
abstract class RuleContract extends RouteContract {

    @Test
    void shouldReadBackRulesInTheOrderOfTheirPriorities() {
        assertThat(rules(AddressFamily.INET)).extracting(PolicyRule::priority).containsExactly(0L, 32766L, 32767L);
        assertThat(rules(AddressFamily.INET6)).extracting(PolicyRule::priority).containsExactly(0L, 32766L);
        PolicyRule late = rule(32000, "192.168.168.238/32").build();
        PolicyRule early = rule(100, "192.168.168.0/24")
                .destination(IpPrefix.parse("10.0.0.0/8"))
                .mark(new FirewallMark(0xffff_ffffL))
                .incomingInterface(ETH1)
                .table(new RoutingTable(0xffff_ffffL))
                .build();
        PolicyRule prohibit = PolicyRule.builder()
                .family(AddressFamily.INET)
                .priority(200)
                .destination(IpPrefix.parse("11.0.0.0/8"))
                .action(PolicyRule.Action.PROHIBIT)
                .build();
        PolicyRule ipv6 = rule(32000, "2001:db8::/64").build();
        List.of(late, early, prohibit, ipv6).forEach(stack::addRule);
        List<PolicyRule> ipv4 = rules(AddressFamily.INET);
        assertThat(ipv4).hasSize(6);
        assertThat(ipv4.get(1)).isEqualTo(early);
        assertThat(ipv4.get(2)).satisfies(read -> {
            assertThat(read.action()).isEqualTo(PolicyRule.Action.PROHIBIT);
            assertThat(read.destination()).contains(IpPrefix.parse("11.0.0.0/8"));
        });
        assertThat(ipv4.get(3)).isEqualTo(late);
        assertThat(rules(AddressFamily.INET6).get(1)).isEqualTo(ipv6);
        List.of(late, early, prohibit, ipv6).forEach(stack::removeRule);
        assertThat(stack.rules()).hasSize(5);
    }

    @Test
    void shouldRefuseRulesThatAreThereOrNowhere() {
        PolicyRule rule = rule(100, "192.168.168.238/32").build();
        stack.addRule(rule);
        assertRefused(AlreadyExistsException.class, "EEXIST", "192.168.168.238", () -> stack.addRule(rule));
        PolicyRule foreign =
                PolicyRule.builder().from(rule).protocol(RouteProtocol.STATIC).build();
        assertRefused(NotFoundException.class, "ENOENT", "192.168.168.238", () -> stack.removeRule(foreign));
        PolicyRule elsewhere = PolicyRule.builder().from(rule).priority(101).build();
        assertRefused(NotFoundException.class, "ENOENT", "192.168.168.238", () -> stack.removeRule(elsewhere));
        stack.addRule(elsewhere);
        stack.removeRule(rule);
        assertThat(rules(AddressFamily.INET)).contains(elsewhere).doesNotContain(rule);
    }

    @Test
    void shouldReadBackWhatFewRulesHave() {
        PolicyRule.Builder open =
                PolicyRule.builder().family(AddressFamily.INET).priority(100).table(TABLE);
        List<PolicyRule> all = List.of(
                open.build(),
                open.priority(101).mark(new FirewallMark(8)).markMask(0xff).build(),
                open.priority(102).outgoingInterface(ETH0).build(),
                open.priority(103)
                        .ipProtocol(6)
                        .destinationPorts(PortRange.of(80))
                        .build(),
                open.priority(104).sourcePorts(new PortRange(1000, 2000)).build(),
                open.priority(105).users(new UserRange(33, 40)).build(),
                open.priority(106).tos(0x10).inverted(true).build(),
                PolicyRule.builder()
                        .family(AddressFamily.INET6)
                        .priority(107)
                        .suppressPrefixLength(0)
                        .suppressGroup(4)
                        .build(),
                PolicyRule.builder()
                        .family(AddressFamily.INET)
                        .priority(108)
                        .action(PolicyRule.Action.GOTO)
                        .gotoPriority(32766)
                        .build(),
                PolicyRule.builder()
                        .family(AddressFamily.INET)
                        .priority(109)
                        .source(IpPrefix.parse("192.0.2.0/24"))
                        .action(PolicyRule.Action.NOP)
                        .build());
        all.forEach(stack::addRule);
        assertThat(stack.rules()).containsAll(all);
        all.forEach(stack::removeRule);
        assertThat(stack.rules()).hasSize(5);
    }

    @Test
    void shouldTellARuleFromItsInversionOnlyWhenItIsRead() {
        PolicyRule rule = rule(100, "192.168.168.238/32").build();
        PolicyRule inverted = PolicyRule.builder().from(rule).inverted(true).build();
        stack.addRule(inverted);
        assertRefused(AlreadyExistsException.class, "EEXIST", "192.168.168.238", () -> stack.addRule(rule));
        assertRefused(NotFoundException.class, "ENOENT", "192.168.168.238", () -> stack.removeRule(rule));
        assertThat(rules(AddressFamily.INET)).contains(inverted);
        stack.removeRule(inverted);
        assertThat(rules(AddressFamily.INET)).hasSize(3);
    }
}
