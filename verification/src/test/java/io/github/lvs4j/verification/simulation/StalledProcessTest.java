package io.github.lvs4j.verification.simulation;

import static io.github.lvs4j.verification.simulation.Pair.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.vrrp.Happening;
import io.github.lvs4j.testkit.vrrp.Invariants;
import io.github.lvs4j.testkit.vrrp.ProcessChange;
import io.github.lvs4j.testkit.vrrp.SimulatedHost;
import io.github.lvs4j.testkit.vrrp.SimulatedLan;
import io.github.lvs4j.vrrp.Preemption;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpState;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that stand still while their kernel goes on; each case with many seeds, which move the pause against the advertisements. */
class StalledProcessTest {

    private static final int SEEDS = 40;

    private SimulatedLan lan;
    private SimulatedHost a;
    private SimulatedHost b;

    private void begin(long seed, VrrpConfig first, VrrpConfig second) {
        lan = SimulatedLan.withSeed(seed).expect(Invariants.stock());
        a = lan.host("a").on("wan").start(first);
        b = lan.host("b").on("wan").start(second);
        lan.settle();
        assertThat(lan.mastersOf("WAN")).containsExactly(a);
        lan.run(Duration.ofNanos(lan.chance().nextLong(2_000_000_000L)));
        lan.forgetOverlaps();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 100, 150})
    void shouldNeverHaveTwoOwnersAtOneSecond(int priority) {
        for (int seed = 0; seed < SEEDS; seed++) {
            begin(seed, Pair.single(200), Pair.single(priority));
            a.pause(Duration.ofMillis(500 + lan.chance().nextInt(9500)));
            lan.run(Duration.ofSeconds(10));
            lan.settle();
            lan.verify();
            assertThat(lan.longestOverlap())
                    .isLessThan(Duration.ofMillis(2)); // the way of the handover back, and no more
            assertThat(lan.mastersOf("WAN")).containsExactly(a);
        }
    }

    @Test
    void shouldHaveNoSecondOwnerBesideTheQuickestBackup() {
        Duration longest = Duration.ZERO;
        for (int seed = 0; seed < SEEDS; seed++) {
            begin(seed, Pair.single(255), Pair.single(254));
            a.pause(Duration.ofSeconds(8));
            lan.run(Duration.ofSeconds(8));
            longest = longest.compareTo(lan.longestOverlap()) > 0 ? longest : lan.longestOverlap();
        }
        assertThat(longest).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 500})
    void shouldBoundTheOverlapByTheLeaseBelowOneSecond(int millis) {
        Duration interval = Duration.ofMillis(millis);
        Duration longest = Duration.ZERO;
        for (int seed = 0; seed < SEEDS; seed++) {
            begin(seed, Pair.every(interval, 200), Pair.every(interval, 100));
            a.pause(Duration.ofSeconds(6));
            lan.run(Duration.ofSeconds(7));
            lan.settle();
            lan.verify();
            longest = longest.compareTo(lan.longestOverlap()) > 0 ? longest : lan.longestOverlap();
        }
        assertThat(longest).isLessThan(Duration.ofMillis(1400));
    }

    @Test
    void shouldRemoveTheAddressOfAFrozenMasterByItsLease() {
        begin(1, Pair.single(200), Pair.single(100));
        a.pause(Duration.ofSeconds(20));
        lan.run(Duration.ofMillis(1400));
        assertThat(a.holds(VIP)).isTrue();
        lan.run(Duration.ofMillis(1600));
        assertThat(a.holds(VIP)).isFalse();
        assertThat(a.state("WAN")).isEqualTo(VrrpState.MASTER); // it thinks so
        lan.run(Duration.ofMillis(700));
        assertThat(lan.holdersOf(VIP)).containsExactly(b);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 100, 20})
    void shouldNotTakeOverFalselyAfterThePauseOfABackup(int millis) {
        Duration interval = Duration.ofMillis(millis);
        for (int seed = 0; seed < SEEDS; seed++) {
            begin(seed, Pair.every(interval, 200), Pair.every(interval, 100));
            if (seed % 2 == 0) {
                b.pause(interval.multipliedBy(1 + lan.chance().nextInt(20)));
            } else {
                b.pauseWithin(interval.multipliedBy(1 + lan.chance().nextInt(20)), seed / 2);
            }
            lan.run(interval.multipliedBy(40));
            lan.verify();
            assertThat(lan.mastersOf("WAN")).containsExactly(a);
            assertThat(takeovers(b)).isZero();
        }
    }

    @Test
    void shouldLeaveItsSuccessorAloneAfterAStallWithoutPreemption() {
        for (int seed = 0; seed < SEEDS; seed++) {
            begin(seed, Pair.single(200, Preemption.OFF), Pair.single(100, Preemption.OFF));
            Duration length = Duration.ofMillis(5000 + lan.chance().nextInt(5000));
            if (seed % 2 == 0) {
                a.pause(length);
            } else {
                a.pauseWithin(length, lan.chance().nextInt(8));
            }
            lan.run(Duration.ofSeconds(15));
            lan.verify();
            if (wasFrozenInSending()) {
                continue; // between the decision and the system call: no check can come later
            }
            assertThat(lan.mastersOf("WAN")).as("seed %d", seed).containsExactly(b);
            assertThat(lan.holdersOf(VIP)).containsExactly(b);
        }
    }

    @Test
    void shouldStayMasterThroughAPauseThatNobodyNoticed() {
        for (int seed = 0; seed < SEEDS; seed++) {
            begin(seed, Pair.single(200), Pair.single(100));
            a.pause(Duration.ofMillis(lan.chance().nextInt(2500)));
            lan.run(Duration.ofSeconds(10));
            lan.verify();
            assertThat(lan.mastersOf("WAN")).containsExactly(a);
            assertThat(takeovers(b)).isZero();
        }
    }

    private boolean wasFrozenInSending() {
        Duration resumed = lan.trace().stream()
                .filter(happening -> happening instanceof Happening.ProcessChanged process
                        && process.change() == ProcessChange.RESUMED)
                .map(Happening::at)
                .findFirst()
                .orElseThrow();
        return lan.trace().stream()
                .anyMatch(happening -> happening instanceof Happening.Sent sent
                        && sent.host().equals(a.name())
                        && sent.at().equals(resumed));
    }

    private long takeovers(SimulatedHost host) {
        return lan.trace().stream()
                .filter(happening -> happening instanceof Happening.Told told
                        && told.host().equals(host.name())
                        && told.event() instanceof VrrpEvent.RouterTransition change
                        && change.to() == VrrpState.MASTER)
                .count();
    }
}
