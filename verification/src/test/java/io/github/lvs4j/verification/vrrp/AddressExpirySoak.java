package io.github.lvs4j.verification.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.hosts.HostProcess;
import io.github.lvs4j.testkit.hosts.TestHost;
import io.github.lvs4j.testkit.hosts.TestLan;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.vrrp.interop.Waiting;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How late this kernel removes an address whose lifetime is over, added by ip and seen by {@code ip monitor}, without lvs4j: what
 * a lease can be worth. 40 times each or {@code -Dsoak.rounds}: {@code ./lvs4j soak AddressExpiry}.
 */
@Tag("soak")
@RequiresRoot
@RequiresTool("ip")
class AddressExpirySoak {

    private static final int ROUNDS = Integer.getInteger("soak.rounds", 40);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final SoakTable TABLE =
            new SoakTable("address-expiry", "lifetime", "rounds", "late: median", "nine of ten", "worst");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldRemoveAnAddressNotBeforeItsTime(int seconds) {
        List<Duration> late = new ArrayList<>();
        try (TestLan lan = TestLan.create()) {
            TestHost host = lan.host("a").connect("eth0", lan.network("wan"), "192.0.2.1/24");
            for (int round = 1; round <= ROUNDS; round++) {
                late.add(measure(host, seconds));
                TABLE.exact(seconds, round, late.get(round - 1).toNanos());
            }
        }
        SoakTable.progress("AddressExpiry %d s: %d rounds", seconds, ROUNDS);
        TABLE.row(
                seconds + " s",
                ROUNDS,
                SoakTable.millis(SoakTable.median(late)) + " ms",
                SoakTable.millis(SoakTable.quantile(late, 0.9)) + " ms",
                SoakTable.millis(SoakTable.quantile(late, 1)) + " ms");
        assertThat(SoakTable.quantile(late, 0))
                .isGreaterThan(Duration.ofMillis(-50)); // the kernel takes 20 ms for none
    }

    private static Duration measure(TestHost host, int seconds) {
        Waiting.sleep(Duration.ofMillis(ThreadLocalRandom.current().nextInt(1000))); // any phase of the kernel's clock
        String lifetime = String.valueOf(seconds);
        try (HostProcess monitor = host.start(List.of("ip", "-ts", "monitor", "address"), Map.of())) {
            Waiting.sleep(Duration.ofMillis(300)); // until it listens; what it misses fails the round
            host.ip("address", "add", "192.0.2.9/32", "dev", "eth0", "valid_lft", lifetime, "preferred_lft", lifetime);
            String added = monitor.awaitLine(line -> line.contains("192.0.2.9"), PATIENCE);
            String removed = monitor.awaitLine(line -> line.contains("Deleted"), PATIENCE);
            return Duration.between(time(added), time(removed)).minusSeconds(seconds);
        }
    }

    private static LocalDateTime time(String line) {
        return LocalDateTime.parse(line.substring(1, line.indexOf(']')));
    }

    @AfterAll
    static void print() {
        TABLE.print();
    }
}
