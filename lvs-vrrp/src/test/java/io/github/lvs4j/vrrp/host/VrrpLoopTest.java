package io.github.lvs4j.vrrp.host;

import static io.github.lvs4j.vrrp.host.LoopHarness.advertisement;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.vrrp.LeasePolicy;
import io.github.lvs4j.vrrp.Preemption;
import io.github.lvs4j.vrrp.VirtualAddress;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpState;
import io.github.lvs4j.vrrp.conformance.Covers;
import io.github.lvs4j.vrrp.packet.RejectionCause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VrrpLoopTest {

    private static final Duration DOWN = Duration.ofMillis(3610);
    private static final InterfaceName ETH0 = InterfaceName.of("eth0");

    @Test
    void shouldAdvertiseThenInstallThenAnnounce() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b.addAddresses(VirtualAddress.parse("10.0.0.2"))));
        h.run(DOWN);
        assertThat(h.ports.log.subList(0, 12))
                .containsExactly(
                        "send eth0 100 #1",
                        "bind WAN",
                        "announce eth0 113.226.77.88",
                        "announce eth0 10.0.0.2",
                        "announce eth0 113.226.77.88",
                        "announce eth0 10.0.0.2",
                        "announce eth0 113.226.77.88",
                        "announce eth0 10.0.0.2",
                        "announce eth0 113.226.77.88",
                        "announce eth0 10.0.0.2",
                        "announce eth0 113.226.77.88",
                        "announce eth0 10.0.0.2");
        assertThat(h.state("WAN")).isEqualTo(VrrpState.MASTER);
    }

    @Test
    @Covers({"8.1.2-delay", "8.2.2-delay"})
    void shouldGoOnAdvertisingWhileTheKernelIsSlow() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b));
        h.kernelIsSlow = true;
        h.run(DOWN.plusSeconds(4));
        assertThat(h.ports.log)
                .containsExactly(
                        "send eth0 100 #1",
                        "send eth0 100 #2",
                        "send eth0 100 #3",
                        "send eth0 100 #4",
                        "send eth0 100 #5");
        h.kernelIsSlow = false;
        h.turn();
        h.turn();
        assertThat(h.ports.log).filteredOn(line -> line.startsWith("announce")).hasSize(5);
    }

    @Test
    @Covers(
            value = {"8.1.2-delay", "8.2.2-delay"},
            side = Covers.Side.NEGATIVE)
    void shouldNotAnnounceWhatItGaveUpMeanwhile() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b));
        h.kernelIsSlow = true;
        h.run(DOWN);
        h.ports.channel("eth0").arrive(advertisement(only(h), 200), Duration.ZERO);
        h.turn();
        h.kernelIsSlow = false;
        h.turn();
        h.turn();
        assertThat(h.ports.log).containsExactly("send eth0 100 #1", "bind WAN", "unbind WAN");
        assertThat(h.ports.bound).isEmpty();
    }

    @Test
    @Covers(
            value = {"7.1-discard"},
            side = Covers.Side.NEGATIVE)
    void shouldReadWhatArrivedDuringAPauseBeforeItJudgesTheMaster() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b));
        h.ports.channel("eth0").arrive(advertisement(only(h), 150), Duration.ZERO);
        h.turn();
        h.ports.now += Duration.ofSeconds(6).toNanos();
        for (int ago = 5; ago >= 1; ago--) {
            h.ports.channel("eth0").arrive(advertisement(only(h), 150), Duration.ofSeconds(ago));
        }
        h.turn();
        assertThat(h.state("WAN")).isEqualTo(VrrpState.BACKUP);
        h.run(Duration.ofMillis(2600)); // 3.609 s after the last one, which came 1 s before the turn
        assertThat(h.state("WAN")).isEqualTo(VrrpState.BACKUP);
        h.run(Duration.ofMillis(10));
        assertThat(h.state("WAN")).isEqualTo(VrrpState.MASTER);
    }

    @Test
    void shouldBoundAReceiveTimeByTheLastReadingWhenTheWallClockJumps() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b));
        h.run(Duration.ofSeconds(2));
        h.turn();
        h.ports.now += Duration.ofMillis(100).toNanos();
        h.ports.channel("eth0").arrive(advertisement(only(h), 150), Duration.ofDays(1));
        h.turn();
        h.run(Duration.ofMillis(3505));
        assertThat(h.state("WAN")).isEqualTo(VrrpState.BACKUP);
        h.run(Duration.ofMillis(10));
        assertThat(h.state("WAN")).isEqualTo(VrrpState.MASTER);
    }

    @Test
    void shouldSendADueAdvertisementBeforeItReads() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b));
        h.run(DOWN.plusMillis(100));
        h.ports.log.clear();
        h.ports.now += Duration.ofSeconds(2).toNanos();
        h.ports.channel("eth0").arrive(advertisement(only(h), 200), Duration.ZERO);
        h.turn();
        assertThat(h.ports.log).startsWith("send eth0 100 #2");
        assertThat(h.state("WAN")).isEqualTo(VrrpState.BACKUP);
    }

    @Test
    void shouldReadBeforeItSpeaksAfterALongPauseAsMaster() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b.preemption(Preemption.OFF)));
        h.run(DOWN.plusMillis(100));
        h.ports.log.clear();
        h.ports.now += Duration.ofSeconds(6).toNanos();
        h.ports.channel("eth0").arrive(advertisement(only(h), 50), Duration.ofMillis(300));
        h.turn();
        assertThat(h.ports.log).containsExactly("unbind WAN");
        assertThat(h.state("WAN")).isEqualTo(VrrpState.BACKUP);
    }

    @Test
    void shouldReadNoMoreThanATurnsShareOfAFlood() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b));
        h.run(DOWN);
        for (int i = 0; i < 5000; i++) {
            h.ports.channel("eth0").arrive(advertisement(only(h), 50), Duration.ofSeconds(9), 1);
        }
        h.turn();
        assertThat(h.ports.channel("eth0").read).isEqualTo(1024);
    }

    @Test
    @Covers({"7.1-discard"})
    void shouldCountRejectedPacketsAndLetThemMoveNoTimer() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b));
        h.events.start();
        h.run(Duration.ofSeconds(3));
        for (int i = 0; i < 10; i++) {
            h.ports.channel("eth0").arrive(advertisement(only(h), 200), Duration.ZERO, 254);
        }
        h.turn();
        h.run(Duration.ofMillis(610));
        assertThat(h.state("WAN")).isEqualTo(VrrpState.MASTER);
        long due = h.loop.nanosToNextTurn();
        h.ports.channel("eth0").arrive(advertisement(only(h), 200), Duration.ZERO, 1);
        h.turn();
        assertThat(h.loop.nanosToNextTurn()).isEqualTo(due);
        assertThat(h.loop.status().router("WAN").orElseThrow().rejected())
                .isEqualTo(Map.of(RejectionCause.TIME_TO_LIVE, 11L));
        h.events.close();
        assertThat(h.heard)
                .as("one event for each cause until the state changes")
                .filteredOn(event -> event.describe().contains("rejected"))
                .hasSize(2);
    }

    @Test
    void shouldNotProlongALeaseByAnOrderFromBeforeAPause() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b));
        h.run(DOWN.plusMillis(100));
        h.ports.log.clear();
        h.kernelIsSlow = true;
        h.run(Duration.ofSeconds(1));
        h.ports.now += Duration.ofSeconds(10).toNanos();
        h.kernelWork.poll().run();
        assertThat(h.ports.log).containsExactly("send eth0 100 #2");
    }

    @Test
    void shouldGiveUpAndComeBackWhenAnAddressIsRemovedByAnother() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b));
        h.run(DOWN);
        h.ports.log.clear();
        h.ports.listener.onAddressRemoved(ETH0, IpAddress.parse("113.226.77.88"));
        h.turn();
        assertThat(h.ports.log).as("it is still there: a lease was renewed").isEmpty();
        h.ports.bound.clear();
        h.ports.listener.onAddressRemoved(ETH0, IpAddress.parse("113.226.77.88"));
        h.turn();
        h.turn();
        assertThat(h.ports.log).containsExactly("send eth0 0 #2", "unbind WAN");
        h.run(Duration.ofMillis(620));
        assertThat(h.state("WAN")).isEqualTo(VrrpState.MASTER);
        assertThat(h.ports.bound).containsExactly("WAN");
    }

    @Test
    void shouldMoveASyncGroupTogether() {
        LoopHarness h = new LoopHarness(LoopHarness.pair());
        h.run(DOWN);
        assertThat(h.ports.log).startsWith("send eth0 100 #1", "send eth1 100 #1", "bind WAN", "bind LAN");
        assertThat(h.loop.status().group("G").orElseThrow().state()).isEqualTo(VrrpState.MASTER);
        h.ports.log.clear();
        h.ports.link("eth0", 2, false);
        h.ports.listener.onInterfaceChanged(ETH0);
        h.turn();
        h.turn();
        assertThat(h.ports.log).containsExactly("send eth0 0 #2", "send eth1 0 #2", "unbind WAN", "unbind LAN");
        assertThat(h.loop.status().group("G").orElseThrow().state()).isEqualTo(VrrpState.FAULT);
        h.ports.link("eth0", 2, true);
        h.ports.listener.onInterfaceChanged(ETH0);
        h.turn();
        h.turn();
        assertThat(h.state("LAN")).isEqualTo(VrrpState.BACKUP);
        h.run(DOWN);
        assertThat(h.loop.status().group("G").orElseThrow().state()).isEqualTo(VrrpState.MASTER);
    }

    @Test
    void shouldKeepAGroupBackupWhileOneMemberHearsAMaster() {
        LoopHarness h = new LoopHarness(LoopHarness.pair());
        for (int i = 0; i < 20; i++) {
            h.ports
                    .channel("eth1")
                    .arrive(advertisement(LoopHarness.router("LAN", "eth1", b -> b), 150), Duration.ZERO);
            h.run(Duration.ofSeconds(1));
        }
        assertThat(h.ports.log).isEmpty();
    }

    @Test
    void shouldOpenItsSocketAnewWhenItsInterfaceIsMadeAnew() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b));
        FakePorts.FakeChannel first = h.ports.channel("eth0");
        h.ports.link("eth0", 0, false);
        h.ports.listener.onInterfaceChanged(ETH0);
        h.turn();
        h.turn();
        assertThat(first.open).isFalse();
        assertThat(h.state("WAN")).isEqualTo(VrrpState.FAULT);
        h.ports.link("eth0", 7, true);
        h.ports.listener.onInterfaceChanged(ETH0);
        for (int i = 0; i < 4; i++) {
            h.turn();
        }
        assertThat(h.ports.channel("eth0")).isNotSameAs(first);
        assertThat(h.state("WAN")).isEqualTo(VrrpState.BACKUP);
        h.run(DOWN);
        assertThat(h.state("WAN")).isEqualTo(VrrpState.MASTER);
    }

    @Test
    void shouldStartAtFaultWithoutASourceAddress() {
        LoopHarness h = new LoopHarness(
                LoopHarness.single(b -> b),
                ports -> ports.links.put(
                        ETH0,
                        new io.github.lvs4j.vrrp.port.InterfaceCondition(
                                ETH0,
                                2,
                                true,
                                io.github.lvs4j.net.MacAddress.ZERO,
                                List.of(IpAddress.parse("113.226.77.88"), IpAddress.parse("fe80::1")))));
        assertThat(h.state("WAN")).isEqualTo(VrrpState.FAULT);
        h.ports.link("eth0", 2, true);
        h.ports.listener.onInterfaceChanged(ETH0);
        h.turn();
        h.turn();
        assertThat(h.state("WAN")).isEqualTo(VrrpState.BACKUP);
    }

    @Test
    void shouldAnswerEachLowerMasterButReportItOnce() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b));
        h.events.start();
        h.run(DOWN);
        h.ports.log.clear();
        for (int i = 0; i < 5; i++) {
            h.ports.now += 1_000_000;
            h.ports.channel("eth0").arrive(advertisement(only(h), 50), Duration.ZERO);
            h.turn();
        }
        h.events.close();
        assertThat(h.ports.log).filteredOn(line -> line.startsWith("send")).hasSize(5);
        assertThat(h.heard)
                .filteredOn(event -> event.describe().contains("second master"))
                .hasSize(1);
    }

    @Test
    void shouldInstallAddressesAnewWhenThatHasFailed() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b.lease(LeasePolicy.OFF)));
        h.ports.bindFails = true;
        h.run(DOWN.plusMillis(2050));
        assertThat(h.ports.log).filteredOn("bind WAN"::equals).hasSize(3);
        assertThat(h.ports.bound).isEmpty();
        h.ports.bindFails = false;
        h.run(Duration.ofSeconds(3));
        assertThat(h.ports.bound).containsExactly("WAN");
        assertThat(h.ports.log).filteredOn("bind WAN"::equals).hasSize(4);
    }

    @Test
    void shouldInspectAnInterfaceOnceForAFloodOfNews() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b));
        h.kernelIsSlow = true;
        for (int i = 0; i < 1000; i++) {
            h.ports.listener.onInterfaceChanged(ETH0);
        }
        assertThat(h.kernelWork).hasSize(1);
        h.kernelWork.poll().run();
        h.ports.listener.onInterfaceChanged(ETH0);
        assertThat(h.kernelWork)
                .as("what comes after the inspection is inspected")
                .hasSize(1);
    }

    @Test
    void shouldSayItsLastWordWhenItsSourceAddressIsRemoved() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b));
        h.run(DOWN);
        h.ports.log.clear();
        h.ports.links.put(
                ETH0,
                new io.github.lvs4j.vrrp.port.InterfaceCondition(
                        ETH0, 2, true, io.github.lvs4j.net.MacAddress.ZERO, List.of(IpAddress.parse("113.226.77.88"))));
        h.ports.listener.onInterfaceChanged(ETH0);
        h.turn();
        h.turn();
        assertThat(h.ports.log).containsExactly("send eth0 0 #2", "unbind WAN");
        assertThat(h.state("WAN")).isEqualTo(VrrpState.FAULT);
    }

    @Test
    void shouldRehearseEveryKindOfConfiguration() {
        Rehearsal.play(LoopHarness.pair());
        Rehearsal.play(LoopHarness.single(b -> b.priority(io.github.lvs4j.vrrp.Priority.OWNER)));
        Rehearsal.play(io.github.lvs4j.vrrp.VrrpConfig.of(io.github.lvs4j.vrrp.VirtualRouter.builder()
                .name("six")
                .id(io.github.lvs4j.vrrp.VirtualRouterId.of(6))
                .interfaceName(ETH0)
                .addresses("fe80::6", "2001:db8::6")
                .sourceAddress(IpAddress.parse("fe80::9"))
                .advertisementInterval(Duration.ofMillis(10))
                .build()));
    }

    @Test
    void shouldStepDownInTheOrderOfTheConfiguration() {
        LoopHarness h = new LoopHarness(LoopHarness.pair());
        h.run(DOWN);
        h.ports.log.clear();
        h.loop.shutDown();
        h.turn();
        assertThat(h.ports.log).containsExactly("send eth0 0 #2", "send eth1 0 #2", "unbind WAN", "unbind LAN");
    }

    private static VirtualRouter only(LoopHarness h) {
        assertThat(h.failures).isEmpty();
        return LoopHarness.router("WAN", "eth0", b -> b);
    }
}
