package io.github.lvs4j.verification.vrrp.interop;

import io.github.lvs4j.testkit.hosts.Capture;
import io.github.lvs4j.testkit.hosts.CapturedFrame;
import io.github.lvs4j.testkit.hosts.Eventually;
import io.github.lvs4j.testkit.hosts.HostProcess;
import io.github.lvs4j.testkit.hosts.TestHost;
import io.github.lvs4j.testkit.hosts.TestLan;
import io.github.lvs4j.testkit.hosts.TestNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Two hosts, ours and the peer's, and a third that listens, on one link or two. Confined to one thread. */
final class Bed implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(25);
    private static final String FILTER = "ip proto 112 or ip proto 51 or arp or ip6 proto 112 or icmp6";

    private final TestLan lan = TestLan.create();
    private final List<Capture> captures = new ArrayList<>();
    private final List<List<String>> ourAddresses = new ArrayList<>();
    private final Path directory;
    final Variant variant;
    final int ourNumber;
    final int ourPriority;
    final int peerPriority;
    final TestHost ourHost;
    final TestHost peerHost;
    final TestHost third;
    final PeerDaemon peer;
    HostProcess ours;

    Bed(Variant variant, boolean frr, boolean oursIsHigher) {
        this(variant, frr, oursIsHigher ? 150 : 100, oursIsHigher ? 100 : 150);
    }

    Bed(Variant variant, boolean frr, boolean oursIsHigher, String filter) {
        this(variant, frr, oursIsHigher ? 150 : 100, oursIsHigher ? 100 : 150, filter);
    }

    Bed(Variant variant, boolean frr, int ourPriority, int peerPriority) {
        this(variant, frr, ourPriority, peerPriority, FILTER);
    }

    private Bed(Variant variant, boolean frr, int ourPriority, int peerPriority, String filter) {
        this.variant = variant;
        this.ourPriority = ourPriority;
        this.peerPriority = peerPriority;
        ourNumber = ourPriority > peerPriority ? 1 : 2;
        ourHost = lan.host("ours");
        peerHost = lan.host("peer");
        third = lan.host("third");
        for (int link = 0; link < variant.links(); link++) {
            TestNetwork network = lan.hub("link" + link);
            ourHost.connect("eth" + link, network, prefix(variant.host(link, ourNumber)));
            peerHost.connect("eth" + link, network, prefix(variant.host(link, 3 - ourNumber)));
            third.connect("eth" + link, network, prefix(variant.host(link, 9)));
            captures.add(third.capture("eth" + link, filter));
            ourAddresses.add(addressesOf(ourHost, "eth" + link));
        }
        try {
            directory = Files.createTempDirectory("lvs4j-interop");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a directory for the peer", e);
        }
        peer = frr
                ? new FrrDaemon(peerHost, directory, variant, variant.vrrpdConf(peerPriority))
                : new KeepalivedDaemon(peerHost, directory, variant.keepalivedConf(3 - ourNumber, peerPriority));
    }

    private static String prefix(String address) {
        return address + (address.contains(":") ? "/64" : "/24");
    }

    private static List<String> addressesOf(TestHost host, String interfaceName) {
        return Stream.of(host.ip("-o", "address", "show", "dev", interfaceName).split("\\s+"))
                .filter(word -> word.contains("/"))
                .map(word -> word.substring(0, word.indexOf('/')))
                .toList();
    }

    void startOurs() {
        startOurs(OurRouter.class, OurRouter.SMALL);
    }

    void startOurs(Class<?> program, List<String> flags) {
        ours = ourHost.start(OurRouter.command(program, flags, variant, ourNumber, ourPriority), Map.of());
        ours.awaitLine("started"::equals, PATIENCE);
    }

    /** The kernel drops global IPv6 addresses of a link that goes down, and the administrator of the host puts them back. */
    void restoreAfterLinkDown(boolean onOurs) {
        if (variant.has(Variant.Trait.IPV6)) {
            int link = variant.links() - 1;
            (onOurs ? ourHost : peerHost)
                    .ip(
                            "address",
                            "replace",
                            prefix(variant.host(link, onOurs ? ourNumber : 3 - ourNumber)),
                            "dev",
                            "eth" + link);
        }
    }

    List<CapturedFrame> frames(int link) {
        return captures.get(link).frames();
    }

    /** What passed a link so far. */
    List<OnWire> wire(int link) {
        return captures.get(link).frames().stream()
                .map(OnWire::of)
                .flatMap(Optional::stream)
                .toList();
    }

    boolean isOurs(int link, OnWire seen) {
        return ourAddresses.get(link).contains(seen.source());
    }

    List<OnWire> advertisements(int link, boolean ofOurs) {
        return wire(link).stream()
                .filter(seen -> !seen.isAnnouncement() && isOurs(link, seen) == ofOurs)
                .toList();
    }

    /** The first advertisement after a time that is as wanted, waited for. */
    OnWire await(int link, boolean ofOurs, Instant after, String what, Predicate<OnWire> wanted) {
        Predicate<OnWire> both = seen -> seen.time().isAfter(after) && wanted.test(seen);
        await(
                (ofOurs ? "our " : "the peer's ") + what + " on link " + link,
                () -> advertisements(link, ofOurs).stream().anyMatch(both));
        return advertisements(link, ofOurs).stream().filter(both).findFirst().orElseThrow();
    }

    /** The last advertisement of a side that claims mastership. */
    Instant lastClaim(int link, boolean ofOurs) {
        return advertisements(link, ofOurs).stream()
                .filter(seen -> seen.priority() > 0)
                .map(OnWire::time)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    boolean weHold() {
        return Stream.iterate(0, link -> link < variant.links(), link -> link + 1)
                .allMatch(link -> holds(link, variant.virtualAddresses(link)));
    }

    boolean weHoldNone() {
        return Stream.iterate(0, link -> link < variant.links(), link -> link + 1)
                .flatMap(link -> variant.virtualAddresses(link).stream().map(address -> holds(link, List.of(address))))
                .noneMatch(held -> held);
    }

    private boolean holds(int link, List<String> addresses) {
        String all = ourHost.run("ip", "-o", "address").output();
        return addresses.stream().allMatch(address -> all.contains(" " + address + "/"));
    }

    void await(String what, BooleanSupplier condition) {
        try {
            Eventually.within(PATIENCE, what, () -> {
                if (condition.getAsBoolean()) {
                    return true;
                }
                pause();
                return false;
            });
        } catch (RuntimeException e) {
            throw new AssertionError(e.getMessage() + "\n" + report(), e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(40);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String report() {
        StringBuilder text = new StringBuilder("ours:\n");
        text.append(ours == null ? "" : String.join("\n", ours.lines()));
        text.append("\nthe peer, by its own log ")
                .append(peer.state())
                .append(":\n")
                .append(peer.log());
        for (int link = 0; link < captures.size(); link++) {
            text.append("\nlink ")
                    .append(link)
                    .append(", ours is ")
                    .append(ourAddresses.get(link))
                    .append(":\n");
            wire(link).forEach(seen -> text.append(seen).append('\n'));
        }
        return text.toString();
    }

    @Override
    public void close() {
        captures.forEach(Capture::close);
        lan.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }
}
