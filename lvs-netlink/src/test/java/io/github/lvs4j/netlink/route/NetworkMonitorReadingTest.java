package io.github.lvs4j.netlink.route;

import static io.github.lvs4j.netlink.route.FakeNamespace.address;
import static io.github.lvs4j.netlink.route.FakeNamespace.link;
import static io.github.lvs4j.netlink.route.FakeNamespace.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.NetworkTopic;
import io.github.lvs4j.route.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Readings and the kernel's events tell of the same changes, in whatever order they come: each is told once. */
class NetworkMonitorReadingTest {

    private static final InterfaceName VIRTUAL = InterfaceName.of("vrrp.51");
    private static final InterfaceAddress ADDRESS = InterfaceAddress.of(VIRTUAL, IpPrefix.parse("192.0.2.11/32"));
    private static final Route SILENT = Route.builder()
            .destination(IpPrefix.parse("10.0.0.0/8"))
            .interfaceName(VIRTUAL)
            .build();
    private static final Route UNHEARD_OF = Route.builder()
            .destination(IpPrefix.parse("11.0.0.0/8"))
            .type(Route.Type.BLACKHOLE)
            .build();

    private final FakeNamespace namespace = new FakeNamespace();
    private final List<NetworkEvent> heard = new ArrayList<>();
    private NetworkMonitor monitor;

    @BeforeEach
    void open() {
        namespace.links.add(link(true, 1, "base", true));
        namespace.links.add(link(true, 7, "vrrp.51", true));
        namespace.addresses.add(address(true, ADDRESS, 7));
        namespace.routes.add(route(true, SILENT, 7));
        monitor = namespace.monitor(EnumSet.allOf(NetworkTopic.class));
        namespace.readings = 0;
    }

    /** The removal of a route that nobody told of: the monitor must look. */
    private void demandAReading() {
        namespace.events.reply(route(false, UNHEARD_OF, 0));
    }

    private void loseTheLink() {
        namespace.links.remove(1);
        namespace.addresses.clear();
        namespace.routes.clear();
    }

    private void tellTheLossOfTheLink() {
        namespace.events.reply(address(false, ADDRESS, 7));
        namespace.events.reply(link(true, 7, "vrrp.51", false));
        namespace.events.reply(link(false, 7, "vrrp.51", false));
    }

    private List<String> drain() {
        heard.clear();
        assertThat(monitor.drain(heard::add)).isFalse();
        return heard.stream().map(NetworkEvent::describe).toList();
    }

    @Test
    void shouldTellWhatIsHeardWhileItReadsAsTheKernelDoes() {
        demandAReading();
        namespace.beforeReading = () -> {
            loseTheLink();
            tellTheLossOfTheLink();
            namespace.beforeReading = () -> {};
        };
        assertThat(drain())
                .containsExactly(
                        "address 192.0.2.11/32 left vrrp.51",
                        "link vrrp.51 is down without carrier",
                        "link vrrp.51 is gone",
                        "route 10.0.0.0/8 dev vrrp.51 table main was removed");
        assertThat(monitor.isCurrent()).isTrue();
    }

    /** Newer kernels let a reading see a change before they tell it. */
    @Test
    void shouldNotTellAgainWhatAReadingSawFirst() {
        demandAReading();
        namespace.beforeReading = () -> {
            loseTheLink();
            namespace.beforeReading = () -> {};
        };
        assertThat(drain())
                .containsExactly(
                        "route " + SILENT + " was removed",
                        "link vrrp.51 is gone",
                        "address 192.0.2.11/32 left vrrp.51");
        namespace.events.reply(address(false, ADDRESS, 7), link(false, 7, "vrrp.51", false), route(false, SILENT, 7));
        assertThat(drain()).isEmpty();
        assertThat(monitor.isCurrent()).isTrue();
    }

    /** What was queued before the reading is older than it. */
    @Test
    void shouldNotBringBackWhatIsGoneAfterALoss() {
        namespace.events.lose();
        namespace.beforeReading = () -> {
            loseTheLink();
            namespace.events.reply(link(true, 7, "vrrp.51", false));
            tellTheLossOfTheLink();
            namespace.beforeReading = () -> {};
        };
        assertThat(drain())
                .containsExactly(
                        new NetworkEvent.Overrun().describe(),
                        "route " + SILENT + " was removed",
                        "address 192.0.2.11/32 left vrrp.51",
                        "link vrrp.51 is gone");
        assertThat(monitor.isCurrent()).isTrue();
    }

    @Test
    void shouldTellWhatCameAfterAReading() {
        demandAReading();
        namespace.afterReading = () -> {
            namespace.links.set(1, link(true, 7, "vrrp.52", true));
            namespace.events.reply(link(true, 7, "vrrp.52", true));
            namespace.afterReading = () -> {};
        };
        assertThat(drain())
                .containsExactly(
                        "link vrrp.52 is up",
                        "route " + SILENT + " was removed",
                        "address 192.0.2.11/32 left vrrp.51",
                        "address 192.0.2.11/32 is on vrrp.52",
                        "route " + SILENT.toString().replace("51", "52") + " was added");
    }

    /** What was changed and told while the monitor opened is what it begins with. */
    @Test
    void shouldBeginWithWhatIsThereWhenItIsOpen() {
        FakeNamespace other = new FakeNamespace();
        other.links.add(link(true, 7, "vrrp.51", true));
        other.beforeReading = () -> {
            other.links.clear();
            other.events.reply(link(true, 7, "vrrp.51", false), link(false, 7, "vrrp.51", false));
            other.beforeReading = () -> {};
        };
        try (NetworkMonitor opened = other.monitor(EnumSet.of(NetworkTopic.LINKS))) {
            assertThat(opened.isCurrent()).isTrue();
            assertThat(opened.drain(heard::add)).isFalse();
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void shouldTellNothingThatIsSoAlready() {
        namespace.events.reply(link(true, 7, "vrrp.51", true), address(true, ADDRESS, 7), route(true, SILENT, 7));
        assertThat(drain()).isEmpty();
        assertThat(namespace.readings).isZero();
    }

    /** A lifetime that begins anew looks the same, and ends later. */
    @Test
    void shouldTellOfARefreshedLifetime() {
        InterfaceAddress lease = InterfaceAddress.builder()
                .from(ADDRESS)
                .validLifetime(Duration.ofSeconds(5))
                .build();
        namespace.events.reply(address(true, lease, 7));
        namespace.events.reply(address(true, lease, 7));
        assertThat(drain()).hasSize(2);
    }

    @Test
    void shouldGoOnAfterAConsumerThatThrows() {
        tellTheLossOfTheLink();
        namespace.events.reply(link(true, 8, "eth8", true), link(true, 9, "eth9", true));
        loseTheLink();
        namespace.links.add(link(true, 8, "eth8", true));
        namespace.links.add(link(true, 9, "eth9", true));
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            assertThatThrownBy(() -> monitor.drain(event -> {
                        told.add(event.describe());
                        throw new IllegalStateException("not now");
                    }))
                    .hasMessage("not now");
        }
        assertThat(drain()).isEmpty();
        assertThat(told)
                .containsExactly(
                        "address 192.0.2.11/32 left vrrp.51",
                        "link vrrp.51 is down without carrier",
                        "link vrrp.51 is gone",
                        "link eth8 is up",
                        "link eth9 is up",
                        "route " + SILENT + " was removed");
    }

    /** Something new at every look must not hold the caller, nor keep the rest from being told. */
    @Test
    void shouldTellWhatItKnowsThoughEverythingChangesAllTheTime() {
        demandAReading();
        namespace.routes.clear();
        namespace.beforeReading = () -> demandAReading();
        assertThat(drain()).contains("route " + SILENT + " was removed");
        assertThat(namespace.readings).isLessThan(10);
        assertThat(monitor.isCurrent()).isFalse();
        namespace.beforeReading = () -> {};
        assertThat(drain()).isEmpty();
        assertThat(monitor.isCurrent()).isTrue();
    }
}
