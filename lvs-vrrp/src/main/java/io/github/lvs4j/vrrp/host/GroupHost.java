package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.vrrp.SyncGroup;
import io.github.lvs4j.vrrp.TransitionReason;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpPeer;
import io.github.lvs4j.vrrp.VrrpState;
import io.github.lvs4j.vrrp.VrrpStatus;
import io.github.lvs4j.vrrp.VrrpTiming;
import io.github.lvs4j.vrrp.group.SyncGroupAction;
import io.github.lvs4j.vrrp.group.SyncGroupActionHandler;
import io.github.lvs4j.vrrp.group.SyncGroupMachine;
import io.github.lvs4j.vrrp.track.TrackerUse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Hosts one sync group: takes its members' news, one at a time, and carries out what the group answers. Confined to the loop.
 */
final class GroupHost implements SyncGroupActionHandler {

    private final SyncGroup group;
    private final SyncGroupMachine machine;
    private final LoopServices services;
    private final List<RouterHost> members = new ArrayList<>();
    private final Deque<Supplier<List<SyncGroupAction>>> news = new ArrayDeque<>();
    private final ControlHost control;
    private boolean answering;
    private Instant since;
    private long sinceNanos;
    private Optional<VrrpPeer> peer = Optional.empty(); // of the member's transition that is being told
    private VrrpTiming timing = VrrpTiming.NONE;
    private boolean confirmed;

    GroupHost(SyncGroup group, ControlHost control, LoopServices services) {
        this.group = group;
        this.control = control;
        this.machine = new SyncGroupMachine(group.members().size(), group.fastTakeover(), group.partitionTakeover());
        this.services = services;
        this.since = services.wallTime();
    }

    List<TrackerUse> trackers() {
        return group.trackers();
    }

    String name() {
        return group.name();
    }

    ControlHost control() {
        return control;
    }

    /** Members are added in the group's order, which is their index. */
    int join(RouterHost member) {
        members.add(member);
        return members.size() - 1;
    }

    /** Queues news, and answers them unless that is under way: a list of actions is finished before the next begins. */
    void tell(Supplier<List<SyncGroupAction>> event) {
        news.add(event);
        if (answering) {
            return;
        }
        answering = true;
        try {
            for (Supplier<List<SyncGroupAction>> next = news.poll(); next != null; next = news.poll()) {
                for (SyncGroupAction action : next.get()) {
                    action.accept(this);
                }
            }
        } finally {
            answering = false;
        }
    }

    /** Tells of a member's transition. */
    void tell(int member, VrrpState to, TransitionReason reason, Optional<VrrpPeer> itsPeer, VrrpTiming itsTiming) {
        tell(() -> {
            peer = itsPeer;
            timing = itsTiming;
            return machine.onTransition(member, to, reason);
        });
    }

    /** When one member has stood still too long, another router may have taken over all of them. */
    void checkStall(long nowNanos) {
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).machine().hasStalled(nowNanos)) {
                for (int j = 0; j < members.size(); j++) {
                    members.get(j).machine().onGroupStall();
                }
                return;
            }
        }
    }

    SyncGroupMachine machine() {
        return machine;
    }

    VrrpStatus.GroupStatus status() {
        return new VrrpStatus.GroupStatus(group.name(), machine.state(), since, control.stance(), isConfirmed());
    }

    private boolean isConfirmed() {
        return confirmed && members.stream().allMatch(member -> member.machine().isConfirmed());
    }

    @Override
    public void promoteMember(int member) {
        RouterHost host = members.get(member);
        host.carryOut(host.machine().onGroupPromotion(services.nowNanos()));
    }

    @Override
    public void demoteMember(int member, TransitionReason reason) {
        RouterHost host = members.get(member);
        host.carryOut(host.machine().onGroupDemotion(services.nowNanos(), reason));
    }

    @Override
    public void faultMember(int member) {
        RouterHost host = members.get(member);
        host.carryOut(host.machine().onGroupFault(services.nowNanos()));
    }

    @Override
    public void recoverMember(int member) {
        RouterHost host = members.get(member);
        host.carryOut(host.machine().onGroupRecovery(services.nowNanos()));
    }

    @Override
    public void announceMember(int member) {
        RouterHost host = members.get(member);
        host.carryOut(host.machine().onGroupConflict(services.nowNanos()));
    }

    @Override
    public void hurryMember(int member) {
        RouterHost host = members.get(member);
        host.carryOut(host.machine().onGroupRelease(services.nowNanos()));
    }

    @Override
    public void claimMember(int member, boolean on) {
        RouterHost host = members.get(member);
        host.carryOut(host.machine().onGroupClaim(services.nowNanos(), on));
    }

    @Override
    public void reportGroupTransition(VrrpState from, VrrpState to, TransitionReason reason) {
        since = services.wallTime();
        sinceNanos = services.nowNanos();
        confirmed = false;
        services.publish(new VrrpEvent.GroupTransition(since, group.name(), from, to, reason, peer, timing));
    }

    @Override
    public void reportGroupConfirmed() {
        confirmed = true;
        services.publish(new VrrpEvent.GroupMastershipConfirmed(
                services.wallTime(), group.name(), Duration.ofNanos(services.nowNanos() - sinceNanos)));
    }
}
