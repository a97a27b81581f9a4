package io.github.lvs4j.testkit.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.InvalidRequestException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.route.Neighbor;
import io.github.lvs4j.route.RouteProtocol;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The part of {@link NetworkStackContract} about neighbors. */
abstract class NeighborContract extends LinkContract {

    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:05");
    private static final Neighbor NEIGHBOR = Neighbor.permanent(ETH0, IpAddress.parse("192.0.2.5"), MAC);

    @Test
    void shouldReadBackNeighbors() {
        Neighbor stale = Neighbor.builder()
                .interfaceName(ETH0)
                .address(IpAddress.parse("192.0.2.6"))
                .mac(MAC)
                .state(Neighbor.State.STALE)
                .protocol(RouteProtocol.LVS4J)
                .build();
        Neighbor reachable = Neighbor.builder()
                .from(stale)
                .address(IpAddress.parse("192.0.2.7"))
                .state(Neighbor.State.REACHABLE)
                .build();
        Neighbor router = Neighbor.builder()
                .from(Neighbor.permanent(ETH1, IpAddress.parse("2001:db8::5"), MAC))
                .isRouter(true)
                .build();
        Neighbor proxy = Neighbor.proxy(ETH0, IpAddress.parse("192.0.2.8"));
        List<Neighbor> all = List.of(NEIGHBOR, stale, reachable, router, proxy);
        all.forEach(stack::addNeighbor);
        assertThat(stack.neighbors()).containsAll(all);
        stack.addNeighbor(proxy); // an equal proxy does no harm
        all.forEach(stack::removeNeighbor);
        assertThat(stack.neighbors()).doesNotContainAnyElementsOf(all);
    }

    @Test
    void shouldReplaceNeighbors() {
        stack.replaceNeighbor(NEIGHBOR);
        Neighbor moved = Neighbor.builder()
                .from(NEIGHBOR)
                .mac(MacAddress.parse("02:00:00:00:00:06"))
                .build();
        stack.replaceNeighbor(moved);
        assertThat(stack.neighbors()).contains(moved).doesNotContain(NEIGHBOR);
    }

    @Test
    void shouldRefuseNeighborsThatAreThereOrNowhere() {
        stack.addNeighbor(NEIGHBOR);
        assertRefused(AlreadyExistsException.class, "EEXIST", "192.0.2.5", () -> stack.addNeighbor(NEIGHBOR));
        Neighbor other = Neighbor.permanent(ETH0, IpAddress.parse("192.0.2.77"), MAC);
        assertRefused(NotFoundException.class, "ENOENT", "192.0.2.77", () -> stack.removeNeighbor(other));
        Neighbor proxy = Neighbor.proxy(ETH0, IpAddress.parse("192.0.2.77"));
        assertRefused(NotFoundException.class, "ENOENT", "192.0.2.77", () -> stack.removeNeighbor(proxy));
        Neighbor nowhere = Neighbor.permanent(InterfaceName.of("nosuch"), IpAddress.parse("192.0.2.77"), MAC);
        assertRefused(NotFoundException.class, "ENODEV", "nosuch", () -> stack.addNeighbor(nowhere));
        Neighbor without = Neighbor.builder()
                .interfaceName(ETH0)
                .address(IpAddress.parse("192.0.2.77"))
                .build();
        assertRefused(
                InvalidRequestException.class, "EINVAL", "No link layer address", () -> stack.addNeighbor(without));
    }

    @Test
    void shouldForgetNeighborsWhenALinkGoesDown() {
        stack.addNeighbor(NEIGHBOR);
        stack.addNeighbor(Neighbor.proxy(ETH0, IpAddress.parse("192.0.2.8")));
        stack.setLinkUp(ETH0, false);
        assertThat(stack.neighbors())
                .noneMatch(neighbor -> neighbor.interfaceName().equals(ETH0));
    }
}
