package io.github.lvs4j.verification.vrrp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The higher of the two is master, fails in one way after the other, and comes back each time. Judged is the order on the wire, one
 * master after settling, both sides' own opinion, and the time between the last advertisement and the successor's first, generously.
 */
final class Encounter {

    /** How the master fails. */
    enum Failure {
        TERM,
        KILL,
        LINK_DOWN,
        CARRIER_LOSS
    }

    private static final Duration EARLY = Duration.ofMillis(30);
    private static final Duration LATE = Duration.ofMillis(600);

    private final Bed bed;
    private final boolean frr;
    private final boolean oursFails;
    private final Variant variant;
    private final StringBuilder figures = new StringBuilder();

    private Encounter(Bed bed, boolean frr, boolean oursFails) {
        this.bed = bed;
        this.frr = frr;
        this.oursFails = oursFails;
        this.variant = bed.variant;
    }

    /** Runs all of it; returns one line of figures. */
    static String run(Variant variant, boolean frr, boolean oursFails, List<Failure> failures) {
        try (Bed bed = new Bed(variant, frr, oursFails)) {
            Encounter encounter = new Encounter(bed, frr, oursFails);
            try {
                bed.peer.start();
                bed.startOurs();
                encounter.awaitReturn(Instant.MIN);
                for (Failure failure : failures) {
                    encounter.meet(failure);
                }
            } catch (AssertionError e) {
                throw new AssertionError(e.getMessage() + "\n" + bed.report(), e);
            }
            return encounter.figures.toString();
        }
    }

    private void meet(Failure failure) {
        Instant begin = Instant.now();
        fail(failure);
        int failed = variant.links() - 1;
        OnWire successor =
                bed.await(failed, !oursFails, begin, "advertisement after " + failure, s -> s.priority() > 0);
        Duration took;
        Duration theory;
        if (failure == Failure.TERM) {
            Instant release = release(failed, begin);
            took = Duration.between(release, successor.time());
            theory = variant.skew(winner(), loserInterval());
            assertThat(bed.lastClaim(failed, oursFails))
                    .as("no claim after the release")
                    .isBefore(release);
        } else {
            took = Duration.between(bed.lastClaim(failed, oursFails), successor.time());
            theory = variant.down(winner(), loserInterval());
        }
        figures.append(String.format(Locale.ROOT, " %s %d (%d)", failure, took.toMillis(), theory.toMillis()));
        assertThat(took)
                .as("takeover after " + failure)
                .isBetween(theory.minus(EARLY), theory.plus(LATE).plus(frrsDelay()));
        for (int link = 0; link < variant.links(); link++) {
            checkOrder(link, begin, failure);
        }
        checkOpinions(failure);
        Instant repaired = Instant.now();
        repair(failure);
        awaitReturn(repaired);
    }

    private void fail(Failure failure) {
        String last = "eth" + (variant.links() - 1);
        switch (failure) {
            case TERM -> {
                if (oursFails) {
                    bed.ours.stop(Bed.PATIENCE);
                } else {
                    bed.peer.stop();
                }
            }
            case KILL -> {
                if (oursFails) {
                    bed.ours.kill();
                } else {
                    bed.peer.kill();
                }
            }
            case LINK_DOWN -> (oursFails ? bed.ourHost : bed.peerHost).setLink(last, false);
            case CARRIER_LOSS -> (oursFails ? bed.ourHost : bed.peerHost).setCarrier(last, false);
        }
    }

    private void repair(Failure failure) {
        String last = "eth" + (variant.links() - 1);
        switch (failure) {
            case TERM, KILL -> {
                if (oursFails) {
                    bed.startOurs();
                } else {
                    bed.peer.start();
                }
            }
            case LINK_DOWN -> {
                (oursFails ? bed.ourHost : bed.peerHost).setLink(last, true);
                bed.restoreAfterLinkDown(oursFails);
            }
            case CARRIER_LOSS -> (oursFails ? bed.ourHost : bed.peerHost).setCarrier(last, true);
        }
    }

    /** The advertisement of priority 0 on a link. */
    private Instant release(int link, Instant begin) {
        return bed.await(link, oursFails, begin, "priority 0", seen -> seen.priority() == 0)
                .time();
    }

    /** Nothing is announced between the failure and the successor's first advertisement; then something is. */
    private void checkOrder(int link, Instant begin, Failure failure) {
        OnWire first = bed.await(link, !oursFails, begin, "advertisement after " + failure, s -> s.priority() > 0);
        Instant last = failure == Failure.TERM ? release(link, begin) : bed.lastClaim(link, oursFails);
        if (frrsDelay().isZero()) {
            bed.await("an announcement on link " + link, () -> announced(link, first.time(), Instant.MAX));
            assertThat(announced(link, last.plusMillis(50), first.time()))
                    .as("announced before advertised on link " + link)
                    .isFalse();
        } else {
            bed.await("an announcement on link " + link, () -> announced(link, begin, Instant.MAX));
        }
    }

    private boolean announced(int link, Instant after, Instant before) {
        return bed.wire(link).stream()
                .anyMatch(seen -> seen.isAnnouncement()
                        && variant.virtualAddresses(link).contains(seen.source())
                        && seen.time().isAfter(after)
                        && seen.time().isBefore(before));
    }

    private void checkOpinions(Failure failure) {
        if (oursFails) {
            bed.await("the peer calls itself master", () -> bed.peer.state().equals("MASTER"));
            bed.await("our host holds none", () -> failure == Failure.KILL || bed.weHoldNone());
        } else {
            bed.await("we hold the addresses", bed::weHold);
        }
    }

    /** The one that had failed is master again, alone, and both know it. */
    private void awaitReturn(Instant after) {
        for (int link = 0; link < variant.links(); link++) {
            Instant back = bed.await(link, oursFails, after, "return", seen -> seen.priority() > 0)
                    .time();
            Duration interval = loserInterval();
            bed.await(
                    link,
                    oursFails,
                    back.plus(interval.multipliedBy(5).dividedBy(2)),
                    "third advertisement",
                    s -> true);
            int settled = link;
            assertThat(bed.advertisements(link, !oursFails))
                    .as("one master on link " + settled + " after settling")
                    .noneMatch(seen -> seen.priority() > 0
                            && seen.time().isAfter(back.plus(interval).plus(LATE)));
        }
        if (oursFails) {
            bed.await("we hold the addresses", bed::weHold);
            bed.await("the peer calls itself backup", () -> bed.peer.state().equals("BACKUP"));
        } else {
            bed.await("we hold none", bed::weHoldNone);
            bed.await("the peer calls itself master", () -> bed.peer.state().equals("MASTER"));
        }
    }

    private int winner() {
        return oursFails ? bed.peerPriority : bed.ourPriority;
    }

    private Duration loserInterval() {
        return oursFails ? variant.ourInterval() : variant.peerInterval();
    }

    /** FRR announces IPv6 addresses first and advertises up to an interval later: its macvlan had no usable source yet. */
    private Duration frrsDelay() {
        return frr && oursFails && variant.has(Variant.Trait.IPV6) ? variant.peerInterval() : Duration.ZERO;
    }
}
