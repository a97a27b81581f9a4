package io.github.lvs4j.verification.simulation;

import static io.github.lvs4j.verification.simulation.Pair.VIP;
import static io.github.lvs4j.verification.simulation.Pair.config;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.vrrp.Invariants;
import io.github.lvs4j.testkit.vrrp.SimulatedHost;
import io.github.lvs4j.testkit.vrrp.SimulatedLan;
import io.github.lvs4j.testkit.vrrp.SimulatedLink;
import io.github.lvs4j.vrrp.AnnouncementPolicy;
import io.github.lvs4j.vrrp.VrrpState;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the invariants of elections exclude, and what happens then: as with keepalived, none of it finds one master for all. */
class ExcludedCasesTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    private final SimulatedLan lan = SimulatedLan.withSeed(1);
    private final SimulatedHost a = lan.host("a").on("wan", "lan");
    private final SimulatedHost b = lan.host("b").on("wan", "lan");

    /** a ranks higher on one link, b on the other: each vetoes the other, and no group becomes master and stays so. */
    @Test
    void shouldFindNoMasterWhenTheMembersPrioritiesDisagree() {
        a.start(config(150, 100));
        b.start(config(100, 150));
        lan.run(LONG);
        assertThat(lan.mastersOf("WAN")).hasSizeLessThan(2);
        assertThat(lan.mastersOf("LAN")).isEqualTo(lan.mastersOf("WAN"));
    }

    /** One link carries nothing though its carrier stays: the other vetoes the takeover, and clients of that side stay dark. */
    @Test
    void shouldNotFailOverWhenOneLinkIsSilentlyPartitioned() {
        a.start(config(150, 150));
        b.start(config(100, 100));
        lan.settle();
        lan.link("wan").isolate(a);
        lan.run(LONG);
        assertThat(lan.mastersOf("WAN")).containsExactly(a);
        assertThat(lan.mastersOf("LAN")).containsExactly(a);
        assertThat(b.state("WAN")).isEqualTo(VrrpState.BACKUP);
        lan.heal();
        lan.expect(Invariants.stock());
        lan.settle();
        lan.verify();
        assertThat(lan.mastersOf("WAN")).containsExactly(a);
    }

    /** b hears nothing of a, and a hears b: two masters, as long as it lasts; then b yields to the first advertisement. */
    @Test
    void shouldHaveTwoMastersWhileTheBackupHearsNothing() {
        SimulatedLan one = SimulatedLan.withSeed(1);
        SimulatedHost first = one.host("a").on("wan").start(Pair.single(150));
        SimulatedHost second = one.host("b").on("wan").start(Pair.single(100));
        one.settle();
        one.link("wan").block(first, second);
        one.run(LONG);
        assertThat(one.mastersOf("WAN")).containsExactly(first, second);
        assertThat(one.link("wan").ownerOf(VIP)).contains(first); // it answers each advertisement, and announces
        one.heal();
        one.run(Duration.ofMillis(1100));
        assertThat(one.mastersOf("WAN")).containsExactly(first);
        assertThat(one.holdersOf(VIP)).containsExactly(first);
    }

    /** a hears nothing of b: nothing happens, for only b would have to say something. */
    @Test
    void shouldNotMindWhenTheMasterHearsNothing() {
        SimulatedLan one = SimulatedLan.withSeed(1);
        SimulatedHost first = one.host("a").on("wan").start(Pair.single(150));
        SimulatedHost second = one.host("b").on("wan").start(Pair.single(100));
        one.settle();
        one.link("wan").block(second, first);
        one.run(LONG);
        assertThat(one.mastersOf("WAN")).containsExactly(first);
    }

    /** HMAC trailers need clocks that agree within the window: while they do not, each takes the other's words for replays. */
    @Test
    void shouldHaveTwoMastersWhileTheClocksDisagreeBeyondTheWindow() {
        SimulatedLan one = SimulatedLan.withSeed(1);
        SimulatedHost first = one.host("a").on("wan").start(Pair.signed(150));
        SimulatedHost second = one.host("b").on("wan").start(Pair.signed(100));
        one.settle();
        assertThat(one.mastersOf("WAN")).containsExactly(first);
        second.stepWallClock(Duration.ofMinutes(1));
        one.run(LONG);
        assertThat(one.mastersOf("WAN")).containsExactly(first, second);
        second.stepWallClock(Duration.ofMinutes(-1));
        one.run(Duration.ofSeconds(10));
        assertThat(one.mastersOf("WAN")).containsExactly(first);
    }

    /**
     * b takes over, announces, and yields before a has heard a word of it: it takes lost packets, for each advertises before it
     * announces, and who hears an advertisement of lower rank announces again, twice. Only a refresh leads the neighbours back.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldLeaveTheNeighboursWithALoserThatWasNotHeardUntilTheyAreRefreshed(boolean refreshed) {
        Duration every = refreshed ? Duration.ofSeconds(10) : Duration.ZERO;
        AnnouncementPolicy policy = AnnouncementPolicy.DEFAULT.withRefresh(every, 1);
        SimulatedLan one = SimulatedLan.withSeed(1);
        SimulatedHost first = one.host("a").on("wan").start(Pair.announcing(150, policy));
        SimulatedHost second = one.host("b").on("wan").start(Pair.announcing(100, policy));
        one.settle();
        SimulatedLink wan = one.link("wan");
        wan.block(first, second);
        wan.block(second, first);
        one.run(Duration.ofSeconds(5));
        assertThat(one.mastersOf("WAN")).containsExactly(first, second);
        wan.heal();
        wan.block(second, first);
        one.run(Duration.ofMillis(1100));
        assertThat(one.mastersOf("WAN")).containsExactly(first);
        assertThat(wan.ownerOf(VIP)).contains(second);
        wan.heal();
        one.run(LONG);
        assertThat(wan.ownerOf(VIP)).contains(refreshed ? first : second);
    }

    /** Cut off whole, each side has a master; when they meet, the higher stays, and everybody knows. */
    @Test
    void shouldHaveAMasterOnEachSideOfAWholePartition() {
        a.start(config(150, 150));
        b.start(config(100, 100));
        lan.settle();
        lan.link("wan").isolate(b);
        lan.link("lan").isolate(b);
        lan.run(LONG);
        assertThat(lan.mastersOf("WAN")).containsExactly(a, b);
        lan.heal();
        lan.expect(Invariants.stock());
        lan.settle();
        lan.verify();
        assertThat(lan.mastersOf("LAN")).containsExactly(a);
    }
}
