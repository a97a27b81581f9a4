package io.github.lvs4j.vrrp.host;

import static io.github.lvs4j.vrrp.host.LoopHarness.advertisement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lvs4j.vrrp.Handover;
import io.github.lvs4j.vrrp.HandoverException;
import io.github.lvs4j.vrrp.HandoverFailure;
import io.github.lvs4j.vrrp.Preemption;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VrrpControl;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpStance;
import io.github.lvs4j.vrrp.VrrpState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Failover by hand, of two directors on one clock and of one alone. */
class ControlTest {

    private static final Duration TEN = Duration.ofSeconds(10);
    private static final Duration SECOND = Duration.ofSeconds(1);

    // release

    @Test
    void shouldReleaseTheGroupToThePeerAndTellWho() {
        TwoDirectors pair = running();
        pair.a.ports.log.clear();
        CompletableFuture<Handover> done = control(pair.a).release(TEN);
        pair.run(Duration.ZERO);
        assertThat(pair.a.ports.log)
                .as("each member's last word before anything is removed")
                .startsWith("send eth0 0 #9", "send eth1 0 #9", "unbind WAN", "unbind LAN");
        pair.run(Duration.ofMillis(609));
        assertThat(done).isNotDone();
        pair.run(Duration.ofMillis(1));
        Handover handover = done.join();
        assertThat(handover.peers()).hasSize(2);
        assertThat(handover.peer().orElseThrow()).hasToString("192.0.2.12 priority 100");
        assertThat(handover.took()).isEqualTo(Duration.ofNanos(609_375_000));
        assertThat(handover.describe())
                .isEqualTo("release of G done: the master is 192.0.2.12 priority 100 after 609 ms");
    }

    @Test
    void shouldNotPreemptAfterARelease() {
        TwoDirectors pair = running();
        control(pair.a).release(TEN);
        pair.run(Duration.ofMinutes(1));
        assertThat(pair.states()).containsExactly("a BACKUP BACKUP", "b MASTER MASTER");
        assertThat(pair.a.loop.status().group("G").orElseThrow().stance()).isEqualTo(VrrpStance.RELEASED);
    }

    @Test
    void shouldTakeOverFromAReleaseWhenThePeerIsGone() {
        TwoDirectors pair = running();
        control(pair.a).release(TEN).thenAccept(done -> pair.a.ports.log.add("done"));
        pair.run(Duration.ofSeconds(5));
        pair.kill(pair.b);
        assertThat(pair.runUntilMaster(pair.a)).isBetween(2400.0, 3414.1);
        assertThat(pair.a.loop.status().group("G").orElseThrow().stance()).isEqualTo(VrrpStance.ORDINARY);
        assertThat(pair.a.ports.log).contains("done");
    }

    @Test
    void shouldFailAReleaseAsSoonAsItIsMasterAgain() {
        LoopHarness h = master();
        CompletableFuture<Handover> done = only(h).release(TEN);
        h.turn();
        h.run(Duration.ofMillis(3609));
        assertThat(done).isNotDone();
        h.run(Duration.ofMillis(1));
        assertThat(failureOf(done)).isEqualTo(HandoverFailure.MASTER_AGAIN);
        assertThat(h.state("WAN")).isEqualTo(VrrpState.MASTER);
    }

    @Test
    void shouldFailAReleaseByItsDeadlineAndSayThatItStays() {
        LoopHarness h = master();
        CompletableFuture<Handover> done = only(h).release(SECOND);
        h.turn();
        h.run(SECOND);
        assertThat(failureOf(done)).isEqualTo(HandoverFailure.NOBODY_TOOK_OVER);
        assertThatThrownBy(done::join).hasMessageContaining("stays released until prefer");
    }

    // hold

    @Test
    void shouldStayBackupOnHoldThoughNobodyIsThere() {
        LoopHarness h = master();
        CompletableFuture<Handover> done = only(h).hold(SECOND);
        h.turn();
        h.run(Duration.ofMinutes(10));
        assertThat(h.state("WAN")).isEqualTo(VrrpState.BACKUP);
        assertThat(failureOf(done)).isEqualTo(HandoverFailure.NOBODY_TOOK_OVER);
        assertThatThrownBy(done::join).hasMessageContaining("the hold remains in force until prefer");
        only(h).prefer(TEN);
        h.turn();
        h.run(Duration.ofMillis(610));
        assertThat(h.state("WAN"))
                .as("nobody was there, so the skew time is enough")
                .isEqualTo(VrrpState.MASTER);
    }

    @Test
    void shouldReplaceAReleaseByAHold() {
        TwoDirectors pair = running();
        CompletableFuture<Handover> release = control(pair.a).release(TEN);
        CompletableFuture<Handover> hold = control(pair.a).hold(TEN);
        pair.run(Duration.ofSeconds(2));
        assertThat(failureOf(release)).isEqualTo(HandoverFailure.REPLACED);
        assertThat(hold.join().peer()).isPresent();
        pair.kill(pair.b);
        pair.run(Duration.ofMinutes(1));
        assertThat(pair.a.state("WAN")).isEqualTo(VrrpState.BACKUP);
    }

    // prefer

    @Test
    void shouldComeBackOnPreferWithinItsSkewTimeAndConfirmIt() {
        TwoDirectors pair = running();
        control(pair.a).release(TEN);
        pair.run(Duration.ofSeconds(5));
        CompletableFuture<Handover> done = control(pair.a).prefer(TEN);
        pair.run(Duration.ofMillis(415));
        assertThat(pair.states()).containsExactly("a MASTER MASTER", "b BACKUP BACKUP");
        assertThat(done).as("not confirmed").isNotDone();
        pair.run(SECOND);
        assertThat(done.join().peers()).isEmpty();
        assertThat(done.join().took()).isEqualTo(Duration.ofNanos(1_414_062_500));
    }

    @Test
    void shouldPreemptOnceOnPreferThoughPreemptionIsOff() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b.preemption(Preemption.OFF)));
        hear(h, 50);
        h.run(SECOND);
        hear(h, 50);
        CompletableFuture<Handover> done = only(h).prefer(TEN);
        h.turn();
        h.run(Duration.ofMillis(610));
        assertThat(h.state("WAN")).isEqualTo(VrrpState.MASTER);
        h.run(SECOND);
        assertThat(done).isCompleted();
        hear(h, 200);
        h.run(SECOND);
        hear(h, 50);
        h.run(Duration.ofSeconds(3));
        assertThat(h.state("WAN")).as("once").isEqualTo(VrrpState.BACKUP);
    }

    @Test
    void shouldFailAPreferAtOnceAndNameWhoRanksHigher() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b));
        hear(h, 200);
        CompletableFuture<Handover> done = only(h).prefer(TEN);
        h.turn();
        assertThat(failureOf(done)).isEqualTo(HandoverFailure.OUTRANKED);
        assertThatThrownBy(done::join).hasMessageContaining("another master ranks higher (192.0.2.12 priority 200)");
    }

    @Test
    void shouldAnswerAPreferOfAConfirmedMasterAtOnce() {
        LoopHarness h = master();
        h.run(SECOND.multipliedBy(2));
        CompletableFuture<Handover> done = only(h).prefer(TEN);
        h.turn();
        assertThat(done.join().took()).isZero();
    }

    @Test
    void shouldFailAPreferAtFaultByItsDeadline() {
        LoopHarness h = master();
        h.ports.link("eth0", 2, false);
        h.ports.listener.onInterfaceChanged(io.github.lvs4j.net.InterfaceName.of("eth0"));
        h.turn();
        h.turn();
        CompletableFuture<Handover> done = only(h).prefer(SECOND);
        h.turn();
        h.run(SECOND);
        assertThat(failureOf(done)).isEqualTo(HandoverFailure.AT_FAULT);
    }

    // priority

    @Test
    void shouldSettleAnElectionThatAPriorityHasChanged() {
        TwoDirectors pair = running();
        CompletableFuture<Handover> lower = control(pair.a).priority(Priority.of(50), TEN);
        pair.run(Duration.ofSeconds(6));
        assertThat(pair.states()).containsExactly("a BACKUP BACKUP", "b MASTER MASTER");
        assertThat(lower.join().peer().orElseThrow()).hasToString("192.0.2.12 priority 100");
        CompletableFuture<Handover> raise = control(pair.a).priority(Priority.of(200), TEN);
        pair.run(Duration.ofSeconds(6));
        assertThat(raise.join().peers()).isEmpty();
        assertThat(pair.states()).containsExactly("a MASTER MASTER", "b BACKUP BACKUP");
        CompletableFuture<Handover> nothing = control(pair.a).priority(Priority.of(120), TEN);
        pair.run(Duration.ofSeconds(6));
        assertThat(nothing.join().took()).as("no backup can come any more").isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void shouldRefuseThePrioritiesThatAreNotForAnyone() {
        LoopHarness h = master();
        assertThatThrownBy(() -> only(h).priority(Priority.OWNER, TEN)).hasMessageContaining("use 1 to 254");
        assertThatThrownBy(() -> only(h).priority(Priority.RELEASE, TEN)).hasMessageContaining("there is release");
        assertThatThrownBy(() -> only(h).release(Duration.ZERO)).hasMessageContaining("leaves no time");
        LoopHarness owner = new LoopHarness(LoopHarness.single(b -> b.priority(Priority.OWNER)));
        CompletableFuture<Handover> done = only(owner).priority(Priority.of(7), TEN);
        owner.turn();
        assertThat(failureOf(done)).isEqualTo(HandoverFailure.OWNER);
    }

    // names, ends, events

    @Test
    void shouldNameTheGroupOfAMember() {
        LoopHarness h = new LoopHarness(LoopHarness.pair());
        assertThatThrownBy(() -> h.loop.control("WAN"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ask for the control of G");
        assertThatThrownBy(() -> h.loop.control("X")).hasMessageContaining("there are G");
    }

    @Test
    void shouldFailWhatWaitsWhenItIsStopped() {
        LoopHarness h = master();
        CompletableFuture<Handover> done = only(h).release(TEN);
        h.turn();
        h.loop.shutDown();
        assertThat(failureOf(done)).isEqualTo(HandoverFailure.STOPPED);
        CompletableFuture<Handover> late = only(h).hold(TEN);
        h.turn();
        assertThat(failureOf(late)).isEqualTo(HandoverFailure.STOPPED);
    }

    @Test
    void shouldTellWhatWasAskedAndWhatCameOfIt() {
        TwoDirectors pair = running();
        pair.a.events.start();
        control(pair.a).release(TEN);
        pair.run(TEN);
        pair.a.events.close();
        assertThat(TwoDirectors.told(pair.a, VrrpEvent.HandoverAsked.class))
                .containsExactly("release of G asked for within 10000 ms");
        assertThat(TwoDirectors.told(pair.a, VrrpEvent.HandoverDone.class)).hasSize(1);
        assertThat(TwoDirectors.told(pair.a, VrrpEvent.GroupTransition.class))
                .contains("sync group G: MASTER to BACKUP, asked to step down");
    }

    @Test
    void shouldConfirmMastershipAfterAQuietInterval() {
        TwoDirectors pair = new TwoDirectors(150, 100, Preemption.IMMEDIATE, UnaryOperator.identity());
        pair.a.events.start();
        pair.runUntilMaster(pair.a);
        assertThat(pair.a.loop.status().group("G").orElseThrow().confirmed()).isFalse();
        pair.run(SECOND);
        assertThat(pair.a.loop.status().group("G").orElseThrow().confirmed()).isTrue();
        pair.a.events.close();
        assertThat(TwoDirectors.told(pair.a, VrrpEvent.MastershipConfirmed.class))
                .hasSize(2);
        assertThat(TwoDirectors.told(pair.a, VrrpEvent.GroupMastershipConfirmed.class))
                .containsExactly("sync group G: mastership confirmed after 1000 ms");
    }

    @Test
    void shouldNotConfirmMastershipWithoutAddresses() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b));
        h.ports.bindFails = true;
        h.run(TEN);
        assertThat(h.loop.status().router("WAN").orElseThrow().confirmed()).isFalse();
        h.ports.bindFails = false;
        h.run(Duration.ofSeconds(3));
        assertThat(h.loop.status().router("WAN").orElseThrow().confirmed()).isTrue();
    }

    private static TwoDirectors running() {
        TwoDirectors pair = new TwoDirectors(150, 100, Preemption.IMMEDIATE, UnaryOperator.identity());
        pair.runUntilMaster(pair.a);
        pair.run(Duration.ofMillis(7300));
        return pair;
    }

    private static LoopHarness master() {
        LoopHarness h = new LoopHarness(LoopHarness.single(b -> b));
        h.run(Duration.ofMillis(3610));
        return h;
    }

    private static void hear(LoopHarness h, int priority) {
        h.ports
                .channel("eth0")
                .arrive(advertisement(LoopHarness.router("WAN", "eth0", b -> b), priority), Duration.ZERO);
        h.turn();
    }

    private static VrrpControl control(LoopHarness h) {
        return new HostedControl("G", h.loop.control("G"), h.loop, Runnable::run, () -> false);
    }

    private static VrrpControl only(LoopHarness h) {
        return new HostedControl("WAN", h.loop.control("WAN"), h.loop, Runnable::run, () -> false);
    }

    private static HandoverFailure failureOf(CompletableFuture<Handover> future) {
        assertThat(future).isCompletedExceptionally();
        Throwable failure = future.handle((done, thrown) -> thrown).join();
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return ((HandoverException) cause).failure();
    }
}
