package io.github.lvs4j.verification.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RoutingTable;
import io.github.lvs4j.testkit.hosts.TestHost;
import io.github.lvs4j.vrrp.VirtualAddress;
import io.github.lvs4j.vrrp.VirtualMac;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpRouter;
import io.github.lvs4j.vrrp.VrrpState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Link flaps of a master and of a backup, which must leave exactly the state they found: addresses, excluded ones among them,
 * routes and rules of both families, descriptors, threads, and as many advertisements as one timer sends.
 */
final class LinkFlaps {

    private static final int EXPECTED = 20; // advertisements while they are counted, at 100 ms
    private static final int VRRP = 112;

    /** What the virtual router is like. */
    enum Kind {
        IPV4,
        IPV4_WITH_VIRTUAL_MAC,
        IPV6
    }

    private LinkFlaps() {}

    static SoakTable table(String name) {
        return new SoakTable(
                name,
                "virtual router",
                "flaps",
                "became master",
                "descriptors",
                "threads",
                "advertisements in 2 s",
                "state");
    }

    static void run(int flaps, Kind kind, SoakTable table) {
        try (DutiesBed bed = new DutiesBed()) {
            VrrpRouter master = bed.startMaster(bed.a, router(150, kind));
            VrrpRouter backup = bed.start(bed.b, router(100, kind));
            handOver(bed, backup); // a backup opens some sockets when it first is master
            flap(bed, bed.a, master, backup, 1); // classes are loaded and pools are full
            String before = settled(bed, master, backup);
            for (int i = 0; i < flaps; i++) {
                flap(bed, i % 4 == 3 ? bed.b : bed.a, master, backup, i);
                if (i % 10 == 9) {
                    SoakTable.progress("LinkFlaps %s: %d of %d", kind, i + 1, flaps);
                }
            }
            String after = settled(bed, master, backup);
            long advertised = advertisements(bed);
            String[] counts = after.substring(after.indexOf("descriptors")).split("\\s+");
            table.row(
                    kind,
                    flaps,
                    master.status().router("VI").orElseThrow().timesMaster() + " times",
                    counts[1],
                    counts[3],
                    advertised,
                    after.equals(before) ? "as before" : "differs");
            table.exact(kind, flaps, "before", before.replace('\n', ' '));
            table.exact(kind, flaps, "after", after.replace('\n', ' '));
            assertThat(after).isEqualTo(before);
            assertThat(advertised).as("advertisements of one timer").isBetween(1L, EXPECTED * 3 / 2L);
        }
    }

    private static void handOver(DutiesBed bed, VrrpRouter backup) {
        bed.a.setCarrier("eth0", false);
        DutiesBed.await("the backup is master", () -> DutiesBed.state(backup) == VrrpState.MASTER);
        DutiesBed.await("with all it has", () -> bed.b.ip("address").contains("2001:db8::7/128"));
        bed.a.setCarrier("eth0", true);
    }

    private static void flap(DutiesBed bed, TestHost host, VrrpRouter master, VrrpRouter backup, int round) {
        if (round % 2 == 0) {
            host.setLink("eth0", false);
            if (round % 4 == 0) {
                awaitFault(bed, host, master, backup);
            } // else as quickly as it can be
            host.setLink("eth0", true);
        } else {
            host.setCarrier("eth0", false);
            awaitFault(bed, host, master, backup);
            host.setCarrier("eth0", true);
        }
        settled(bed, master, backup);
    }

    private static void awaitFault(DutiesBed bed, TestHost host, VrrpRouter master, VrrpRouter backup) {
        VrrpRouter there = host == bed.a ? master : backup;
        DutiesBed.await("fault on " + host.name(), () -> DutiesBed.state(there) == VrrpState.FAULT);
    }

    private static String settled(DutiesBed bed, VrrpRouter master, VrrpRouter backup) {
        DutiesBed.await(
                "master and backup as before",
                () -> DutiesBed.state(master) == VrrpState.MASTER && DutiesBed.state(backup) == VrrpState.BACKUP);
        DutiesBed.await(
                "duties done",
                () -> bed.a.ip("address").contains("2001:db8::7/128")
                        && !bed.b.ip("address").contains("2001:db8::7/128")
                        && (bed.a.ip("rule") + bed.a.ip("-6", "rule")).contains("1000:")
                        && !(table100(bed.a, "-4") + table100(bed.a, "-6")).isBlank());
        return state(bed.a) + state(bed.b) + "descriptors " + count("/proc/self/fd") + "\nthreads "
                + Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("lvs4j"))
                        .count();
    }

    private static String table100(TestHost host, String family) {
        return host.run("ip", family, "route", "show", "table", "100").output();
    }

    /** How many come in the next two seconds, by whichever MAC address. */
    private static long advertisements(DutiesBed bed) {
        long before = advertisementsSoFar(bed);
        try {
            Thread.sleep(2000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return advertisementsSoFar(bed) - before;
    }

    private static long advertisementsSoFar(DutiesBed bed) {
        return bed.capture.frames().stream()
                .filter(frame -> frame.etherType() == 0x0800 && frame.bytes().get(23) == VRRP
                        || frame.etherType() == 0x86dd && frame.bytes().get(20) == VRRP)
                .count();
    }

    /** Less what the kernel counts or chooses anew. */
    private static String state(TestHost host) {
        StringBuilder text = new StringBuilder();
        for (String what :
                new String[] {"address", "route show table all", "-6 route show table all", "rule", "-6 rule"}) {
            new TreeSet<>(host.ip(("-o " + what).split(" "))
                            .lines()
                            .map(LinkFlaps::lasting)
                            .toList())
                    .forEach(line -> text.append(line).append('\n'));
        }
        return text.toString();
    }

    private static String lasting(String line) {
        return line.replaceAll("(valid_lft|preferred_lft|expires) \\S+", "$1")
                .replaceAll("^\\d+: ", "")
                .strip();
    }

    private static long count(String directory) {
        try (Stream<Path> entries = Files.list(Path.of(directory))) {
            return entries.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static VirtualRouter router(int priority, Kind kind) {
        if (kind == Kind.IPV6) {
            return DutiesBed.quick(
                    priority,
                    b -> b.addresses("fe80::100", "2001:db8::7")
                            .addExcludedAddresses(VirtualAddress.parse("113.226.77.88"))
                            .addVirtualRoutes(Route.builder()
                                    .destination(IpPrefix.parse("2001:db8:5::/64"))
                                    .interfaceName(InterfaceName.of("eth0"))
                                    .table(new RoutingTable(100))
                                    .build())
                            .addVirtualRules(PolicyRule.builder()
                                    .family(AddressFamily.INET6)
                                    .priority(1000)
                                    .source(IpPrefix.parse("2001:db8::7/128"))
                                    .table(new RoutingTable(100))
                                    .build()));
        }
        VirtualRouter.Builder builder =
                VirtualRouter.Builder.class.cast(VirtualRouter.builder().from(MasterDutiesTest.routed(priority)));
        builder.addExcludedAddresses(VirtualAddress.parse("2001:db8::7"));
        if (kind == Kind.IPV4_WITH_VIRTUAL_MAC) {
            builder.virtualMac(VirtualMac.DEFAULT);
        }
        return builder.build();
    }
}
