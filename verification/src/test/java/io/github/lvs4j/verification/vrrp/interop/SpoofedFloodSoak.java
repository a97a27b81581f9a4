package io.github.lvs4j.verification.vrrp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.junit.RequiresPeer;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.vrrp.SoakTable;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@link SpoofedFlood} at 10,000 packets a second for 5 s: {@code ./lvs4j soak SpoofedFlood}, {@code -Dsoak.seconds} and {@code
 * -Dsoak.rate}.
 */
@Tag("soak")
@RequiresRoot
@RequiresTool({"ip", "tcpdump"})
@RequiresPeer("keepalived")
class SpoofedFloodSoak {

    private static final SpoofedFlood.Strength STRENGTH =
            new SpoofedFlood.Strength(Integer.getInteger("soak.rate", 10_000), Integer.getInteger("soak.seconds", 5));
    private static final Duration LATE = Duration.ofMillis(50);
    private static final SoakTable TABLE = new SoakTable(
            "spoofed-flood",
            "flooded",
            "sent",
            "a second",
            "rejected, each kind counted",
            "dropped by the kernel",
            "timing");

    @Test
    void shouldAdvertiseInTimeWhileFlooded() {
        SpoofedFlood flood = new SpoofedFlood(STRENGTH);
        SpoofedFlood.Counted counted = flood.master();
        row(
                "master",
                counted,
                "advertisements at most " + SoakTable.millis(flood.lateness()) + " ms late, 50 ms allowed");
        check(counted);
        assertThat(flood.lateness()).isLessThanOrEqualTo(LATE);
    }

    @Test
    void shouldTakeOverInTimeWhileFlooded() {
        SpoofedFlood flood = new SpoofedFlood(STRENGTH);
        SpoofedFlood.Counted counted = flood.backup();
        Duration theory = SpoofedFlood.VARIANT.down(100, SpoofedFlood.VARIANT.ourInterval());
        row(
                "backup",
                counted,
                "no takeover; then after a SIGKILL " + SoakTable.millis(flood.takeover()) + " ms, theory "
                        + SoakTable.millis(theory) + " ms");
        check(counted);
        assertThat(flood.takeover()).isBetween(theory.minusMillis(5), theory.plus(LATE));
    }

    private static void row(String what, SpoofedFlood.Counted counted, String timing) {
        TABLE.row(
                what,
                counted.sent(),
                Math.round(counted.perSecond()),
                counted.total() + " in " + counted.rejected().size() + " counters",
                counted.lost(),
                timing);
        counted.rejected().forEach((cause, count) -> TABLE.exact(what, cause, count));
        TABLE.exact(what, "sent", counted.sent());
        TABLE.exact(what, "lost", counted.lost());
    }

    private static void check(SpoofedFlood.Counted counted) {
        SpoofedFlood.check(counted);
        assertThat(counted.perSecond()).as("really so many").isGreaterThanOrEqualTo(STRENGTH.perSecond() * 0.95);
    }

    @AfterAll
    static void print() {
        TABLE.print();
    }
}
