package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.SyncGroup;
import io.github.lvs4j.vrrp.VirtualAddress;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VirtualRouterId;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpState;
import io.github.lvs4j.vrrp.packet.Advertisement;
import io.github.lvs4j.vrrp.packet.AuthenticationField;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;

/** A loop without threads: turns, time and the kernel's work are in the test's hand. */
final class LoopHarness {

    final FakePorts ports = new FakePorts();
    final Deque<Runnable> kernelWork = new ArrayDeque<>();
    final List<VrrpEvent> heard = Collections.synchronizedList(new ArrayList<>());
    final List<Throwable> failures = new ArrayList<>();
    final EventDispatcher events = new EventDispatcher(heard::add, (where, failure) -> failures.add(failure));
    final VrrpLoop loop;
    boolean kernelIsSlow;

    LoopHarness(VrrpConfig config) {
        this(config, ports -> {});
    }

    LoopHarness(VrrpConfig config, java.util.function.Consumer<FakePorts> before) {
        before.accept(ports);
        loop = new VrrpLoop(config, ports, events, (where, failure) -> failures.add(failure), kernelWork::add);
        ports.links().start(loop);
        loop.openSockets();
        loop.start();
    }

    static VirtualRouter router(String name, String where, UnaryOperator<VirtualRouter.Builder> change) {
        return change.apply(VirtualRouter.builder()
                        .name(name)
                        .id(VirtualRouterId.of(100))
                        .interfaceName(InterfaceName.of(where))
                        .addAddresses(VirtualAddress.parse(where.equals("eth0") ? "113.226.77.88" : "192.168.168.11")))
                .build();
    }

    static VrrpConfig single(UnaryOperator<VirtualRouter.Builder> change) {
        return VrrpConfig.of(router("WAN", "eth0", change));
    }

    static VrrpConfig pair() {
        return new VrrpConfig(
                List.of(router("WAN", "eth0", b -> b), router("LAN", "eth1", b -> b)),
                List.of(SyncGroup.of("G", "WAN", "LAN")));
    }

    static Advertisement advertisement(VirtualRouter router, int priority) {
        return new Advertisement(
                router.version(),
                router.id(),
                Priority.of(priority),
                router.advertisementInterval(),
                router.advertisedAddresses(),
                AuthenticationField.NONE);
    }

    /** A turn, and what it asked of the kernel. */
    void turn() {
        loop.turn();
        while (!kernelIsSlow && !kernelWork.isEmpty()) {
            kernelWork.poll().run();
            loop.runMailbox();
        }
    }

    /** Lets the loop sleep and wake as it asks to, for a time. */
    void run(Duration time) {
        long end = ports.now + time.toNanos();
        while (ports.now + loop.nanosToNextTurn() <= end) {
            ports.now += loop.nanosToNextTurn();
            turn();
        }
        ports.now = end;
    }

    /** The process stands still, then takes one turn. */
    void pause(Duration time) {
        ports.now += time.toNanos();
        turn();
    }

    VrrpState state(String router) {
        return loop.status().router(router).orElseThrow().state();
    }
}
