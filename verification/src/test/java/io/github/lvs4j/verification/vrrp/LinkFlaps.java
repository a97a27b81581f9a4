package io.github.lvs4j.verification.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Link flaps of a master and of a backup, which must leave exactly the state they found. */
final class LinkFlaps {

    private LinkFlaps() {}

    static void run(int flaps, boolean virtualMac) {
        try (DutiesBed bed = new DutiesBed()) {
            VrrpRouter master = bed.startMaster(bed.a, router(150, virtualMac));
            VrrpRouter backup = bed.start(bed.b, router(100, virtualMac));
            flap(bed, bed.a, master, backup, 1); // classes are loaded and pools are full
            String before = settled(bed, master, backup);
            for (int i = 0; i < flaps; i++) {
                flap(bed, i % 4 == 3 ? bed.b : bed.a, master, backup, i);
            }
            String after = settled(bed, master, backup);
            System.out.println("[measure] " + flaps + " flaps" + (virtualMac ? " with virtual MAC" : "") + ": master "
                    + master.status().router("VI").orElseThrow().timesMaster() + " times; descriptors and threads "
                    + after.substring(after.indexOf("descriptors")).replace('\n', ' '));
            assertThat(after).isEqualTo(before);
        }
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
                        && !bed.b.ip("address").contains("113.226.77.88")
                        && bed.a.ip("rule").contains("1000:")
                        && !bed.a
                                .run("ip", "route", "show", "table", "100")
                                .output()
                                .isBlank());
        return state(bed.a) + state(bed.b) + "descriptors " + count("/proc/self/fd") + "\nthreads "
                + Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("lvs4j"))
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

    private static VirtualRouter router(int priority, boolean virtualMac) {
        VirtualRouter.Builder builder =
                VirtualRouter.Builder.class.cast(VirtualRouter.builder().from(MasterDutiesTest.routed(priority)));
        builder.addExcludedAddresses(VirtualAddress.parse("2001:db8::7"));
        if (virtualMac) {
            builder.virtualMac(VirtualMac.DEFAULT);
        }
        return builder.build();
    }
}
