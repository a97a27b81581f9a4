package io.github.lvs4j.vrrp.group;

import io.github.lvs4j.vrrp.TransitionReason;
import io.github.lvs4j.vrrp.VrrpState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Decides for virtual routers that move together, by keepalived's rules: the group takes over when every member asks for it;
 * one member that yields pulls all to backup; one member at fault pulls all to fault, and all must be healthy to leave it. It
 * reads no clock and touches no machine: member events in, actions out. Not thread-safe: the members' loop owns it.
 *
 * <p>Two hosts whose members rank differently to each other (one higher on this link, the other on that) never find a common
 * master: give all members of a group one priority.
 */
public final class SyncGroupMachine {

    private final VrrpState[] states;
    private final boolean[] asking;
    private final boolean[] healthy;
    private final boolean[] confirmed;
    private final boolean fastTakeover;
    private final boolean partitionTakeover;
    private boolean claiming;
    private VrrpState state = VrrpState.INITIALIZE;

    /**
     * A group by keepalived's rules whose members are in the initialize state.
     *
     * @param members how many there are
     */
    public SyncGroupMachine(int members) {
        this(members, false, false);
    }

    /**
     * A group whose members are in the initialize state.
     *
     * @param members how many there are
     * @param fastTakeover whether the release of one member's master is taken for a release of all
     * @param partitionTakeover whether the silence of one member's master makes the others claim
     */
    public SyncGroupMachine(int members, boolean fastTakeover, boolean partitionTakeover) {
        this.fastTakeover = fastTakeover;
        this.partitionTakeover = partitionTakeover;
        confirmed = new boolean[members];
        states = new VrrpState[members];
        asking = new boolean[members];
        healthy = new boolean[members];
        Arrays.fill(states, VrrpState.INITIALIZE);
        Arrays.fill(healthy, true);
    }

    /**
     * The group's state: fault if any member is at fault, else initialize if any is, else master if all are, else backup.
     *
     * @return the state
     */
    public VrrpState state() {
        return state;
    }

    /**
     * A member would be master now.
     *
     * @param member its index
     * @return promotions of all members once all ask
     */
    public List<SyncGroupAction> onRequest(int member) {
        List<SyncGroupAction> actions = new ArrayList<>();
        asking[member] = true;
        for (int i = 0; i < states.length; i++) {
            if (!asking[i] && states[i] != VrrpState.MASTER) {
                claim(true, actions);
                return actions;
            }
        }
        for (int i = 0; i < states.length; i++) {
            if (states[i] != VrrpState.MASTER) {
                actions.add(new SyncGroupAction.PromoteMember(i));
            }
        }
        return actions;
    }

    /**
     * A member has heard a master again.
     *
     * @param member its index
     * @return the end of the others' claims, if it had made them; the group waits on
     */
    public List<SyncGroupAction> onRequestWithdrawn(int member) {
        List<SyncGroupAction> actions = new ArrayList<>();
        asking[member] = false;
        claim(false, actions);
        return actions;
    }

    /**
     * A member's master has stepped down with priority 0.
     *
     * @param member its index
     * @return haste for the others, if the group takes over fast
     */
    public List<SyncGroupAction> onRelease(int member) {
        List<SyncGroupAction> actions = new ArrayList<>();
        for (int i = 0; fastTakeover && i < states.length; i++) {
            if (i != member && states[i] == VrrpState.BACKUP) {
                actions.add(new SyncGroupAction.HurryMember(i));
            }
        }
        return actions;
    }

    /**
     * A member's mastership is beyond doubt.
     *
     * @param member its index
     * @return a report once that is so for all
     */
    public List<SyncGroupAction> onConfirmed(int member) {
        List<SyncGroupAction> actions = new ArrayList<>();
        confirmed[member] = true;
        if (state == VrrpState.MASTER && isConfirmed()) {
            actions.add(new SyncGroupAction.ReportConfirmed());
        }
        return actions;
    }

    /**
     * A member has changed its state.
     *
     * @param member its index
     * @param to its present state
     * @param reason why
     * @return what follows for the others
     */
    public List<SyncGroupAction> onTransition(int member, VrrpState to, TransitionReason reason) {
        List<SyncGroupAction> actions = new ArrayList<>();
        VrrpState from = states[member];
        states[member] = to;
        asking[member] = false;
        confirmed[member] = false;
        if (to != VrrpState.MASTER) {
            claim(false, actions);
        } else {
            claiming = false; // a master claims no longer
        }
        if (from == VrrpState.MASTER && to == VrrpState.BACKUP) {
            for (int i = 0; i < states.length; i++) {
                if (i != member && states[i] == VrrpState.MASTER && reason != TransitionReason.GROUP) {
                    actions.add(new SyncGroupAction.DemoteMember(i, reason));
                }
            }
        }
        if (to == VrrpState.BACKUP && !allHealthy()) {
            actions.add(new SyncGroupAction.FaultMember(member));
        }
        VrrpState whole = derive();
        if (whole != state) {
            actions.add(new SyncGroupAction.ReportTransition(state, whole, reason));
            state = whole;
        }
        return actions;
    }

    /**
     * A member can, or cannot, take part.
     *
     * @param member its index
     * @param sound whether it has no fault of its own
     * @return faults for the others, or recovery for all
     */
    public List<SyncGroupAction> onHealth(int member, boolean sound) {
        List<SyncGroupAction> actions = new ArrayList<>();
        healthy[member] = sound;
        for (int i = 0; i < states.length; i++) {
            if (!sound && i != member && states[i] != VrrpState.FAULT) {
                actions.add(new SyncGroupAction.FaultMember(i));
            } else if (sound && allHealthy()) {
                actions.add(new SyncGroupAction.RecoverMember(i));
            }
        }
        return actions;
    }

    /**
     * A member that is master has met a second master of lower rank.
     *
     * @param member its index
     * @return announcements of the others
     */
    public List<SyncGroupAction> onConflict(int member) {
        List<SyncGroupAction> actions = new ArrayList<>();
        for (int i = 0; i < states.length; i++) {
            if (i != member && states[i] == VrrpState.MASTER) {
                actions.add(new SyncGroupAction.AnnounceMember(i));
            }
        }
        return actions;
    }

    private boolean isConfirmed() {
        for (boolean one : confirmed) {
            if (!one) {
                return false;
            }
        }
        return true;
    }

    /** Has the members that do not ask claim, or claim no longer. */
    private void claim(boolean on, List<SyncGroupAction> actions) {
        boolean wanted = on && partitionTakeover && allHealthy();
        for (int i = 0; (wanted || claiming) && i < states.length; i++) {
            if (states[i] == VrrpState.BACKUP && (!wanted || !asking[i])) {
                actions.add(new SyncGroupAction.ClaimMember(i, wanted));
            }
        }
        claiming = wanted;
    }

    private boolean allHealthy() {
        for (boolean sound : healthy) {
            if (!sound) {
                return false;
            }
        }
        return true;
    }

    private VrrpState derive() {
        List<VrrpState> all = Arrays.asList(states);
        if (all.contains(VrrpState.FAULT)) {
            return VrrpState.FAULT;
        }
        if (all.contains(VrrpState.INITIALIZE)) {
            return VrrpState.INITIALIZE;
        }
        return all.contains(VrrpState.BACKUP) ? VrrpState.BACKUP : VrrpState.MASTER;
    }
}
