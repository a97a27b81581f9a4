package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.ipvs.ForwardingMethod;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.ServicePool;
import io.github.lvs4j.ipvs.Tunnel;
import io.github.lvs4j.ipvs.text.IpvsadmRules;
import io.github.lvs4j.ipvs.text.MalformedRulesException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

/** Rules as text, whatever the table and whatever the text. */
class IpvsadmRulesProperties {

    @Property
    void shouldReadWhatItWrites(@ForAll long seed) {
        RandomTables tables = new RandomTables(seed);
        for (int i = 0; i < 3; i++) {
            IpvsTable table = withOptions(tables.next());
            String rules = IpvsadmRules.format(table);
            IpvsTable read = IpvsadmRules.parse(rules);
            assertThat(RandomTables.ordered(read)).as(rules).isEqualTo(table);
            assertThat(IpvsadmRules.format(read)).isEqualTo(rules);
        }
    }

    /** Every forwarding method that an option is for. */
    private static IpvsTable withOptions(IpvsTable table) {
        return IpvsTable.of(table.pools().stream()
                .map(pool -> new ServicePool(
                        pool.service(),
                        pool.realServers().stream()
                                .map(IpvsadmRulesProperties::withOption)
                                .toList()))
                .toList());
    }

    private static RealServer withOption(RealServer server) {
        ForwardingMethod method = server.forwarding();
        boolean has = method instanceof Tunnel || method == ForwardingMethod.DIRECT_ROUTING;
        return has
                ? server
                : RealServer.builder()
                        .from(server)
                        .forwarding(ForwardingMethod.MASQUERADE)
                        .build();
    }

    @Property
    void shouldRefuseOtherTextWithItsPlace(
            @ForAll
                    @StringLength(max = 60)
                    @Chars({'-', 'A', 'a', 't', 'f', 'p', 'M', '6', '=', ' ', '\n', '.', ':', '['})
                    String text) {
        try {
            IpvsadmRules.parse(text);
        } catch (MalformedRulesException e) {
            String[] lines = text.split("\n", -1);
            assertThat(e.line()).isBetween(1, lines.length);
            assertThat(e.column()).isBetween(1, lines[e.line() - 1].length() + 1);
        }
    }
}
