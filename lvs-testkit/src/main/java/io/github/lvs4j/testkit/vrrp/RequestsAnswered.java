package io.github.lvs4j.testkit.vrrp;

import io.github.lvs4j.vrrp.SyncGroup;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpPeer;
import io.github.lvs4j.vrrp.VrrpRequest;
import io.github.lvs4j.vrrp.VrrpStance;
import io.github.lvs4j.vrrp.VrrpState;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Every request to virtual routers ends by its deadline, and what its end says is so: after a release or a hold another master
 * speaks in every member, after a prefer this host is master in all of them. Who is held does not become master.
 */
final class RequestsAnswered implements Invariant.Watch {

    private static final Duration SLACK = Duration.ofMillis(50);
    private static final Duration READING = Duration.ofMillis(1);

    private record Voice(String link, int virtualRouterId, InetAddress sender) {}

    /** A request that waits for its end. */
    private static final class Open {
        private final Happening.Requested asked;
        private final SimulatedHost host;
        private final List<VirtualRouter> members;
        private final Map<Voice, Duration> heard = new HashMap<>();
        private final Map<Voice, Duration> released = new HashMap<>();
        private Duration since; // on the host's clock
        private boolean begun;
        private boolean frozen;

        private Open(Happening.Requested asked, SimulatedHost host) {
            this.asked = asked;
            this.host = host;
            this.since = host.clockReading();
            this.members = membersOf(host, asked.control());
        }
    }

    private final SimulatedLan lan;
    private final Map<Long, Open> waiting = new LinkedHashMap<>();
    private final Map<Voice, Duration> spoke = new HashMap<>();

    private RequestsAnswered(SimulatedLan lan) {
        this.lan = lan;
    }

    static Invariant invariant() {
        return Invariant.of("requests are answered", RequestsAnswered::new);
    }

    @Override
    public void happened(Happening happening, Consumer<String> complain) {
        if (happening instanceof Happening.Sent sent && sent.sight().priority() > 0) {
            spoke.put(voice(sent.link(), sent.sight()), sent.at());
        } else if (happening instanceof Happening.Requested asked) {
            waiting.put(asked.number(), new Open(asked, lan.host(asked.host())));
        } else if (happening instanceof Happening.Answered answer) {
            Open open = waiting.remove(answer.number());
            if (open != null) {
                judge(open, answer, complain);
            }
        } else if (happening instanceof Happening.Told told) {
            onTold(told, complain);
        } else if (!waiting.isEmpty() && happening instanceof Happening.Queued queued) {
            onQueued(queued);
        } else if (happening instanceof Happening.ProcessChanged process) {
            onProcess(process, complain);
        }
        if (!waiting.isEmpty()) {
            waiting.values().removeIf(open -> isOverdue(open, complain));
        }
    }

    @Override
    public void settled(Consumer<String> complain) {
        waiting.values().forEach(open -> complain.accept(open.asked.what() + " was never answered"));
    }

    private void onTold(Happening.Told told, Consumer<String> complain) {
        if (told.event() instanceof VrrpEvent.HandoverAsked asked) {
            for (Open open : waiting.values()) {
                if (!open.begun
                        && open.host.name().equals(told.host())
                        && open.asked.control().equals(asked.name())) {
                    open.begun = true; // now the loop has heard of it
                    open.since = open.host.clockReading();
                }
            }
        } else if (told.event() instanceof VrrpEvent.RouterTransition change && change.to() == VrrpState.MASTER) {
            SimulatedHost host = lan.host(told.host());
            for (VirtualRouter router : host.routers()) {
                if (router.name().equals(change.router()) && host.stanceOf(router) == VrrpStance.HELD) {
                    complain.accept(host + " " + router.name() + " becomes master though it is held");
                }
            }
        }
    }

    private void onQueued(Happening.Queued queued) {
        for (Open open : waiting.values()) {
            if (open.host.name().equals(queued.host())) {
                Voice voice = voice(queued.link(), queued.sight());
                if (queued.sight().priority() > 0) {
                    open.heard.put(voice, queued.at());
                    open.released.remove(voice);
                } else {
                    open.released.put(voice, queued.at());
                }
            }
        }
    }

    private void onProcess(Happening.ProcessChanged process, Consumer<String> complain) {
        List<Open> its = new ArrayList<>(waiting.values());
        its.removeIf(open -> !open.host.name().equals(process.host()));
        for (Open open : its) {
            open.frozen |= process.change() == ProcessChange.FROZEN;
            if (process.change() == ProcessChange.STOPPED) {
                complain.accept(open.asked.what() + " was not answered when the process ended in order");
            }
            if (process.change() == ProcessChange.STOPPED || process.change() == ProcessChange.KILLED) {
                waiting.remove(open.asked.number());
            }
        }
    }

    private static boolean isOverdue(Open open, Consumer<String> complain) {
        if (open.host.isFrozen()) {
            open.frozen = true;
            return false;
        }
        if (open.frozen) {
            open.frozen = false; // it goes on now, and has some time to do what is due
            Duration late = open.host.clockReading().minus(open.asked.deadline());
            open.since = late.compareTo(open.since) > 0 ? late : open.since;
        }
        Duration passed = open.host.clockReading().minus(open.since);
        if (passed.compareTo(open.asked.deadline().plus(SLACK)) > 0) {
            complain.accept(open.asked.what() + " is not answered after " + Happening.seconds(passed));
            return true;
        }
        return false;
    }

    private void judge(Open open, Happening.Answered answer, Consumer<String> complain) {
        if (answer.handover().isEmpty()) {
            if (answer.failure().isEmpty()) {
                complain.accept(answer.what() + " without a reason");
            }
            return;
        }
        List<VrrpPeer> peers = answer.handover().get().peers();
        boolean aside = open.asked.request() == VrrpRequest.RELEASE || open.asked.request() == VrrpRequest.HOLD;
        if (open.asked.request() == VrrpRequest.PREFER || (!aside && peers.isEmpty())) {
            for (VirtualRouter member : open.members) {
                if (!open.host.isMaster(member.name())) {
                    complain.accept(answer.what() + " though " + member.name() + " is not master");
                }
            }
            return;
        }
        if (peers.size() != open.members.size()) {
            complain.accept(answer.what() + " for the members " + open.members);
            return;
        }
        for (int i = 0; i < peers.size(); i++) {
            judge(open, answer, open.members.get(i), peers.get(i), complain);
        }
    }

    private void judge(
            Open open, Happening.Answered answer, VirtualRouter member, VrrpPeer peer, Consumer<String> complain) {
        SimulatedLink link = open.host.linkOf(member.interfaceName());
        Voice voice = new Voice(link.name(), member.id().value(), peer.address());
        Duration last = spoke.get(voice);
        Duration earliest = open.asked.at().minus(link.longestDelay()).minus(READING);
        Duration gone = open.released.get(voice);
        if (open.host.isMaster(member.name())) {
            complain.accept(answer.what() + " though " + member.name() + " is master itself");
        } else if (last == null || last.compareTo(earliest) < 0 || !open.heard.containsKey(voice)) {
            complain.accept(answer.what() + " though " + peer + " has not spoken as master of " + member.name());
        } else if (gone != null && !open.frozen && answer.at().minus(gone).compareTo(READING) > 0) {
            complain.accept(answer.what() + " though " + peer + " has stepped down as master of " + member.name());
        }
    }

    private static Voice voice(String link, AdvertisementSight sight) {
        return new Voice(link, sight.virtualRouterId(), sight.source());
    }

    private static List<VirtualRouter> membersOf(SimulatedHost host, String control) {
        for (VrrpConfig config : host.configs()) {
            for (SyncGroup group : config.groups()) {
                if (group.name().equals(control)) {
                    return group.members().stream()
                            .map(member -> config.router(member).orElseThrow())
                            .toList();
                }
            }
        }
        return host.routers().stream()
                .filter(router -> router.name().equals(control))
                .toList();
    }
}
