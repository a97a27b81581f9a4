package io.github.lvs4j.vrrp.host;

import static io.github.lvs4j.vrrp.host.LoopHarness.advertisement;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.vrrp.Preemption;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpState;
import io.github.lvs4j.vrrp.conformance.Covers;
import io.github.lvs4j.vrrp.port.InterfaceCondition;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What went wrong once, or could: lost sends, sockets that are refused, floods of events, and who may be a source. */
class DefectTest {

    private static final Duration DOWN = Duration.ofMillis(3610);
    private static final InterfaceName ETH0 = InterfaceName.of("eth0");

    @Test
    void shouldNotCountAFailedSendAsAWordOfTheMaster() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b.preemption(Preemption.OFF)));
        h.run(DOWN);
        h.ports.sendFails = true;
        h.run(Duration.ofMillis(3990));
        assertThat(h.state("WAN"))
                .as("a backup cannot have taken over for sure")
                .isEqualTo(VrrpState.MASTER);
        h.run(Duration.ofSeconds(1));
        assertThat(h.state("WAN")).as("nobody has heard it for a down interval").isEqualTo(VrrpState.BACKUP);
    }

    @Test
    void shouldTryAgainWhenTheKernelHasNoSocketForIt() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b));
        h.ports.refuseSockets = true;
        h.ports.link("eth0", 7, true); // made anew under its name
        h.ports.listener.onInterfaceChanged(ETH0);
        h.turn();
        h.run(Duration.ofSeconds(5));
        assertThat(h.state("WAN")).isEqualTo(VrrpState.FAULT);
        assertThat(h.failures).as("told once").hasSize(1);
        h.ports.refuseSockets = false;
        h.run(Duration.ofSeconds(2));
        assertThat(h.state("WAN")).isEqualTo(VrrpState.BACKUP);
    }

    @Test
    void shouldTellOnceAMinuteOfASenderThatChangesItsMind() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b));
        h.events.start();
        VirtualRouter same = LoopHarness.router("WAN", "eth0", b -> b);
        VirtualRouter other = LoopHarness.router("WAN", "eth1", b -> b);
        for (int i = 0; i < 90; i++) {
            h.ports.channel("eth0").arrive(advertisement(i % 2 == 0 ? other : same, 150), Duration.ZERO);
            h.run(Duration.ofSeconds(1));
        }
        h.events.close();
        assertThat(TwoDirectors.told(h, VrrpEvent.AddressListDiffers.class)).hasSize(2);
    }

    @Test
    void shouldAnnounceAgainOnceAConflictIsWon() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b));
        h.events.start();
        h.run(DOWN.plusSeconds(8));
        h.ports.channel("eth0").arrive(advertisement(LoopHarness.router("WAN", "eth0", b -> b), 50), Duration.ZERO);
        h.turn();
        assertThat(h.loop.status().router("WAN").orElseThrow().confirmed()).isFalse();
        h.ports.log.clear();
        h.run(Duration.ofMillis(1001));
        assertThat(h.ports.log).anyMatch(line -> line.startsWith("announce"));
        assertThat(h.loop.status().router("WAN").orElseThrow().confirmed()).isTrue();
        h.events.close();
        assertThat(TwoDirectors.told(h, VrrpEvent.ConflictWon.class)).hasSize(1);
    }

    @Test
    void shouldKeepOutOfEverythingForItsStartUpDelay() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b.startupDelay(Duration.ofSeconds(20))));
        h.run(Duration.ofMillis(19_999));
        assertThat(h.state("WAN")).isEqualTo(VrrpState.INITIALIZE);
        h.run(DOWN);
        assertThat(h.state("WAN")).isEqualTo(VrrpState.BACKUP);
        h.run(Duration.ofMillis(10));
        assertThat(h.state("WAN")).isEqualTo(VrrpState.MASTER);
    }

    @Test
    void shouldMeasureHowLateItsTimersAre() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b));
        h.run(DOWN);
        h.loop.nanosToNextTurn();
        h.pause(Duration.ofMillis(1250));
        assertThat(h.loop.status().lateness().longest()).isBetween(Duration.ofMillis(249), Duration.ofMillis(251));
        assertThat(h.loop.status().lateness().longestPause())
                .as("it would have woken halfway, for the lease")
                .isBetween(Duration.ofMillis(749), Duration.ofMillis(751));
        assertThat(h.loop.status().lateness().percentile(0.5)).isLessThan(Duration.ofMillis(1));
        assertThat(h.loop.status().lateness().percentile(1)).isGreaterThan(Duration.ofMillis(248));
    }

    // who may be a source, and what a backup holds

    @Test
    @Covers(
            value = {"5.1.1.1-source", "7.2-source"},
            side = Covers.Side.NEGATIVE)
    void shouldNeverSendFromAVirtualAddress() {
        assertThat(SourceAddress.choose(
                        LoopHarness.router("WAN", "eth0", b -> b),
                        List.of(IpAddress.parse("113.226.77.88")),
                        java.util.Set.of(IpAddress.parse("113.226.77.88"))))
                .isEmpty();
    }

    @Test
    @Covers("5.1.2.1-source")
    void shouldSendFromTheLinkLocalAddress() {
        assertThat(source("2001:db8::1", "fe80::5")).contains(IpAddress.parse("fe80::5"));
    }

    @Test
    @Covers(value = "5.1.2.1-source", side = Covers.Side.NEGATIVE)
    void shouldNeverSendFromAGlobalAddress() {
        assertThat(source("2001:db8::1")).isEmpty();
    }

    @Test
    @Covers({"6.4.2-arp", "6.4.2-ns", "6.4.2-accept"})
    void shouldHoldNoAddressAsBackup() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b));
        h.run(DOWN);
        assertThat(h.ports.bound).containsExactly("WAN");
        h.ports.channel("eth0").arrive(advertisement(LoopHarness.router("WAN", "eth0", b -> b), 200), Duration.ZERO);
        h.turn();
        assertThat(h.ports.bound).isEmpty();
    }

    private static java.util.Optional<java.net.InetAddress> source(String... present) {
        VirtualRouter router = LoopHarness.router(
                "SIX", "eth0", b -> b.addresses(List.of(io.github.lvs4j.vrrp.VirtualAddress.parse("fe80::100"))));
        InterfaceCondition condition = new InterfaceCondition(
                ETH0,
                2,
                true,
                MacAddress.ZERO,
                java.util.Arrays.stream(present).map(IpAddress::parse).toList());
        assertThat(new VrrpConfig(List.of(router), List.of()).routers()).hasSize(1);
        return SourceAddress.choose(router, condition.addresses(), java.util.Set.of());
    }
}
