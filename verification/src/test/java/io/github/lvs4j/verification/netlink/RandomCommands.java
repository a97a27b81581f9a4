package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.ipvs.ApplyMode;
import io.github.lvs4j.ipvs.ApplyOutcome;
import io.github.lvs4j.ipvs.ForwardingMethod;
import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.ipvs.IpvsChange;
import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.ipvs.IpvsScope;
import io.github.lvs4j.ipvs.Persistence;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.SyncDaemon;
import io.github.lvs4j.ipvs.Timeouts;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.net.AddressFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.function.Function;

/** Commands for an {@link Ipvs}, of which about half fail. The same seed gives the same commands. Confined to one thread. */
final class RandomCommands {

    /** A command, as a text for people and as what it does; the outcome is a text that can be compared. */
    record Command(String text, Function<Ipvs, String> work) {

        String run(Ipvs ipvs) {
            try {
                return work.apply(ipvs);
            } catch (KernelException e) {
                return outcome(e);
            }
        }
    }

    /** What the kernel takes for a real server and what not, mixed. */
    private static final List<String> SERVERS = List.of(
            "198.51.100.1",
            "198.51.100.2",
            "127.0.0.1",
            "127.255.255.255",
            "224.0.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "240.0.0.1",
            "0.1.2.3",
            "2001:db8::1",
            "2001:db8::2",
            "::1",
            "::",
            "ff02::1",
            "fe80::1",
            "fec0::1",
            "::5",
            "::ffff:198.51.100.1",
            "::198.51.100.1",
            "fd00::1",
            "64:ff9b::1");

    private static final List<VirtualServiceKey> SERVICES = List.of(
            VirtualServiceKey.tcp("192.0.2.1", 80),
            VirtualServiceKey.udp("192.0.2.1", 80),
            VirtualServiceKey.sctp("192.0.2.1", 80),
            VirtualServiceKey.tcp("192.0.2.1", 0),
            VirtualServiceKey.udp("224.0.0.5", 80),
            VirtualServiceKey.tcp("2001:db8::1", 80),
            VirtualServiceKey.udp("::", 80),
            VirtualServiceKey.tcp("::ffff:192.0.2.1", 80),
            VirtualServiceKey.firewallMark(7, AddressFamily.INET),
            VirtualServiceKey.firewallMark(7, AddressFamily.INET6),
            VirtualServiceKey.firewallMark(0xffff_ffffL, AddressFamily.INET));

    private static final List<String> UNKNOWN = List.of("nosuch", "none", "fifteen-chars-x", "RR", "sip");

    private final RandomDefinitions definitions;
    private final List<VirtualServiceKey> favourites;
    private boolean first = true;

    RandomCommands(long seed) {
        definitions = new RandomDefinitions(new Random(seed));
        favourites = List.of(definitions.any(SERVICES), definitions.any(SERVICES));
    }

    /** Often one of two, so that it is there. */
    private VirtualServiceKey key() {
        return definitions.any(definitions.chance(90) ? favourites : SERVICES);
    }

    /** The next command. */
    Command next() {
        int kind = definitions.below(100);
        if (first) {
            first = false;
            VirtualService service = definitions.service(favourites.get(0));
            return new Command("create " + service, did(ipvs -> ipvs.create(service)));
        }
        if (kind < 60) {
            IpvsChange change = change();
            return new Command(describe(change), ipvs -> make(change, ipvs));
        }
        if (kind < 72) {
            return plan();
        }
        if (kind < 84) {
            return reading();
        }
        if (kind < 90) {
            return zeroing();
        }
        return kind < 98 ? setting() : new Command("flush", did(Ipvs::flush));
    }

    private IpvsChange change() {
        VirtualServiceKey key = key();
        return switch (definitions.below(12)) {
            case 0, 1, 2 -> new IpvsChange.CreateService(service(key));
            case 3 -> new IpvsChange.UpdateService(service(key));
            case 4 -> new IpvsChange.RemoveService(key);
            case 5, 6, 7, 8 -> new IpvsChange.CreateRealServer(key, server());
            case 9, 10 -> new IpvsChange.UpdateRealServer(key, server());
            default -> new IpvsChange.RemoveRealServer(key, serverKey());
        };
    }

    private VirtualService service(VirtualServiceKey key) {
        VirtualService service = definitions.service(key);
        VirtualService.Builder changed = VirtualService.builder().from(service);
        if (definitions.chance(10)) {
            changed.scheduler(new Scheduler(definitions.any(UNKNOWN)));
        }
        Optional<Persistence> persistence = service.persistence();
        if (persistence.isPresent() && definitions.chance(15)) {
            changed.persistence(persistence.get().withEngine(definitions.any(UNKNOWN)));
        }
        return changed.build();
    }

    private RealServer server() {
        ForwardingMethod method = definitions.chance(10)
                ? new ForwardingMethod.Unknown(5 + definitions.below(3))
                : definitions.forwarding();
        return definitions.server(serverKey(), method);
    }

    private RealServerKey serverKey() {
        // The first ones are drawn often, so that they are there when they are drawn again.
        String address = definitions.chance(50) ? SERVERS.get(definitions.below(2) * 9) : definitions.any(SERVERS);
        return RealServerKey.of(address, definitions.chance(80) ? 80 : definitions.below(2));
    }

    private Command plan() {
        List<IpvsChange> changes = new ArrayList<>();
        for (int i = definitions.below(8); i >= 0; i--) {
            changes.add(change());
        }
        ApplyMode mode = definitions.any(List.of(ApplyMode.values()));
        StringJoiner text = new StringJoiner("; ", "apply " + mode + ": ", "");
        changes.forEach(change -> text.add(describe(change)));
        return new Command(text.toString(), ipvs -> {
            ApplyOutcome outcome = ipvs.apply(new IpvsPlan(IpvsScope.everything(), changes), mode);
            StringJoiner results = new StringJoiner(", ", outcome.attempted() + " sent: ", "");
            for (int i = 0; i < changes.size(); i++) {
                results.add(outcome.result(i).toString());
            }
            outcome.failures().forEach(failure -> results.add(outcome((KernelException) failure.cause())));
            return results.toString();
        });
    }

    private Command reading() {
        VirtualServiceKey key = key();
        return definitions.chance(50)
                ? new Command("read " + key, ipvs -> String.valueOf(ipvs.service(key)))
                : new Command("read real servers of " + key, ipvs -> String.valueOf(ipvs.realServers(key)));
    }

    private Command zeroing() {
        VirtualServiceKey key = key();
        return definitions.chance(20)
                ? new Command("zero", did(Ipvs::zero))
                : new Command("zero " + key, did(ipvs -> ipvs.zero(key)));
    }

    private Command setting() {
        if (definitions.chance(40)) {
            Timeouts timeouts = definitions.timeouts();
            return new Command("set " + timeouts, did(ipvs -> ipvs.setTimeouts(timeouts)));
        }
        SyncDaemon.Role role = definitions.any(List.of(SyncDaemon.Role.values()));
        if (definitions.chance(50)) {
            return new Command("stop " + role, did(ipvs -> ipvs.stopSyncDaemon(role)));
        }
        String device = definitions.any(List.of("eth0", "eth0", "eth0", "lo", "nosuch0"));
        SyncDaemon daemon = definitions.daemon(role, device);
        return new Command("start " + daemon, did(ipvs -> ipvs.startSyncDaemon(daemon)));
    }

    private static String make(IpvsChange change, Ipvs ipvs) {
        if (change instanceof IpvsChange.CreateService create) {
            ipvs.create(create.definition());
        } else if (change instanceof IpvsChange.UpdateService update) {
            ipvs.update(update.definition());
        } else if (change instanceof IpvsChange.RemoveService remove) {
            ipvs.remove(remove.service());
        } else if (change instanceof IpvsChange.CreateRealServer create) {
            ipvs.create(create.service(), create.definition());
        } else if (change instanceof IpvsChange.UpdateRealServer update) {
            ipvs.update(update.service(), update.definition());
        } else if (change instanceof IpvsChange.RemoveRealServer remove) {
            ipvs.remove(remove.service(), remove.realServer());
        }
        return "done";
    }

    private static Function<Ipvs, String> did(Consumer<Ipvs> work) {
        return ipvs -> {
            work.accept(ipvs);
            return "done";
        };
    }

    private static String outcome(KernelException e) {
        return e.getClass().getSimpleName() + " " + e.errnoName() + " (" + e.errno() + ")";
    }

    private static String describe(IpvsChange change) {
        if (change instanceof IpvsChange.CreateService create) {
            return change + " as " + create.definition();
        }
        if (change instanceof IpvsChange.UpdateService update) {
            return change + " to " + update.definition();
        }
        if (change instanceof IpvsChange.CreateRealServer create) {
            return change + " as " + create.definition();
        }
        return change instanceof IpvsChange.UpdateRealServer update
                ? change + " to " + update.definition()
                : "" + change;
    }
}
