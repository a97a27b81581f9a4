package io.github.lvs4j.verification.vrrp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.junit.RequiresPeer;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.testkit.peers.Keepalived;
import io.github.lvs4j.verification.vrrp.SoakTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@link ThousandRouters}: 1,000 in one JVM and then in keepalived with the same file, watched for 60 seconds each after 20 s of
 * settling: {@code ./lvs4j soak ThousandRouters}, {@code -Dsoak.seconds}; {@code -Dsoak.routers} is a multiple of 4.
 */
@Tag("soak")
@RequiresRoot
@RequiresTool({"ip", "tcpdump"})
@RequiresPeer("keepalived")
class ThousandRoutersSoak {

    private static final int ROUTERS = Integer.getInteger("soak.routers", 1000);
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("soak.seconds", 60));
    private static final Duration SETTLING = Duration.ofSeconds(20); // both bursts, the compiler
    private static final Duration LATE = Duration.ofMillis(50);

    private final SoakTable table = new SoakTable(
            "thousand-routers",
            ROUTERS + " virtual routers at 1 s",
            "watched",
            "CPU",
            "RSS",
            "advertisements",
            "late by, median",
            "p99.9",
            "latest");

    @TempDir
    private Path directory;

    @Test
    void shouldAdvertiseInTimeForAThousandRouters() throws IOException {
        Path conf = Files.writeString(directory.resolve("keepalived.conf"), ThousandRouters.conf(ROUTERS));
        ThousandRouters.Seen ours = watch("lvs4j", ThousandRouters.ours(conf.toString()));
        ThousandRouters.Seen theirs = watch("keepalived", Keepalived.command(conf, directory, "--vrrp"));
        table.print();
        check(ours);
        assertThat(latest(ours)).isLessThanOrEqualTo(LATE);
        assertThat(theirs.cadence().routers()).as("keepalived's").isEqualTo(ROUTERS);
    }

    private ThousandRouters.Seen watch(String whose, List<String> command) {
        ThousandRouters.Seen seen = ThousandRouters.watch(command, ROUTERS, SETTLING, TIME);
        List<Duration> late = seen.cadence().lateness();
        double cpu = 100.0 * seen.processorTime().toNanos() / seen.time().toNanos();
        table.row(
                whose,
                seen.time().toSeconds() + " s",
                String.format(Locale.ROOT, "%.1f %%", cpu),
                seen.residentKilobytes() / 1024 + " MiB",
                seen.cadence().advertisements() + (seen.missed() > 0 ? ", " + seen.missed() + " not captured" : ""),
                SoakTable.millis(SoakTable.quantile(late, 0.5)) + " ms",
                SoakTable.millis(SoakTable.quantile(late, 0.999)) + " ms",
                SoakTable.millis(latest(seen)) + " ms");
        table.exact(
                whose,
                "cpu ns",
                seen.processorTime().toNanos(),
                "of ns",
                seen.time().toNanos());
        table.exact(whose, "rss kB", seen.residentKilobytes());
        late.forEach(one -> table.exact(whose, "late ns", one.toNanos()));
        return seen;
    }

    private static void check(ThousandRouters.Seen seen) {
        assertThat(seen.missed()).as("frames that the listener lost").isZero();
        assertThat(seen.cadence().routers()).isEqualTo(ROUTERS);
        assertThat(seen.cadence().least()).as("of the most silent router").isGreaterThanOrEqualTo(TIME.toSeconds() - 1);
    }

    private static Duration latest(ThousandRouters.Seen seen) {
        return SoakTable.quantile(seen.cadence().lateness(), 1);
    }
}
