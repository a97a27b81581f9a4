package io.github.lvs4j.vrrp.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.vrrp.Preemption;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VrrpState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each row of the protocol's state table, on a virtual clock. */
class VrrpMachineTest {

    private static final String LOWER = "192.0.2.1";
    private static final String OWN = "192.0.2.200";
    private static final String HIGHER = "192.0.2.201";
    private static final Duration MILLI = Duration.ofMillis(1);

    // initialize

    @Test
    void shouldStartAsBackupAndWaitAFullMasterDownInterval() {
        Driven vr = Driven.priority(100).started();
        assertThat(vr.log).containsExactly("INITIALIZE->BACKUP STARTUP");
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(3609.375);
    }

    @Test
    void shouldStartAsMasterIfItOwnsTheAddresses() {
        Driven vr = Driven.priority(255).started();
        assertThat(vr.log).containsExactly("send 255", "add", "announce 5", "INITIALIZE->MASTER OWNER");
        assertThat(vr.millisTo(VrrpTimer.ADVERTISEMENT)).isEqualTo(1000);
    }

    @Test
    void shouldIgnoreAdvertisementsBeforeTheStart() {
        Driven vr = Driven.priority(100);
        vr.hear(200, HIGHER);
        assertThat(vr.log).isEmpty();
        assertThat(vr.machine.state()).isEqualTo(VrrpState.INITIALIZE);
    }

    // backup

    @Test
    void shouldTakeOverWhenTheMasterFallsSilent() {
        Driven vr = Driven.priority(100).started();
        vr.hear(150, LOWER);
        vr.log.clear();
        vr.run(Duration.ofNanos(3_609_374_999L));
        assertThat(vr.machine.state()).isEqualTo(VrrpState.BACKUP);
        vr.run(Duration.ofNanos(1));
        assertThat(vr.log)
                .as("advertise first, then addresses, then ARP")
                .containsExactly("send 100", "add", "announce 5", "BACKUP->MASTER MASTER_SILENT");
        assertThat(vr.millisTo(VrrpTimer.ADVERTISEMENT)).isEqualTo(1000);
        assertThat(vr.millisTo(VrrpTimer.ANNOUNCEMENT)).isEqualTo(5000);
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(-1);
    }

    @Test
    void shouldCountSilenceFromWhenTheKernelReceivedTheLastAdvertisement() {
        Driven vr = Driven.priority(100).started();
        vr.pass(Duration.ofSeconds(3));
        vr.hear(150, LOWER, Duration.ofSeconds(1), vr.now - 2_000_000_000L);
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(1609.375);
    }

    @Test
    void shouldWaitOnlyTheSkewTimeAfterARelease() {
        Driven vr = Driven.priority(100).started();
        vr.hear(0, LOWER);
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(609.375);
        vr.run(Duration.ofMillis(610));
        assertThat(vr.log).last().isEqualTo("BACKUP->MASTER MASTER_RELEASED");
    }

    @Test
    void shouldObeyAMasterOfEqualPriorityWhateverItsAddress() {
        Driven vr = Driven.priority(100).started();
        vr.pass(Duration.ofSeconds(2));
        vr.hear(100, LOWER);
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(3609.375);
    }

    @Test
    void shouldLetItsTimerRunAgainstALowerMasterWhenItPreempts() {
        Driven vr = Driven.priority(100).started();
        vr.pass(Duration.ofSeconds(2));
        vr.hear(99, HIGHER);
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(1609.375);
        vr.run(Duration.ofMillis(1610));
        assertThat(vr.log).last().isEqualTo("BACKUP->MASTER PREEMPTION");
    }

    @Test
    void shouldObeyALowerMasterWhenPreemptionIsOff() {
        Driven vr = Driven.preempting(100, Preemption.OFF).started();
        vr.pass(Duration.ofSeconds(2));
        vr.hear(1, LOWER);
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(3609.375);
        assertThat(vr.machine.master().orElseThrow().priority()).isEqualTo(Priority.of(1));
    }

    @Test
    void shouldObeyALowerMasterForTheDelayOfPreemptionOnly() {
        Driven vr =
                Driven.preempting(150, Preemption.after(Duration.ofSeconds(3))).started();
        int heard = 0;
        while (vr.machine.state() == VrrpState.BACKUP) {
            vr.hear(100, LOWER);
            heard++;
            vr.run(Duration.ofSeconds(1));
        }
        // heard at 0, 1 and 2 s, ignored from 3 s on: 2 s + 3.414 s
        assertThat(heard).isEqualTo(6);
        assertThat(vr.log).contains("BACKUP->MASTER PREEMPTION");
    }

    @Test
    void shouldBeginTheDelayOfPreemptionAnewAfterAHigherMaster() {
        Driven vr =
                Driven.preempting(150, Preemption.after(Duration.ofSeconds(2))).started();
        vr.hear(100, LOWER);
        vr.pass(Duration.ofSeconds(1));
        vr.hear(200, HIGHER);
        vr.pass(Duration.ofMillis(1500));
        vr.hear(100, LOWER);
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).as("accepted").isEqualTo(3414.0625);
    }

    @Test
    void shouldNotDelayTheReplacementOfADeadMaster() {
        Driven vr = Driven.preempting(150, Preemption.after(Duration.ofSeconds(100)))
                .started();
        vr.run(Duration.ofMillis(3415));
        assertThat(vr.machine.state()).isEqualTo(VrrpState.MASTER);
    }

    @Test
    void shouldLearnTheIntervalOfAVersion3MasterAndForgetItAsMaster() {
        Driven vr = Driven.version3(100, Duration.ofSeconds(1)).started();
        vr.hear(150, LOWER, Duration.ofMillis(500), vr.now);
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(1804.6875);
        vr.hear(0, LOWER, Duration.ofMillis(500), vr.now);
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).as("learned skew").isEqualTo(304.6875);
        vr.run(Duration.ofMillis(305));
        assertThat(vr.machine.state()).isEqualTo(VrrpState.MASTER);
        assertThat(vr.millisTo(VrrpTimer.ADVERTISEMENT)).isGreaterThan(999);
    }

    @Test
    void shouldIgnoreAMasterDownTimerThatFiresTooEarly() {
        Driven vr = Driven.priority(100).started();
        vr.pass(Duration.ofSeconds(3));
        vr.fire(VrrpTimer.MASTER_DOWN);
        assertThat(vr.machine.state()).isEqualTo(VrrpState.BACKUP);
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(609.375);
    }

    @Test
    void shouldStopSilentlyAsBackup() {
        Driven vr = Driven.priority(100).started();
        vr.log.clear();
        vr.act(vr.machine.onShutdown(vr.now));
        assertThat(vr.log).containsExactly("BACKUP->INITIALIZE SHUTDOWN");
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(-1);
    }

    @Test
    void shouldShiftTheRunningTimerWhenItsPriorityChanges() {
        Driven vr = Driven.priority(100).started();
        vr.pass(Duration.ofSeconds(1));
        vr.act(vr.machine.onPriorityChange(vr.now, Priority.of(228)));
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(2109.375);
    }

    // master

    @Test
    void shouldAdvertiseWithoutDrift() {
        Driven vr = Driven.priority(100).master();
        vr.pass(Duration.ofMillis(1003)); // three milliseconds late
        vr.fire(VrrpTimer.ADVERTISEMENT);
        assertThat(vr.log).containsExactly("send 100");
        assertThat(vr.millisTo(VrrpTimer.ADVERTISEMENT)).isEqualTo(997);
    }

    @Test
    void shouldAnswerAReleaseAtOnce() {
        Driven vr = Driven.priority(100).master();
        vr.pass(Duration.ofMillis(300));
        vr.hear(0, HIGHER);
        assertThat(vr.log).containsExactly("send 100");
        assertThat(vr.millisTo(VrrpTimer.ADVERTISEMENT)).isEqualTo(1000);
    }

    @Test
    void shouldYieldToAHigherPriorityWithoutStepping() {
        Driven vr = Driven.priority(100).master();
        vr.hear(101, LOWER);
        assertThat(vr.log).containsExactly("remove", "MASTER->BACKUP HIGHER_PRIORITY");
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(3609.375);
        assertThat(vr.millisTo(VrrpTimer.ADVERTISEMENT)).isEqualTo(-1);
        assertThat(vr.millisTo(VrrpTimer.ANNOUNCEMENT)).isEqualTo(-1);
    }

    @Test
    void shouldYieldToAHigherAddressOfEqualPriorityComparedUnsigned() {
        Driven vr = Driven.priority(100).master();
        vr.hear(100, HIGHER);
        assertThat(vr.log).containsExactly("remove", "MASTER->BACKUP HIGHER_ADDRESS");
        Driven other = Driven.priority(100).master();
        other.pass(MILLI);
        other.hear(100, "10.0.0.1"); // positive as a signed byte, 192 is negative
        assertThat(other.machine.state()).isEqualTo(VrrpState.MASTER);
    }

    @Test
    void shouldReassertItselfAgainstALowerMaster() {
        Driven vr = Driven.priority(100).master();
        vr.pass(Duration.ofMillis(200));
        vr.hear(99, HIGHER);
        assertThat(vr.log).containsExactly("send 100", "announce 5", "conflict LOWER_PRIORITY_MASTER");
        assertThat(vr.millisTo(VrrpTimer.ADVERTISEMENT)).isEqualTo(1000);
        assertThat(vr.millisTo(VrrpTimer.ANNOUNCEMENT)).isEqualTo(5000);
    }

    @Test
    void shouldNotAnswerALowerMasterTwiceForPacketsSentBeforeItsLastWord() {
        Driven vr = Driven.priority(100).master();
        vr.pass(Duration.ofMillis(200));
        vr.hear(99, HIGHER, Duration.ofSeconds(1), vr.now - 300_000_000L);
        assertThat(vr.log).isEmpty();
    }

    @Test
    void shouldReportItsOwnAddressAsASender() {
        Driven vr = Driven.priority(100).master();
        vr.hear(100, OWN);
        assertThat(vr.log).containsExactly("conflict SAME_ADDRESS");
    }

    @Test
    void shouldStepDownWithPriorityZero() {
        Driven vr = Driven.priority(100).master();
        vr.act(vr.machine.onShutdown(vr.now));
        assertThat(vr.log).containsExactly("send 0", "remove", "MASTER->INITIALIZE SHUTDOWN");
    }

    @Test
    void shouldAnnounceASecondTimeAfterTheDelay() {
        Driven vr = Driven.priority(100).master();
        vr.run(Duration.ofSeconds(5));
        assertThat(vr.log).filteredOn(line -> line.startsWith("announce")).containsExactly("announce 5");
        vr.run(Duration.ofSeconds(20));
        assertThat(vr.log).filteredOn(line -> line.startsWith("announce")).hasSize(1);
    }

    @Test
    void shouldSendAChangedPriorityWithItsNextAdvertisement() {
        Driven vr = Driven.priority(100).master();
        vr.act(vr.machine.onPriorityChange(vr.now, Priority.of(90)));
        vr.runToNextTimer();
        assertThat(vr.log).containsExactly("send 90");
    }

    @Test
    void shouldComeBackAfterItsSkewTimeWhenAnAddressWasRemoved() {
        Driven vr = Driven.priority(150).master();
        vr.act(vr.machine.onAddressLost(vr.now));
        assertThat(vr.log).containsExactly("send 0", "remove", "MASTER->BACKUP ADDRESS_LOST");
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(414.0625);
        vr.run(Duration.ofMillis(415));
        assertThat(vr.log).last().isEqualTo("BACKUP->MASTER ADDRESS_RESTORED");
    }

    // a process that stood still

    @Test
    void shouldGoOnAfterAPauseThatNoBackupCanHaveUsed() {
        Driven vr = Driven.preempting(100, Preemption.OFF).master();
        vr.pass(Duration.ofMillis(3007));
        assertThat(vr.machine.hasStalled(vr.now)).isFalse();
        vr.fire(VrrpTimer.ADVERTISEMENT);
        assertThat(vr.log).containsExactly("send 100");
        assertThat(vr.millisTo(VrrpTimer.ADVERTISEMENT)).isEqualTo(1000);
    }

    @Test
    void shouldAssertItselfAnewAfterALongPauseIfItPreempts() {
        Driven vr = Driven.priority(100).master();
        vr.pass(Duration.ofSeconds(6));
        assertThat(vr.machine.hasStalled(vr.now)).isTrue();
        vr.fire(VrrpTimer.ADVERTISEMENT);
        assertThat(vr.log).containsExactly("send 100", "add", "announce 5");
    }

    /** A second master that has said its last word has announced the addresses, even if nothing else of it was heard. */
    @Test
    void shouldAssertItselfAnewWhenItHearsOnlyTheLastWordOfItsSuccessorAfterALongPause() {
        for (Preemption preemption : List.of(Preemption.IMMEDIATE, Preemption.OFF)) {
            Driven vr = Driven.preempting(100, preemption).master();
            vr.pass(Duration.ofSeconds(6));
            vr.hear(0, "192.0.2.7");
            assertThat(vr.log).containsExactly("send 100", "add", "announce 5");
            assertThat(vr.machine.isConfirmed()).isFalse();
            assertThat(vr.millisTo(VrrpTimer.ADVERTISEMENT)).isEqualTo(1000);
        }
    }

    @Test
    void shouldLeaveItsSuccessorAloneAfterALongPauseIfItDoesNotPreempt() {
        Driven vr = Driven.preempting(100, Preemption.OFF).master();
        vr.pass(Duration.ofSeconds(6));
        vr.fire(VrrpTimer.ADVERTISEMENT);
        assertThat(vr.log).containsExactly("remove", "MASTER->BACKUP STALLED");
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(3609.375);
    }

    @Test
    void shouldObeyALowerSuccessorHeardAfterALongPauseIfItDoesNotPreempt() {
        Driven vr = Driven.preempting(100, Preemption.OFF).master();
        vr.pass(Duration.ofSeconds(6));
        vr.hear(50, LOWER, Duration.ofSeconds(1), vr.now - 500_000_000L);
        assertThat(vr.log).containsExactly("remove", "MASTER->BACKUP STALLED");
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(3109.375);
    }

    @Test
    void shouldAnswerAQueueOfALowerSuccessorOnceAfterALongPause() {
        Driven vr = Driven.priority(100).master();
        vr.pass(Duration.ofSeconds(6));
        for (int i = 3; i >= 0; i--) {
            vr.hear(50, LOWER, Duration.ofSeconds(1), vr.now - i * 1_000_000L);
        }
        assertThat(vr.log).containsExactly("send 100", "add", "announce 5", "conflict LOWER_PRIORITY_MASTER");
    }

    @Test
    void shouldYieldToAHigherSuccessorHeardAfterALongPause() {
        Driven vr = Driven.priority(100).master();
        vr.pass(Duration.ofSeconds(6));
        vr.hear(150, LOWER, Duration.ofSeconds(1), vr.now - 500_000_000L);
        assertThat(vr.log).containsExactly("remove", "MASTER->BACKUP HIGHER_PRIORITY");
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(3109.375);
    }

    // fault

    @Test
    void shouldStepDownWhenItsLinkFailsAndComeBackWithAFullTimer() {
        Driven vr = Driven.priority(100).master();
        vr.act(vr.machine.onFault(vr.now, FaultCause.LINK_DOWN));
        vr.act(vr.machine.onFault(vr.now, FaultCause.NO_SOURCE_ADDRESS));
        assertThat(vr.log).containsExactly("send 0", "remove", "MASTER->FAULT LINK_DOWN");
        vr.log.clear();
        vr.hear(50, LOWER);
        vr.hear(200, LOWER);
        vr.act(vr.machine.onFaultCleared(vr.now, FaultCause.LINK_DOWN));
        assertThat(vr.log).as("one cause is left").isEmpty();
        vr.act(vr.machine.onFaultCleared(vr.now, FaultCause.NO_SOURCE_ADDRESS));
        assertThat(vr.log).containsExactly("FAULT->BACKUP FAULT_CLEARED");
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(3609.375);
    }

    @Test
    void shouldStartAtFaultWithoutALink() {
        Driven vr = Driven.priority(255);
        vr.act(vr.machine.onFault(vr.now, FaultCause.LINK_MISSING));
        vr.started();
        assertThat(vr.log).containsExactly("INITIALIZE->FAULT LINK_MISSING");
    }

    // as a member of a sync group

    @Test
    void shouldAskItsGroupInsteadOfTakingOver() {
        Driven vr = new Driven(true, builder -> builder).started();
        vr.runToNextTimer();
        assertThat(vr.log).last().isEqualTo("request");
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).as("runs again").isEqualTo(3609.375);
        vr.hear(150, LOWER);
        assertThat(vr.log).last().isEqualTo("withdraw");
        vr.runToNextTimer();
        vr.log.clear();
        vr.act(vr.machine.onGroupPromotion(vr.now));
        assertThat(vr.log).containsExactly("send 100", "add", "announce 5", "BACKUP->MASTER MASTER_SILENT");
    }

    @Test
    void shouldFollowItsGroupToBackupWithoutAWord() {
        Driven vr = grouped();
        vr.act(vr.machine.onGroupDemotion(vr.now, io.github.lvs4j.vrrp.TransitionReason.HIGHER_PRIORITY));
        assertThat(vr.log).containsExactly("remove", "MASTER->BACKUP GROUP");
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(3609.375);
    }

    @Test
    void shouldStepDownWithItsGroupWhenAnotherMemberLostAnAddress() {
        Driven vr = grouped();
        vr.act(vr.machine.onGroupDemotion(vr.now, io.github.lvs4j.vrrp.TransitionReason.ADDRESS_LOST));
        assertThat(vr.log).containsExactly("send 0", "remove", "MASTER->BACKUP GROUP");
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(609.375);
    }

    @Test
    void shouldFollowItsGroupIntoFaultAndWaitForIt() {
        Driven vr = grouped();
        vr.act(vr.machine.onGroupFault(vr.now));
        assertThat(vr.log).containsExactly("send 0", "remove", "MASTER->FAULT GROUP");
        vr.log.clear();
        vr.act(vr.machine.onFault(vr.now, FaultCause.LINK_DOWN));
        vr.act(vr.machine.onGroupRecovery(vr.now));
        vr.act(vr.machine.onFaultCleared(vr.now, FaultCause.LINK_DOWN));
        assertThat(vr.log).containsExactly("faulty", "healthy");
        vr.act(vr.machine.onGroupRecovery(vr.now));
        assertThat(vr.log).last().isEqualTo("FAULT->BACKUP FAULT_CLEARED");
    }

    private static Driven grouped() {
        Driven vr = new Driven(true, builder -> builder).started();
        vr.runToNextTimer();
        vr.act(vr.machine.onGroupPromotion(vr.now));
        vr.log.clear();
        return vr;
    }
}
