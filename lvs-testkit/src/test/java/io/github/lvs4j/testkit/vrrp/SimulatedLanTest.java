package io.github.lvs4j.testkit.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.vrrp.Handover;
import io.github.lvs4j.vrrp.LeasePolicy;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.SyncGroup;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpState;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SimulatedLanTest {

    static final InetAddress VIP = IpAddress.parse("113.226.77.88");

    private final SimulatedLan lan = SimulatedLan.withSeed(7).expect(Invariants.stock());
    private final SimulatedHost a = lan.host("a").on("wan", "lan").start(director(150));
    private final SimulatedHost b = lan.host("b").on("wan", "lan").start(director(100));

    static VrrpConfig director(int priority) {
        return director(priority, builder -> builder);
    }

    static VrrpConfig director(int priority, UnaryOperator<VirtualRouter.Builder> change) {
        return new VrrpConfig(
                List.of(
                        change.apply(VirtualRouter.on("wan", 100).name("WAN").addresses("113.226.77.88"))
                                .priority(Priority.of(priority))
                                .build(),
                        change.apply(VirtualRouter.on("lan", 100).name("LAN").addresses("192.168.168.11"))
                                .priority(Priority.of(priority))
                                .build()),
                List.of(SyncGroup.of("LVS", "WAN", "LAN")));
    }

    @Test
    void shouldMoveTheGroupWhenACableIsPulled() {
        lan.settle();
        assertThat(lan.mastersOf("WAN")).containsExactly(a);
        a.unplug("wan");
        lan.settle();
        lan.verify();
        assertThat(lan.mastersOf("LAN")).containsExactly(b);
        assertThat(lan.link("wan").ownerOf(VIP)).contains(b);
        assertThat(a.state("LAN")).isEqualTo(VrrpState.FAULT);
        a.plug("wan");
        lan.settle();
        lan.verify();
        assertThat(lan.holdersOf(VIP)).containsExactly(a);
    }

    @Test
    void shouldPlayTheSamePieceForTheSameSeed() {
        assertThat(faulty().traceText()).isEqualTo(faulty().traceText()).contains("is cut off", "takes", "frozen");
    }

    private static SimulatedLan faulty() {
        SimulatedLan lan = SimulatedLan.withSeed(11);
        SimulatedHost first = lan.host("a").on("wan", "lan").start(director(150));
        lan.host("b").on("wan", "lan").start(director(100));
        lan.settle();
        lan.link("wan").isolate(first);
        lan.link("lan").quality(LinkQuality.losing(0.5));
        lan.run(Duration.ofSeconds(10));
        lan.heal();
        first.pauseWithin(Duration.ofSeconds(7), 5);
        lan.note("it takes seven seconds");
        lan.settle();
        return lan;
    }

    @Test
    void shouldLeaveTheAddressesOfAKilledProcessToTheirLease() {
        lan.settle();
        a.crash();
        assertThat(a.holds(VIP)).isTrue();
        lan.run(Duration.ofMillis(3400));
        assertThat(a.holds(VIP)).isFalse();
        lan.settle();
        lan.verify();
        assertThat(lan.longestOverlap()).isEqualTo(Duration.ZERO);
    }

    @Test
    void shouldKeepTheAddressesOfAKilledProcessWithoutLease() {
        SimulatedLan other = SimulatedLan.withSeed(7).expect(Invariants.stock());
        SimulatedHost first =
                other.host("a").on("wan", "lan").start(director(150, builder -> builder.lease(LeasePolicy.OFF)));
        other.host("b").on("wan", "lan").start(director(100));
        other.settle();
        first.crash();
        other.settle();
        other.verify();
        assertThat(other.holdersOf(VIP)).hasSize(2);
        first.restart();
        other.settle();
        other.verify();
        assertThat(other.holdersOf(VIP)).containsExactly(first);
        assertThat(other.longestOverlap()).isPositive();
    }

    @Test
    void shouldTellWhatDoesNotHoldWithSeedAndTrace() {
        lan.link("wan").block(a, b);
        lan.link("lan").block(a, b);
        assertThatThrownBy(() -> {
                    lan.settle();
                    lan.settle();
                    lan.verify();
                })
                .isInstanceOf(SimulationFailure.class)
                .hasMessageStartingWith("seed 7: ")
                .hasMessageContaining("a      sends on wan advertisement v2 id 100 priority 150 every 1 s");
    }

    @Test
    void shouldHandOverByRequestAndSeeThatItIsAnswered() {
        lan.settle();
        CompletableFuture<Handover> released = a.control("LVS").release(Duration.ofSeconds(5));
        CompletableFuture<Handover> late = b.control("LVS").prefer(Duration.ofMillis(1));
        lan.settle();
        lan.verify();
        assertThat(released)
                .isCompletedWithValueMatching(
                        done -> done.peer().orElseThrow().address().equals(b.addressOn("wan", AddressFamily.INET)));
        assertThat(late).isCompletedExceptionally();
        assertThat(lan.mastersOf("LAN")).containsExactly(b);
        assertThat(lan.traceText()).contains("request 1: ", "request 1 of LVS: done", "request 2 of LVS: ");
    }

    @Test
    void shouldRefuseASecondProcess() {
        assertThatThrownBy(() -> a.start(director(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("host a runs a process already");
        assertThatThrownBy(() -> a.unplug("dmz"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("host a has no interface dmz");
    }

    @Test
    void shouldStopInOrderAndReconfigure() {
        lan.settle();
        a.reconfigure(director(50));
        lan.settle();
        lan.verify();
        assertThat(lan.mastersOf("LAN")).containsExactly(b);
        b.stop();
        lan.run(Duration.ofMillis(850));
        assertThat(lan.mastersOf("LAN")).containsExactly(a);
        assertThat(b.isAlive()).isFalse();
        assertThat(b.virtualAddresses()).isEmpty();
    }
}
