package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.vrrp.Handover;
import io.github.lvs4j.vrrp.HandoverException;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpListener;
import io.github.lvs4j.vrrp.VrrpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Plays a takeover, a few advertisements and a release on ports that lead nowhere, before the real loop starts. A JVM loads a
 * class when it is first needed; without this the first takeover, which is the one that counts, would wait for tens of
 * classes between the advertisements of two group members. Stateless.
 */
final class Rehearsal {

    private static final Duration LENGTH = Duration.ofSeconds(2);
    private static final int ROUNDS = 3;

    private Rehearsal() {}

    private static final ControlHost.Ending NOBODY = new ControlHost.Ending() {
        @Override
        public void done(Handover handover) {}

        @Override
        public void failed(HandoverException failure) {}
    };

    /** A rehearsal runs no script, and a tracker that is down is no reason to leave the takeover out. */
    private static VrrpConfig atOnce(VrrpConfig config) {
        return new VrrpConfig(
                config.routers().stream()
                        .<VirtualRouter>map(router -> VirtualRouter.builder()
                                .from(router)
                                .startupDelay(Duration.ZERO)
                                .trackers(List.of())
                                .build())
                        .toList(),
                config.groups().stream().map(group -> group.withTrackers()).toList());
    }

    static void play(VrrpConfig config) {
        for (int i = 0; i < ROUNDS; i++) {
            playOnce(config);
        }
    }

    private static void playOnce(VrrpConfig config) {
        RehearsalPorts ports = new RehearsalPorts();
        EventDispatcher nobody = new EventDispatcher(VrrpListener.NONE, (where, failure) -> {});
        VrrpLoop loop = new VrrpLoop(atOnce(config), ports, nobody, (where, failure) -> {}, Runnable::run);
        loop.openSockets();
        loop.start();
        Duration longest = config.routers().stream()
                .map(router -> router.advertisementInterval().multipliedBy(router.silentIntervals() + 4))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        long end = ports.now + longest.plus(LENGTH).toNanos();
        while (ports.now - end < 0) {
            ports.await(Math.min(loop.nanosToNextTurn(), end - ports.now));
            loop.turn();
        }
        loop.status();
        loop.controls().forEach(control -> control.ask(VrrpRequest.RELEASE, Optional.empty(), LENGTH, NOBODY));
        loop.turn();
        loop.shutDown();
        loop.turn();
        loop.closeChannels();
    }
}
