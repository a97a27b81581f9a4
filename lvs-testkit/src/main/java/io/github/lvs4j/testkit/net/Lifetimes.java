package io.github.lvs4j.testkit.net;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.InterfaceAddress.State;
import io.github.lvs4j.testkit.time.ManualTimerService;
import io.github.lvs4j.time.TimerService;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** When addresses end. Guarded by the namespace's lock, but for the timers' own calls. */
final class Lifetimes {

    private final ManualTimerService time;
    private final Consumer<InterfaceAddress> onExpiry;
    private final Map<Key, Lease> leases = new HashMap<>();

    private record Key(InterfaceName interfaceName, IpPrefix prefix) {
        static Key of(InterfaceAddress address) {
            return new Key(address.interfaceName(), address.prefix());
        }
    }

    private record Lease(long sinceNanos, TimerService.Timer timer) {}

    Lifetimes(ManualTimerService time, Consumer<InterfaceAddress> onExpiry) {
        this.time = time;
        this.onExpiry = onExpiry;
    }

    /** Begins the lifetimes of an address, or begins them anew. */
    void set(InterfaceAddress address) {
        Lease old = leases.remove(Key.of(address));
        if (old != null) {
            old.timer().cancel();
        }
        TimerService.Timer none = () -> {};
        TimerService.Timer timer = address.validLifetime()
                .map(lifetime -> time.schedule(lifetime, () -> onExpiry.accept(address)))
                .orElse(none);
        leases.put(Key.of(address), new Lease(time.ticker().nowNanos(), timer));
    }

    /** The address with what is left of its lifetimes; the kernel counts whole seconds that have begun. */
    InterfaceAddress remaining(InterfaceAddress address) {
        Lease lease = leases.get(Key.of(address));
        if (lease == null
                || (address.validLifetime().isEmpty()
                        && address.preferredLifetime().isEmpty())) {
            return address;
        }
        long passed = (time.ticker().nowNanos() - lease.sinceNanos()) / 1_000_000_000L;
        return InterfaceAddress.builder()
                .from(address)
                .validLifetime(less(address.validLifetime(), passed, 1))
                .preferredLifetime(less(address.preferredLifetime(), passed, 0))
                .build();
    }

    /** The address with what the kernel says of it when it is read. */
    static InterfaceAddress withStates(InterfaceAddress address, boolean secondary) {
        Set<State> states = EnumSet.noneOf(State.class);
        if (address.validLifetime().isEmpty()) {
            states.add(State.PERMANENT);
        }
        if (secondary) {
            states.add(State.SECONDARY);
        }
        if (address.preferredLifetime().filter(Duration::isZero).isPresent()) {
            states.add(State.DEPRECATED);
        }
        return InterfaceAddress.builder().from(address).states(states).build();
    }

    private static Optional<Duration> less(Optional<Duration> lifetime, long passedSeconds, long least) {
        return lifetime.map(whole -> Duration.ofSeconds(Math.max(least, whole.getSeconds() - passedSeconds)));
    }
}
