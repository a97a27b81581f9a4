package io.github.lvs4j.vrrp.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.vrrp.TransitionReason;
import io.github.lvs4j.vrrp.VrrpState;
import io.github.lvs4j.vrrp.group.SyncGroupAction.AnnounceMember;
import io.github.lvs4j.vrrp.group.SyncGroupAction.DemoteMember;
import io.github.lvs4j.vrrp.group.SyncGroupAction.FaultMember;
import io.github.lvs4j.vrrp.group.SyncGroupAction.PromoteMember;
import io.github.lvs4j.vrrp.group.SyncGroupAction.RecoverMember;
import io.github.lvs4j.vrrp.group.SyncGroupAction.ReportTransition;
import org.junit.jupiter.api.Test;

class SyncGroupMachineTest {

    private static final int WAN = 0;
    private static final int LAN = 1;

    private final SyncGroupMachine group = new SyncGroupMachine(2);

    @Test
    void shouldReportTheGroupAsBackupWhenAllMembersAre() {
        assertThat(group.onTransition(WAN, VrrpState.BACKUP, TransitionReason.STARTUP))
                .isEmpty();
        assertThat(group.onTransition(LAN, VrrpState.BACKUP, TransitionReason.STARTUP))
                .containsExactly(
                        new ReportTransition(VrrpState.INITIALIZE, VrrpState.BACKUP, TransitionReason.STARTUP));
    }

    @Test
    void shouldPromoteAllOnceEveryMemberAsks() {
        backup();
        assertThat(group.onRequest(WAN)).isEmpty();
        assertThat(group.onRequest(WAN)).isEmpty();
        assertThat(group.onRequest(LAN)).containsExactly(new PromoteMember(WAN), new PromoteMember(LAN));
    }

    @Test
    void shouldWaitForAMemberThatStillHearsAMaster() {
        backup();
        group.onRequest(WAN);
        group.onRequestWithdrawn(WAN);
        assertThat(group.onRequest(LAN)).as("the silent partition of one link").isEmpty();
    }

    @Test
    void shouldReportTheGroupAsMasterWithItsLastMember() {
        backup();
        assertThat(group.onTransition(WAN, VrrpState.MASTER, TransitionReason.MASTER_SILENT))
                .isEmpty();
        assertThat(group.onTransition(LAN, VrrpState.MASTER, TransitionReason.MASTER_SILENT))
                .containsExactly(
                        new ReportTransition(VrrpState.BACKUP, VrrpState.MASTER, TransitionReason.MASTER_SILENT));
    }

    @Test
    void shouldPullTheOthersWhenOneMemberYields() {
        master();
        assertThat(group.onTransition(LAN, VrrpState.BACKUP, TransitionReason.HIGHER_PRIORITY))
                .containsExactly(
                        new DemoteMember(WAN, TransitionReason.HIGHER_PRIORITY),
                        new ReportTransition(VrrpState.MASTER, VrrpState.BACKUP, TransitionReason.HIGHER_PRIORITY));
        assertThat(group.onTransition(WAN, VrrpState.BACKUP, TransitionReason.GROUP))
                .isEmpty();
    }

    @Test
    void shouldPullTheOthersIntoFaultAndBackOnlyWhenAllAreHealthy() {
        master();
        assertThat(group.onTransition(WAN, VrrpState.FAULT, TransitionReason.LINK_DOWN))
                .containsExactly(new ReportTransition(VrrpState.MASTER, VrrpState.FAULT, TransitionReason.LINK_DOWN));
        assertThat(group.onHealth(WAN, false)).containsExactly(new FaultMember(LAN));
        group.onTransition(LAN, VrrpState.FAULT, TransitionReason.GROUP);
        assertThat(group.onHealth(LAN, false)).isEmpty();
        assertThat(group.onHealth(WAN, true)).isEmpty();
        assertThat(group.onHealth(LAN, true)).containsExactly(new RecoverMember(WAN), new RecoverMember(LAN));
        assertThat(group.onTransition(WAN, VrrpState.BACKUP, TransitionReason.FAULT_CLEARED))
                .as("still at fault as a whole")
                .isEmpty();
        assertThat(group.onTransition(LAN, VrrpState.BACKUP, TransitionReason.FAULT_CLEARED))
                .containsExactly(
                        new ReportTransition(VrrpState.FAULT, VrrpState.BACKUP, TransitionReason.FAULT_CLEARED));
    }

    @Test
    void shouldNotLetAMemberStartWhileAnotherIsAtFault() {
        group.onTransition(WAN, VrrpState.FAULT, TransitionReason.LINK_DOWN);
        group.onHealth(WAN, false);
        assertThat(group.onTransition(LAN, VrrpState.BACKUP, TransitionReason.STARTUP))
                .containsExactly(new FaultMember(LAN));
    }

    @Test
    void shouldAnnounceAllWhenOneMemberMeetsASecondMaster() {
        master();
        assertThat(group.onConflict(WAN)).containsExactly(new AnnounceMember(LAN));
    }

    private void backup() {
        group.onTransition(WAN, VrrpState.BACKUP, TransitionReason.STARTUP);
        group.onTransition(LAN, VrrpState.BACKUP, TransitionReason.STARTUP);
    }

    private void master() {
        backup();
        group.onTransition(WAN, VrrpState.MASTER, TransitionReason.MASTER_SILENT);
        group.onTransition(LAN, VrrpState.MASTER, TransitionReason.MASTER_SILENT);
    }
}
