package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.vrrp.Handover;
import io.github.lvs4j.vrrp.HandoverException;
import io.github.lvs4j.vrrp.HandoverFailure;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpPeer;
import io.github.lvs4j.vrrp.VrrpRequest;
import io.github.lvs4j.vrrp.VrrpStance;
import io.github.lvs4j.vrrp.VrrpState;
import io.github.lvs4j.vrrp.machine.HandoverAction;
import io.github.lvs4j.vrrp.machine.HandoverActionHandler;
import io.github.lvs4j.vrrp.machine.HandoverMachine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hosts the requests of a program to one sync group, or to one router without group: hands the members' news to the machine, and
 * carries out what it answers. Confined to the loop.
 */
final class ControlHost implements HandoverActionHandler {

    /** Hears of the end of one request, on the loop's thread; must not wait. */
    interface Ending {
        void done(Handover handover);

        void failed(HandoverException failure);
    }

    private record Asked(VrrpRequest request, Ending ending) {}

    private final String name;
    private final LoopServices services;
    private final HandoverMachine machine;
    private final List<RouterHost> members = new ArrayList<>();
    private @Nullable GroupHost group;
    private @Nullable Asked asked;

    ControlHost(String name, List<VirtualRouter> routers, LoopServices services) {
        this.name = name;
        this.services = services;
        Duration settle = routers.stream()
                .map(router -> router.advertisementInterval().multipliedBy(router.silentIntervals() + 2))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        boolean owner = routers.stream().anyMatch(router -> router.priority().equals(Priority.OWNER));
        this.machine = new HandoverMachine(routers.size(), settle, owner);
    }

    /** Members join in the group's order. */
    int join(RouterHost member, @Nullable GroupHost itsGroup) {
        members.add(member);
        group = itsGroup;
        return members.size() - 1;
    }

    void ask(VrrpRequest request, Optional<Priority> priority, Duration deadline, Ending ending) {
        services.publish(new VrrpEvent.HandoverAsked(services.wallTime(), name, request, priority, deadline));
        List<HandoverAction> actions = machine.onRequest(services.nowNanos(), request, priority, deadline);
        Asked before = asked;
        Asked now = new Asked(request, ending);
        // the failure of a request before this one is the first action
        for (HandoverAction action : actions) {
            asked = action instanceof HandoverAction.Fail failed && failed.failure() == HandoverFailure.REPLACED
                    ? before
                    : now;
            action.accept(this);
        }
        if (machine.isPending()) {
            asked = now;
        }
        for (int i = 0; request == VrrpRequest.PREFER && i < members.size(); i++) {
            Optional<VrrpPeer> superior = members.get(i).machine().superior();
            if (superior.isPresent()) {
                long nowNanos = services.nowNanos();
                carryOut(machine.onObeyed(nowNanos, i, superior.get(), nowNanos, false));
            }
        }
    }

    void onTransition(int member, VrrpState to) {
        carryOut(machine.onTransition(services.nowNanos(), member, to));
    }

    void onConfirmed(int member) {
        carryOut(machine.onConfirmed(services.nowNanos(), member));
    }

    /** An advertisement was dealt with. */
    void onAdvertisement(int member, long receivedNanos) {
        if (machine.isPending()) {
            forgetWhoIsGone();
            RouterHost host = members.get(member);
            Optional<VrrpPeer> peer = host.machine().obeyed();
            if (peer.isPresent()) {
                carryOut(machine.onObeyed(
                        services.nowNanos(),
                        member,
                        peer.get(),
                        receivedNanos,
                        host.machine().isDelayingPreemption()));
            }
        }
    }

    /** A peer that another member has answered with may have stepped down since, or fallen silent. */
    private void forgetWhoIsGone() {
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).machine().obeyed().isEmpty()) {
                machine.onVacant(i);
            }
        }
    }

    void onShutdown() {
        carryOut(machine.onShutdown());
    }

    long nanosToTimer(long nowNanos, long bound) {
        return Math.min(bound, machine.nanosToTimer(nowNanos));
    }

    void fireDue(long nowNanos) {
        if (machine.nanosToTimer(nowNanos) <= 0) {
            carryOut(machine.onTimer(nowNanos));
        }
    }

    VrrpStance stance() {
        return machine.stance();
    }

    private void carryOut(List<HandoverAction> actions) {
        for (HandoverAction action : actions) {
            action.accept(this);
        }
    }

    @Override
    public void setStance(VrrpStance stance) {
        if (group == null) {
            change(stance);
        } else {
            // in one piece of news: each member says its own last word before the group hears of the first
            group.tell(() -> {
                change(stance);
                return List.of();
            });
        }
    }

    private void change(VrrpStance stance) {
        members.forEach(member -> member.carryOut(member.machine().onStance(services.nowNanos(), stance)));
    }

    @Override
    public void setPriority(Priority priority) {
        members.forEach(member -> member.basePriority(priority));
    }

    @Override
    public void complete(List<VrrpPeer> peers, Duration took) {
        Asked ended = asked;
        if (ended != null) {
            asked = null;
            Handover handover = new Handover(name, ended.request(), peers, took);
            services.publish(new VrrpEvent.HandoverDone(services.wallTime(), handover));
            ended.ending().done(handover);
        }
    }

    @Override
    public void fail(HandoverFailure failure, Optional<VrrpPeer> peer) {
        Asked ended = asked;
        if (ended != null) {
            asked = null;
            VrrpStance stance = machine.stance();
            services.publish(
                    new VrrpEvent.HandoverFailed(services.wallTime(), name, ended.request(), failure, stance, peer));
            ended.ending().failed(new HandoverException(name, ended.request(), failure, stance, peer));
        }
    }
}
