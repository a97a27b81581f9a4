package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpListener;
import java.time.Duration;

/**
 * Plays a takeover, a few advertisements and a release on ports that lead nowhere, before the real loop starts. A JVM loads a
 * class when it is first needed; without this the first takeover, which is the one that counts, would wait for tens of
 * classes between the advertisements of two group members. Stateless.
 */
final class Rehearsal {

    private static final Duration LENGTH = Duration.ofSeconds(2);
    private static final int ROUNDS = 3;

    private Rehearsal() {}

    static void play(VrrpConfig config) {
        for (int i = 0; i < ROUNDS; i++) {
            playOnce(config);
        }
    }

    private static void playOnce(VrrpConfig config) {
        RehearsalPorts ports = new RehearsalPorts();
        EventDispatcher nobody = new EventDispatcher(VrrpListener.NONE, (where, failure) -> {});
        VrrpLoop loop = new VrrpLoop(config, ports, nobody, (where, failure) -> {}, Runnable::run);
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
        loop.shutDown();
        loop.turn();
        loop.closeChannels();
    }
}
