package io.github.lvs4j.vrrp.machine;

import static io.github.lvs4j.vrrp.conformance.Covers.Side.NEGATIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.vrrp.Preemption;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VirtualAddress;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpState;
import io.github.lvs4j.vrrp.VrrpVersion;
import io.github.lvs4j.vrrp.conformance.Covers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each row of the state table (RFC 3768 and RFC 9568 section 6.4), in each version and family, on a virtual clock. */
class StateTableTest {

    /** The three protocols that share the table. Own priority is 100, the own address lies between the peers'. */
    enum Kind {
        V2(VrrpVersion.V2, "113.226.77.88", "192.0.2.200", "10.0.0.1", "223.0.2.1"),
        V3_IPV4(VrrpVersion.V3, "113.226.77.88", "192.0.2.200", "10.0.0.1", "223.0.2.1"),
        V3_IPV6(VrrpVersion.V3, "fe80::100", "fe80::80", "fe80::7f", "fe80::f000:0:0:1");

        final VrrpVersion version;
        final String virtual;
        final String own;
        final String lower;
        final String higher;

        Kind(VrrpVersion version, String virtual, String own, String lower, String higher) {
            this.version = version;
            this.virtual = virtual;
            this.own = own;
            this.lower = lower;
            this.higher = higher;
        }

        Driven router(UnaryOperator<VirtualRouter.Builder> change) {
            Driven vr = Driven.with(builder -> change.apply(
                    builder.addresses(List.of(VirtualAddress.parse(virtual))).version(version)));
            vr.machine.onSourceAddress(Optional.of(IpAddress.parse(own)));
            return vr;
        }

        Driven router() {
            return router(builder -> builder);
        }

        Driven router(Preemption preemption) {
            return router(builder -> builder.preemption(preemption));
        }

        Driven owner() {
            return router(builder -> builder.priority(Priority.OWNER));
        }

        /** Whether a backup waits by the interval that it hears. */
        boolean learns() {
            return version == VrrpVersion.V3;
        }
    }

    private static final Duration HALF = Duration.ofMillis(500);
    private static final Duration ONE = Duration.ofSeconds(1);
    private static final double DOWN = 3609.375;
    private static final double SKEW = 609.375;

    // initialize

    @ParameterizedTest
    @EnumSource
    @Covers({"6.4.1-owner", "5.2.4-owner"})
    @Covers(value = "6.4.1-backup", side = NEGATIVE)
    void initializeStartsAnOwnerAsMaster(Kind kind) {
        Driven vr = kind.owner().started();
        assertThat(vr.log).containsExactly("send 255", "add", "announce 5", "INITIALIZE->MASTER OWNER");
        assertThat(vr.millisTo(VrrpTimer.ADVERTISEMENT)).isEqualTo(1000);
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource
    @Covers("6.4.1-backup")
    @Covers(
            value = {"6.4.1-owner", "5.2.4-owner"},
            side = NEGATIVE)
    void initializeStartsAnyOtherAsBackup(Kind kind) {
        Driven vr = kind.router(builder -> builder.priority(Priority.of(254))).started();
        assertThat(vr.log).containsExactly("INITIALIZE->BACKUP STARTUP");
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(3007.8125);
        assertThat(vr.millisTo(VrrpTimer.ADVERTISEMENT)).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource
    @Covers(
            value = {"6.4.2-prio0", "6.4.3-prio0"},
            side = NEGATIVE)
    void initializeIgnoresEveryAdvertisement(Kind kind) {
        Driven vr = kind.router();
        for (int priority : new int[] {0, 1, 100, 255}) {
            vr.hear(priority, kind.higher);
        }
        assertThat(vr.log).isEmpty();
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(-1);
        assertThat(vr.machine.state()).isEqualTo(VrrpState.INITIALIZE);
    }

    // backup

    @ParameterizedTest
    @EnumSource
    @Covers("6.4.2-shutdown")
    @Covers(
            value = {"6.4.3-shutdown", "5.2.4-release"},
            side = NEGATIVE)
    void backupStopsWithoutAWord(Kind kind) {
        Driven vr = kind.router().started();
        vr.log.clear();
        vr.act(vr.machine.onShutdown(vr.now));
        assertThat(vr.log).containsExactly("BACKUP->INITIALIZE SHUTDOWN");
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource
    @Covers({"6.4.2-down", "8.1.2-garp", "8.2.2-na"})
    void backupTakesOverWhenItsTimerIsDue(Kind kind) {
        Driven vr = kind.router().started();
        vr.log.clear();
        vr.runToNextTimer();
        assertThat(vr.log).containsExactly("send 100", "add", "announce 5", "BACKUP->MASTER MASTER_SILENT");
        assertThat(vr.millisTo(VrrpTimer.ADVERTISEMENT)).isEqualTo(1000);
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource
    @Covers(
            value = {"6.4.2-down", "8.1.2-garp", "8.2.2-na", "6.4.2-arp", "6.4.2-ns", "6.4.2-accept"},
            side = NEGATIVE)
    void backupDoesNothingBeforeThat(Kind kind) {
        Driven vr = kind.router().started();
        vr.log.clear();
        vr.run(Duration.ofNanos(3_609_374_999L));
        assertThat(vr.log).isEmpty();
        assertThat(vr.machine.state()).isEqualTo(VrrpState.BACKUP);
    }

    @ParameterizedTest
    @EnumSource
    @Covers({"6.4.2-prio0", "5.2.4-release"})
    void backupWaitsForItsSkewTimeAfterPriorityZero(Kind kind) {
        Driven vr = kind.router().started();
        vr.hear(150, kind.lower);
        vr.pass(HALF);
        vr.hear(0, kind.lower);
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(SKEW);
        vr.run(Duration.ofMillis(610));
        assertThat(vr.log).last().isEqualTo("BACKUP->MASTER MASTER_RELEASED");
    }

    @ParameterizedTest
    @EnumSource
    @Covers({"6.4.2-obey", "7.1-interval"})
    void backupObeysAPriorityThatIsNotLowerAndLearnsItsInterval(Kind kind) {
        for (int priority : new int[] {100, 101, 255}) {
            Driven vr = kind.router().started();
            vr.pass(ONE);
            vr.hear(priority, kind.lower, kind.learns() ? HALF : ONE, vr.now);
            assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(kind.learns() ? DOWN / 2 : DOWN);
            vr.hear(0, kind.lower, kind.learns() ? HALF : ONE, vr.now);
            assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN))
                    .as("the skew time of the learned interval")
                    .isEqualTo(kind.learns() ? SKEW / 2 : SKEW);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Covers("6.4.2-obey")
    @Covers(value = "6.4.2-discard", side = NEGATIVE)
    void backupObeysALowerPriorityWithoutPreemption(Kind kind) {
        Driven vr = kind.router(Preemption.OFF).started();
        vr.pass(ONE);
        vr.hear(1, kind.lower);
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(DOWN);
    }

    @ParameterizedTest
    @EnumSource
    @Covers("6.4.2-discard")
    @Covers(
            value = {"6.4.2-obey", "7.1-interval"},
            side = NEGATIVE)
    void backupDiscardsALowerPriorityAndItsInterval(Kind kind) {
        Driven vr = kind.router().started();
        vr.pass(ONE);
        vr.hear(99, kind.higher, kind.learns() ? HALF : ONE, vr.now);
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(DOWN - 1000);
        vr.hear(0, kind.higher);
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(SKEW);
    }

    // master

    @ParameterizedTest
    @EnumSource
    @Covers({"6.4.3-shutdown", "5.2.4-release"})
    @Covers(value = "6.4.2-shutdown", side = NEGATIVE)
    void masterStopsWithPriorityZero(Kind kind) {
        Driven vr = kind.router().master();
        vr.act(vr.machine.onShutdown(vr.now));
        assertThat(vr.log).containsExactly("send 0", "remove", "MASTER->INITIALIZE SHUTDOWN");
        assertThat(vr.millisTo(VrrpTimer.ADVERTISEMENT)).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource
    @Covers("6.4.3-timer")
    void masterAdvertisesAtItsOwnInterval(Kind kind) {
        Driven vr = kind.router().started();
        vr.hear(150, kind.lower, kind.learns() ? HALF : ONE, vr.now);
        vr.runToNextTimer();
        vr.log.clear();
        for (int i = 0; i < 3; i++) {
            assertThat(vr.millisTo(VrrpTimer.ADVERTISEMENT))
                    .as("not the learned one")
                    .isEqualTo(1000);
            vr.runToNextTimer();
        }
        assertThat(vr.log).filteredOn("send 100"::equals).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    @Covers(value = "6.4.3-timer", side = NEGATIVE)
    void masterSendsNothingBeforeItsTimerIsDue(Kind kind) {
        Driven vr = kind.router().master();
        vr.run(Duration.ofNanos(999_999_999L));
        assertThat(vr.log).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @Covers("6.4.3-prio0")
    void masterAnswersPriorityZeroAtOnce(Kind kind) {
        Driven vr = kind.router().master();
        vr.pass(HALF);
        vr.hear(0, kind.higher);
        assertThat(vr.log).containsExactly("send 100");
        assertThat(vr.millisTo(VrrpTimer.ADVERTISEMENT)).isEqualTo(1000);
    }

    @ParameterizedTest
    @EnumSource
    @Covers("6.4.3-higher")
    @Covers(
            value = {"6.4.3-lower", "5.2.4-release"},
            side = NEGATIVE)
    void masterYieldsToAHigherPriorityWhateverItsAddress(Kind kind) {
        Driven vr = kind.router().master();
        vr.hear(101, kind.lower, kind.learns() ? HALF : ONE, vr.now);
        assertThat(vr.log).containsExactly("remove", "MASTER->BACKUP HIGHER_PRIORITY");
        assertThat(vr.millisTo(VrrpTimer.ADVERTISEMENT)).isEqualTo(-1);
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(kind.learns() ? DOWN / 2 : DOWN);
    }

    @ParameterizedTest
    @EnumSource
    @Covers("6.4.3-tie")
    void masterYieldsToAnEqualPriorityOfHigherAddress(Kind kind) {
        Driven vr = kind.router(Preemption.OFF).master();
        vr.hear(100, kind.higher);
        assertThat(vr.log).containsExactly("remove", "MASTER->BACKUP HIGHER_ADDRESS");
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(DOWN);
    }

    @ParameterizedTest
    @EnumSource
    @Covers("6.4.3-lower")
    @Covers(
            value = {"6.4.3-tie", "6.4.3-higher"},
            side = NEGATIVE)
    void masterAnswersALowerRankAtOnceEvenWithoutPreemption(Kind kind) {
        for (String peer : List.of("99 " + kind.higher, "1 " + kind.lower, "100 " + kind.lower)) {
            Driven vr = kind.router(Preemption.OFF).master();
            vr.pass(HALF);
            vr.hear(Integer.parseInt(peer.split(" ")[0]), peer.split(" ")[1]);
            assertThat(vr.log).containsExactly("send 100", "announce 5", "conflict LOWER_PRIORITY_MASTER");
            assertThat(vr.millisTo(VrrpTimer.ADVERTISEMENT)).isEqualTo(1000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void masterIgnoresItsOwnPacketThatCameBack(Kind kind) {
        Driven vr = kind.router().master();
        vr.pass(HALF);
        vr.hear(100, kind.own);
        assertThat(vr.log).containsExactly("conflict SAME_ADDRESS");
        assertThat(vr.millisTo(VrrpTimer.ADVERTISEMENT)).isEqualTo(500);
    }

    // owners

    @ParameterizedTest
    @EnumSource
    @Covers("6.1-preempt")
    void ownerPreemptsThoughPreemptionIsOff(Kind kind) {
        Driven vr = kind.router(builder -> builder.priority(Priority.OWNER).preemption(Preemption.OFF));
        vr.started();
        vr.act(vr.machine.onFault(vr.now, FaultCause.LINK_DOWN));
        vr.act(vr.machine.onFaultCleared(vr.now, FaultCause.LINK_DOWN));
        vr.pass(ONE);
        vr.hear(254, kind.higher);
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(2003.90625);
    }

    @ParameterizedTest
    @EnumSource
    @Covers(
            value = {"6.1-preempt"},
            side = NEGATIVE)
    void noOtherPreemptsThenNotEvenWith254(Kind kind) {
        Driven vr = kind.router(builder -> builder.priority(Priority.of(254)).preemption(Preemption.OFF))
                .started();
        vr.pass(ONE);
        vr.hear(253, kind.higher);
        assertThat(vr.millisTo(VrrpTimer.MASTER_DOWN)).isEqualTo(3007.8125);
    }

    @ParameterizedTest
    @EnumSource
    @Covers("7.1-owner")
    void ownerYieldsToAnotherOwnerByAddressOnly(Kind kind) {
        Driven vr = kind.owner().masterAtOnce();
        vr.pass(HALF);
        vr.hear(254, kind.higher);
        assertThat(vr.log).contains("conflict LOWER_PRIORITY_MASTER");
        vr.hear(255, kind.lower, ONE, vr.now + 1);
        assertThat(vr.machine.state()).isEqualTo(VrrpState.MASTER);
        vr.hear(255, kind.higher, ONE, vr.now + 2);
        assertThat(vr.log).last().isEqualTo("MASTER->BACKUP HIGHER_ADDRESS");
    }

    // preemption with a delay

    @ParameterizedTest
    @EnumSource
    void delayedPreemptionTakesTheDelayTheRestOfAnIntervalAndTheDownInterval(Kind kind) {
        Driven vr = kind.router(builder ->
                        builder.priority(Priority.of(150)).preemption(Preemption.after(Duration.ofSeconds(3))))
                .started();
        long began = vr.now;
        vr.pass(Duration.ofMillis(315)); // as it fell in keepalived's run
        while (vr.machine.state() == VrrpState.BACKUP) {
            vr.hear(100, kind.lower);
            vr.run(ONE);
        }
        long took = vr.masterSince - began;
        // the last one obeyed came 2 s after the first; keepalived's run: 6099 ms from its start, where the first came
        // at once
        assertThat(took / 1e6).isEqualTo(315 + 2000 + 3414.0625);
        assertThat(vr.log).contains("BACKUP->MASTER PREEMPTION");
    }
}
