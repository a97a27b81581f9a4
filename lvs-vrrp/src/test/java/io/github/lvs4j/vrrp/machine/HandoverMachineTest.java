package io.github.lvs4j.vrrp.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.vrrp.HandoverFailure;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VrrpPeer;
import io.github.lvs4j.vrrp.VrrpRequest;
import io.github.lvs4j.vrrp.VrrpStance;
import io.github.lvs4j.vrrp.VrrpState;
import io.github.lvs4j.vrrp.machine.HandoverAction.Complete;
import io.github.lvs4j.vrrp.machine.HandoverAction.Fail;
import io.github.lvs4j.vrrp.machine.HandoverAction.SetPriority;
import io.github.lvs4j.vrrp.machine.HandoverAction.SetStance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two members, WAN and LAN; instants begin shortly before they wrap. */
class HandoverMachineTest {

    private static final int WAN = 0;
    private static final int LAN = 1;
    private static final long BEGIN = Long.MAX_VALUE - 1_000_000_000L;
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final VrrpPeer PEER = new VrrpPeer(IpAddress.parse("192.0.2.12"), Priority.of(100));

    private final HandoverMachine machine = new HandoverMachine(2, Duration.ofSeconds(5), false);
    private long now = BEGIN;

    @Test
    void shouldCompleteAReleaseWhenEveryMemberObeysAPeer() {
        masters();
        assertThat(ask(VrrpRequest.RELEASE)).containsExactly(new SetStance(VrrpStance.RELEASED));
        backups();
        assertThat(obey(1, WAN)).isEmpty();
        assertThat(obey(2, WAN)).isEmpty();
        assertThat(obey(3, LAN)).containsExactly(new Complete(List.of(PEER, PEER), Duration.ofSeconds(3)));
        assertThat(machine.isPending()).isFalse();
        assertThat(machine.stance()).isEqualTo(VrrpStance.RELEASED);
        assertThat(machine.nanosToTimer(now)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldNotTakeWhatWasReadLateForAnAnswer() {
        masters();
        long before = at(2) - 1; // in the socket's buffer when the process was stopped
        ask(VrrpRequest.HOLD);
        backups();
        assertThat(machine.onObeyed(now, WAN, PEER, before, false)).isEmpty();
        assertThat(obey(3, LAN)).isEmpty();
        assertThat(obey(4, WAN)).hasSize(1);

        before = now;
        at(5);
        ask(VrrpRequest.PREFER);
        assertThat(machine.onObeyed(now, WAN, PEER, before, false)).isEmpty(); // who outranked us then may be gone
        assertThat(machine.isPending()).isTrue();
    }

    @Test
    void shouldFailAReleaseAsSoonAsAMemberIsMasterAgain() {
        masters();
        ask(VrrpRequest.RELEASE);
        backups();
        assertThat(machine.onTransition(at(4), WAN, VrrpState.MASTER))
                .containsExactly(failed(HandoverFailure.MASTER_AGAIN));
        assertThat(machine.stance()).isEqualTo(VrrpStance.ORDINARY);
    }

    @Test
    void shouldForgetWhomAMemberObeyedWhenItChangesItsState() {
        backups();
        ask(VrrpRequest.HOLD);
        obey(1, WAN);
        machine.onTransition(at(2), WAN, VrrpState.FAULT);
        machine.onTransition(at(3), WAN, VrrpState.BACKUP);
        assertThat(obey(4, LAN)).isEmpty();
        assertThat(obey(5, WAN)).hasSize(1);
    }

    @Test
    void shouldForgetWhomAMemberObeyedWhenThatOneIsGone() {
        backups();
        ask(VrrpRequest.HOLD);
        obey(1, WAN);
        machine.onVacant(WAN);
        assertThat(obey(2, LAN)).isEmpty();
        assertThat(obey(3, WAN)).hasSize(1);
    }

    @Test
    void shouldFailByTheDeadlineAndLeaveAHoldInForce() {
        masters();
        assertThat(ask(VrrpRequest.HOLD)).containsExactly(new SetStance(VrrpStance.HELD));
        backups();
        assertThat(machine.nanosToTimer(at(4))).isEqualTo(Duration.ofSeconds(6).toNanos());
        assertThat(machine.onTimer(at(9))).isEmpty();
        assertThat(machine.onTimer(at(10))).containsExactly(failed(HandoverFailure.NOBODY_TOOK_OVER));
        assertThat(machine.stance()).isEqualTo(VrrpStance.HELD);
        assertThat(machine.onTimer(at(11))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldNameAFaultAsTheReasonOfAMissedDeadline(VrrpRequest request) {
        backups();
        ask(request);
        machine.onTransition(at(1), LAN, VrrpState.FAULT);
        assertThat(machine.onTimer(at(10))).contains(failed(HandoverFailure.AT_FAULT));
    }

    @Test
    void shouldCompleteAPreferWhenEveryMemberIsConfirmed() {
        backups();
        assertThat(ask(VrrpRequest.PREFER)).containsExactly(new SetStance(VrrpStance.CLAIMING));
        masters();
        assertThat(machine.onConfirmed(at(4), WAN)).isEmpty();
        assertThat(machine.onConfirmed(at(5), LAN)).containsExactly(new Complete(List.of(), Duration.ofSeconds(5)));
        assertThat(ask(VrrpRequest.PREFER))
                .containsExactly(new SetStance(VrrpStance.ORDINARY), new Complete(List.of(), Duration.ZERO));
    }

    @Test
    void shouldGiveUpAPreferThatIsOutranked() {
        backups();
        ask(VrrpRequest.PREFER);
        assertThat(obey(1, LAN))
                .containsExactly(
                        new SetStance(VrrpStance.ORDINARY), new Fail(HandoverFailure.OUTRANKED, Optional.of(PEER)));
    }

    @Test
    void shouldStopClaimingWhenAPreferMissesItsDeadline() {
        backups();
        ask(VrrpRequest.PREFER);
        assertThat(machine.onTimer(at(10)))
                .containsExactly(new SetStance(VrrpStance.ORDINARY), failed(HandoverFailure.NOT_SETTLED));
    }

    @Test
    void shouldSettleAMastersPriorityWhenNobodyReplacesIt() {
        masters();
        assertThat(machine.onRequest(now, VrrpRequest.PRIORITY, Optional.of(Priority.of(90)), DEADLINE))
                .containsExactly(new SetPriority(Priority.of(90)));
        assertThat(machine.onConfirmed(at(1), WAN)).isEmpty();
        assertThat(machine.onConfirmed(at(1), LAN)).isEmpty();
        assertThat(machine.nanosToTimer(at(1))).isEqualTo(Duration.ofSeconds(4).toNanos());
        assertThat(machine.onTimer(at(5))).containsExactly(new Complete(List.of(), Duration.ofSeconds(5)));
    }

    @Test
    void shouldSettleAPriorityByAnElection() {
        masters();
        machine.onRequest(now, VrrpRequest.PRIORITY, Optional.of(Priority.of(90)), DEADLINE);
        backups();
        assertThat(machine.onTimer(at(5))).isEmpty();
        machine.onObeyed(at(6), WAN, PEER, at(6), true);
        assertThat(obey(6, LAN)).isEmpty(); // WAN obeys only for a while
        assertThat(obey(7, WAN)).containsExactly(new Complete(List.of(PEER, PEER), Duration.ofSeconds(7)));
    }

    @Test
    void shouldRefuseAnOwnerAnotherPriority() {
        HandoverMachine owner = new HandoverMachine(1, Duration.ofSeconds(5), true);
        assertThat(owner.onRequest(now, VrrpRequest.PRIORITY, Optional.of(Priority.of(90)), DEADLINE))
                .containsExactly(failed(HandoverFailure.OWNER));
        assertThat(owner.isPending()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void shouldReplaceAnOlderRequest(VrrpRequest newer) {
        masters();
        ask(VrrpRequest.RELEASE);
        backups();
        obey(1, WAN);
        assertThat(ask(newer)).startsWith(failed(HandoverFailure.REPLACED));
        assertThat(machine.isPending()).isTrue();
        if (newer == VrrpRequest.HOLD) {
            assertThat(obey(2, LAN)).isEmpty(); // what the older one heard is forgotten
        }
    }

    @Test
    void shouldFailWhatWaitsAtTheEndAndRefuseWhatComesLater() {
        masters();
        ask(VrrpRequest.RELEASE);
        assertThat(machine.onShutdown()).containsExactly(failed(HandoverFailure.STOPPED));
        assertThat(machine.onShutdown()).isEmpty();
        assertThat(ask(VrrpRequest.PREFER)).containsExactly(failed(HandoverFailure.STOPPED));
        assertThat(machine.isPending()).isFalse();
    }

    @Test
    void shouldMindNoNewsWithoutARequest() {
        backups();
        assertThat(obey(1, WAN)).isEmpty();
        masters();
        assertThat(machine.onConfirmed(at(2), WAN)).isEmpty();
        assertThat(machine.onTimer(at(3))).isEmpty();
    }

    private List<HandoverAction> ask(VrrpRequest request) {
        Optional<Priority> priority = request == VrrpRequest.PRIORITY ? Optional.of(Priority.of(90)) : Optional.empty();
        return machine.onRequest(now, request, priority, DEADLINE);
    }

    private List<HandoverAction> obey(long seconds, int member) {
        return machine.onObeyed(at(seconds), member, PEER, now, false);
    }

    private void masters() {
        both(VrrpState.MASTER);
    }

    private void backups() {
        both(VrrpState.BACKUP);
    }

    private void both(VrrpState state) {
        assertThat(machine.onTransition(now, WAN, state)).isEmpty();
        assertThat(machine.onTransition(now, LAN, state)).isEmpty();
    }

    private long at(long seconds) {
        now = BEGIN + Duration.ofSeconds(seconds).toNanos();
        return now;
    }

    private static Fail failed(HandoverFailure why) {
        return new Fail(why, Optional.empty());
    }
}
