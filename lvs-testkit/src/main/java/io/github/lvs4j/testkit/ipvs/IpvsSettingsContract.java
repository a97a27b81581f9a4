package io.github.lvs4j.testkit.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.InvalidRequestException;
import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.SyncDaemon;
import io.github.lvs4j.ipvs.SyncDaemon.Role;
import io.github.lvs4j.ipvs.Timeouts;
import io.github.lvs4j.ipvs.Tunnel;
import io.github.lvs4j.net.IpAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Ipvs} must do with timeouts and sync daemons. It takes for granted that the namespace has an interface
 * {@code lo} with an MTU of 65536, that no daemon runs, and that the kernel is 4.3 or newer.
 */
public abstract class IpvsSettingsContract extends BeddedIpvs {

    private static final int MASTER_LENGTH = 1500 - 28;
    private static final int BACKUP_LENGTH = 65535 - 28;

    /** For subclasses. */
    protected IpvsSettingsContract() {}

    private static Timeouts timeouts(long tcp, long tcpFin, long udp) {
        return Timeouts.of(Duration.ofSeconds(tcp), Duration.ofSeconds(tcpFin), Duration.ofSeconds(udp));
    }

    @Test
    void shouldBeginWithTheKernelsTimeouts() {
        assertThat(ipvs.timeouts()).isEqualTo(timeouts(900, 120, 300));
    }

    @Test
    void shouldReadBackTimeouts() throws Exception {
        ipvs.setTimeouts(timeouts(1, 2, 3));
        assertThat(ipvs.timeouts()).isEqualTo(timeouts(1, 2, 3));
        ipvs.setTimeouts(timeouts(2_147_483, 2_147_483, 2_147_483));
        try (Ipvs other = openAnother()) {
            assertThat(other.timeouts()).isEqualTo(timeouts(2_147_483, 2_147_483, 2_147_483));
        }
    }

    @Test
    void shouldLeaveTimeoutsThatAreZero() {
        ipvs.setTimeouts(timeouts(0, 0, 0));
        assertThat(ipvs.timeouts()).isEqualTo(timeouts(900, 120, 300));
        ipvs.setTimeouts(timeouts(60, 0, 0));
        ipvs.setTimeouts(timeouts(0, 70, 0));
        ipvs.setTimeouts(timeouts(0, 0, 80));
        assertThat(ipvs.timeouts()).isEqualTo(timeouts(60, 70, 80));
    }

    @Test
    void shouldRefuseTimeoutsThatNoKernelCanCount() {
        Duration longest = Duration.ofSeconds(Integer.MAX_VALUE);
        Timeouts tooLong = new Timeouts(longest, Duration.ZERO, Duration.ZERO);
        assertRefused(InvalidRequestException.class, "EINVAL", "timeouts", () -> ipvs.setTimeouts(tooLong));
        assertThat(ipvs.timeouts()).isEqualTo(timeouts(900, 120, 300));
    }

    @Test
    void shouldBeginWithoutDaemons() {
        assertThat(ipvs.syncDaemons()).isEmpty();
    }

    @Test
    void shouldTellWhatTheKernelChose() throws Exception {
        ipvs.startSyncDaemon(SyncDaemon.backup(0, "lo"));
        ipvs.startSyncDaemon(SyncDaemon.master(255, "lo"));
        SyncDaemon master = chosen(SyncDaemon.master(255, "lo"), MASTER_LENGTH);
        SyncDaemon backup = chosen(SyncDaemon.backup(0, "lo"), BACKUP_LENGTH);
        try (Ipvs other = openAnother()) {
            assertThat(other.syncDaemons()).containsExactly(master, backup);
        }
    }

    private static SyncDaemon chosen(SyncDaemon asked, int length) {
        return SyncDaemon.builder()
                .from(asked)
                .multicastGroup(IpAddress.parse("224.0.0.81"))
                .multicastPort(8848)
                .multicastTtl(1)
                .syncMaxLength(length)
                .build();
    }

    @Test
    void shouldReadBackWhatWasAskedFor() {
        SyncDaemon master = SyncDaemon.builder()
                .from(SyncDaemon.master(7, "lo"))
                .multicastGroup(IpAddress.parse("239.1.2.3"))
                .multicastPort(65535)
                .multicastTtl(255)
                .syncMaxLength(1)
                .build();
        SyncDaemon backup = SyncDaemon.builder()
                .from(SyncDaemon.backup(8, "lo"))
                .multicastGroup(IpAddress.parse("ff02::1234"))
                .multicastPort(1)
                .multicastTtl(2)
                .syncMaxLength(1024)
                .build();
        ipvs.startSyncDaemon(master);
        ipvs.startSyncDaemon(backup);
        assertThat(ipvs.syncDaemons()).containsExactly(master, backup);
    }

    @Test
    void shouldTellWhatTheKernelMadeOfALength() {
        SyncDaemon.Builder asked = SyncDaemon.builder().syncMaxLength(65535);
        ipvs.startSyncDaemon(asked.from(SyncDaemon.master(1, "lo")).build());
        assertThat(ipvs.syncDaemons().get(0).syncMaxLength()).isEqualTo(OptionalInt.of(65535 - 28));
        ipvs.stopSyncDaemon(Role.MASTER);
        SyncDaemon over6 = SyncDaemon.builder()
                .from(SyncDaemon.backup(1, "lo"))
                .multicastGroup(IpAddress.parse("ff02::1234"))
                .build();
        ipvs.startSyncDaemon(over6);
        assertThat(ipvs.syncDaemons().get(0).syncMaxLength()).isEqualTo(OptionalInt.of(65535 - 48));
        ipvs.stopSyncDaemon(Role.BACKUP);
        SyncDaemon small = SyncDaemon.builder()
                .from(SyncDaemon.backup(1, "lo"))
                .syncMaxLength(1)
                .build();
        ipvs.startSyncDaemon(small);
        assertThat(ipvs.syncDaemons().get(0).syncMaxLength()).isEqualTo(OptionalInt.of(1024));
    }

    @Test
    void shouldRefuseASecondDaemonOfARole() {
        ipvs.startSyncDaemon(SyncDaemon.master(1, "lo"));
        assertRefused(
                AlreadyExistsException.class,
                "EEXIST",
                "master",
                () -> ipvs.startSyncDaemon(SyncDaemon.master(2, "lo")));
        assertThat(ipvs.syncDaemons()).extracting(SyncDaemon::syncId).containsExactly(1);
    }

    @Test
    void shouldNameAnInterfaceThatIsMissing() {
        assertRefused(
                NotFoundException.class,
                "ENODEV",
                "nosuchif0",
                () -> ipvs.startSyncDaemon(SyncDaemon.backup(1, "nosuchif0")));
        assertThat(ipvs.syncDaemons()).isEmpty();
    }

    @Test
    void shouldRefuseToSendWhereNoMulticastLeads() {
        SyncDaemon over6 = SyncDaemon.builder()
                .from(SyncDaemon.master(1, "lo"))
                .multicastGroup(IpAddress.parse("ff02::1234"))
                .build();
        assertRefused(KernelException.class, "ENETUNREACH", "master", () -> ipvs.startSyncDaemon(over6));
        assertThat(ipvs.syncDaemons()).isEmpty();
    }

    @Test
    void shouldStopOneDaemonAlone() {
        ipvs.startSyncDaemon(SyncDaemon.master(1, "lo"));
        ipvs.startSyncDaemon(SyncDaemon.backup(1, "lo"));
        ipvs.stopSyncDaemon(Role.MASTER);
        assertThat(ipvs.syncDaemons()).extracting(SyncDaemon::role).containsExactly(Role.BACKUP);
        assertRefused(NotFoundException.class, "ESRCH", "master", () -> ipvs.stopSyncDaemon(Role.MASTER));
        ipvs.stopSyncDaemon(Role.BACKUP);
        assertRefused(NotFoundException.class, "ESRCH", "backup", () -> ipvs.stopSyncDaemon(Role.BACKUP));
        ipvs.startSyncDaemon(SyncDaemon.master(2, "lo"));
        assertThat(ipvs.syncDaemons()).extracting(SyncDaemon::syncId).containsExactly(2);
    }

    @Test
    void shouldNotSynchronizeServersOfTheOtherFamily() {
        RealServer other = tunnel("2001:db8::11", 80, Tunnel.IPIP);
        ipvs.create(service(WEB));
        ipvs.create(WEB, other);
        assertRefused(
                InvalidRequestException.class,
                "EINVAL",
                "address family",
                () -> ipvs.startSyncDaemon(SyncDaemon.master(1, "lo")));
        ipvs.remove(WEB, other.key());
        ipvs.startSyncDaemon(SyncDaemon.master(1, "lo"));
        assertRefused(InvalidRequestException.class, "EINVAL", "2001:db8::11", () -> ipvs.create(WEB, other));
        ipvs.create(WEB, tunnel("198.51.100.1", 80, Tunnel.IPIP));
    }

    @Test
    void shouldKeepSettingsWhenTheTableIsFlushedAndWhenClosed() throws Exception {
        ipvs.setTimeouts(timeouts(5, 6, 7));
        ipvs.startSyncDaemon(SyncDaemon.master(1, "lo"));
        ipvs.flush();
        try (Ipvs other = openAnother()) {
            ipvs.close();
            assertThat(other.timeouts()).isEqualTo(timeouts(5, 6, 7));
            assertThat(other.syncDaemons()).hasSize(1);
        }
        assertThatIllegalStateException().isThrownBy(() -> ipvs.timeouts());
        assertThatIllegalStateException().isThrownBy(() -> ipvs.syncDaemons());
        assertThatIllegalStateException().isThrownBy(() -> ipvs.stopSyncDaemon(Role.MASTER));
    }

    @Test
    void shouldLeaveWhatIsNotAskedForToTheKernel() {
        SyncDaemon asked = SyncDaemon.master(1, "lo");
        assertThat(asked.multicastGroup()).isEqualTo(Optional.empty());
        assertThat(asked.multicastPort()).isEqualTo(OptionalInt.empty());
        SyncDaemon withPort =
                SyncDaemon.builder().from(asked).multicastPort(9999).build();
        ipvs.startSyncDaemon(withPort);
        assertThat(ipvs.syncDaemons())
                .containsExactly(SyncDaemon.builder()
                        .from(chosen(asked, MASTER_LENGTH))
                        .multicastPort(9999)
                        .build());
    }
}
