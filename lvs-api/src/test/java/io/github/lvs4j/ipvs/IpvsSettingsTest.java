package io.github.lvs4j.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.lvs4j.net.IpAddress;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What timeouts and sync daemons can be. */
class IpvsSettingsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void shouldBoundTimeoutsByWhatEveryKernelCanCount() {
        Duration longest = Duration.ofSeconds(2_147_483);
        assertThat(Timeouts.of(longest, Duration.ZERO, SECOND)).isEqualTo(new Timeouts(longest, Duration.ZERO, SECOND));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Timeouts.of(longest.plus(SECOND), SECOND, SECOND))
                .withMessage("timeout tcp PT596H31M24S is out of range: whole seconds, 0 to 2147483");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Timeouts.of(SECOND, Duration.ofMillis(1500), SECOND))
                .withMessageContaining("tcpfin");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Timeouts.of(SECOND, SECOND, Duration.ofSeconds(-1)))
                .withMessageContaining("udp");
    }

    @Test
    void shouldHoldWhateverAKernelReports() {
        Duration most = Duration.ofSeconds(Integer.MAX_VALUE);
        assertThat(new Timeouts(most, most, most).tcp()).isEqualTo(most);
        assertThatIllegalArgumentException().isThrownBy(() -> new Timeouts(most.plus(SECOND), most, most));
    }

    @Test
    void shouldLeaveToTheKernelWhatADaemonDoesNotAskFor() {
        SyncDaemon plain = SyncDaemon.master(0, "eth0");
        assertThat(plain.role().number()).isEqualTo(1);
        assertThat(SyncDaemon.backup(255, "eth0").role().number()).isEqualTo(2);
        assertThat(plain.multicastGroup()).isEmpty();
        assertThat(plain.multicastPort()).isEmpty();
        assertThat(plain.multicastTtl()).isEmpty();
        assertThat(plain.syncMaxLength()).isEmpty();
    }

    @Test
    void shouldRefuseWhatADaemonCannotBe() {
        assertRefused("sync id 256 is out of range: 0 to 255", 256, daemon -> daemon);
        assertRefused("multicast port 0 is out of range: 1 to 65535", 1, daemon -> daemon.multicastPort(0));
        assertRefused("multicast TTL 256 is out of range: 1 to 255", 1, daemon -> daemon.multicastTtl(256));
        assertRefused("maximum length 65536 is out of range", 1, daemon -> daemon.syncMaxLength(65536));
        assertRefused(
                "192.0.2.1 is no multicast address", 1, daemon -> daemon.multicastGroup(IpAddress.parse("192.0.2.1")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SyncDaemon.master(1, "eth 0"))
                .withMessageContaining("not an interface name");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SyncDaemon.builder().syncId(1).build())
                .withMessageContaining("role");
    }

    private static void assertRefused(String message, int syncId, UnaryOperator<SyncDaemon.Builder> change) {
        SyncDaemon.Builder builder = change.apply(
                SyncDaemon.builder().from(SyncDaemon.master(1, "eth0")).syncId(syncId));
        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining(message);
    }
}
