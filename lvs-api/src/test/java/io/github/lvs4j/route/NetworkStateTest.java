package io.github.lvs4j.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.net.MacAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkStateTest {

    private static final InterfaceName ETH0 = InterfaceName.of("eth0");
    private static final Link LINK = Link.builder().index(2).name(ETH0).build();
    private static final InterfaceAddress ADDRESS = InterfaceAddress.of(ETH0, IpPrefix.parse("192.0.2.1/24"));
    private static final Route ROUTE = Route.builder()
            .destination(IpPrefix.parse("10.0.0.0/8"))
            .interfaceName(ETH0)
            .build();
    private static final PolicyRule RULE =
            PolicyRule.builder().family(AddressFamily.INET).priority(1).build();
    private static final Neighbor NEIGHBOR =
            Neighbor.permanent(ETH0, IpAddress.parse("192.0.2.9"), MacAddress.parse("02:00:00:00:00:09"));
    private static final NetworkState ALL =
            new NetworkState(List.of(LINK), List.of(ADDRESS), List.of(ROUTE), List.of(RULE), List.of(NEIGHBOR));

    @Test
    void shouldBeginWithTheLinkAndEndWithTheRule() {
        assertThat(NetworkState.EMPTY.eventsTo(ALL))
                .containsExactly(
                        new NetworkEvent.LinkChanged(LINK),
                        new NetworkEvent.AddressAdded(ADDRESS),
                        new NetworkEvent.NeighborChanged(NEIGHBOR),
                        new NetworkEvent.RouteAdded(ROUTE),
                        new NetworkEvent.RuleAdded(RULE));
        assertThat(ALL.eventsTo(NetworkState.EMPTY))
                .containsExactly(
                        new NetworkEvent.RuleRemoved(RULE),
                        new NetworkEvent.RouteRemoved(ROUTE),
                        new NetworkEvent.NeighborRemoved(NEIGHBOR),
                        new NetworkEvent.AddressRemoved(ADDRESS),
                        new NetworkEvent.LinkRemoved(LINK));
        assertThat(ALL.eventsTo(ALL)).isEmpty();
    }

    @Test
    void shouldTellAChangedLinkAndAddressWithoutARemoval() {
        Link up = Link.builder().from(LINK).up(true).build();
        InterfaceAddress failed = InterfaceAddress.builder()
                .from(ADDRESS)
                .addStates(InterfaceAddress.State.DETECTION_FAILED)
                .build();
        assertThat(links(LINK).eventsTo(links(up))).containsExactly(new NetworkEvent.LinkChanged(up));
        assertThat(addresses(ADDRESS).eventsTo(addresses(failed)))
                .containsExactly(new NetworkEvent.AddressAdded(failed));
    }

    @Test
    void shouldNotTakePassingTimeForAChange() {
        InterfaceAddress young = lease(60);
        InterfaceAddress old = lease(7);
        assertThat(addresses(young).eventsTo(addresses(old))).isEmpty();
        assertThat(addresses(young).eventsTo(addresses(ADDRESS)))
                .containsExactly(new NetworkEvent.AddressAdded(ADDRESS));
    }

    private static InterfaceAddress lease(int seconds) {
        return InterfaceAddress.builder()
                .from(ADDRESS)
                .validLifetime(Duration.ofSeconds(seconds))
                .build();
    }

    private static NetworkState links(Link link) {
        return new NetworkState(List.of(link), List.of(), List.of(), List.of(), List.of());
    }

    private static NetworkState addresses(InterfaceAddress address) {
        return new NetworkState(List.of(), List.of(address), List.of(), List.of(), List.of());
    }
}
