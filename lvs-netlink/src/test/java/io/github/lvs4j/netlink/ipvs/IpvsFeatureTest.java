package io.github.lvs4j.netlink.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.lvs4j.error.InvalidRequestException;
import io.github.lvs4j.error.NotSupportedException;
import io.github.lvs4j.ipvs.ApplyMode;
import io.github.lvs4j.ipvs.ApplyOutcome;
import io.github.lvs4j.ipvs.ApplyOutcome.Result;
import io.github.lvs4j.ipvs.IpvsChange;
import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.ipvs.IpvsScope;
import io.github.lvs4j.ipvs.Persistence;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.SchedulerFlag;
import io.github.lvs4j.ipvs.SyncDaemon;
import io.github.lvs4j.ipvs.Tunnel;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.ipvs.status.RealServerStatus;
import io.github.lvs4j.ipvs.status.VirtualServiceStatus;
import io.github.lvs4j.netlink.ipvs.AgedKernel.Knowledge;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a kernel is too old for is refused by name, and never made into something else. */
class IpvsFeatureTest {

    private static final VirtualServiceKey WEB = VirtualServiceKey.tcp("192.0.2.1", 80);
    private static final VirtualService PLAIN =
            VirtualService.builder().key(WEB).build();
    private static final VirtualService WITH_ENGINE = VirtualService.builder()
            .key(WEB)
            .persistence(Persistence.DEFAULT.withEngine("sip"))
            .build();
    private static final RealServer IPIP = tunnel("198.51.100.1", Tunnel.IPIP);
    private static final RealServer GUE = tunnel("198.51.100.2", Tunnel.gue(6080));
    private static final RealServer GRE = tunnel("198.51.100.3", Tunnel.gre());
    private static final RealServer MIXED = tunnel("2001:db8::11", Tunnel.IPIP);

    private static RealServer tunnel(String address, Tunnel tunnel) {
        return RealServer.builder()
                .key(RealServerKey.of(address, 80))
                .forwarding(tunnel)
                .weight(5)
                .build();
    }

    private static void assertRefused(String named, ThrowingCallable call) {
        assertThatExceptionOfType(NotSupportedException.class)
                .isThrownBy(call)
                .withMessageContaining(named)
                .satisfies(refused -> assertThat(refused.errno()).isZero());
    }

    @Test
    void shouldAskNothingOfANewKernel() {
        AgedKernel kernel = new AgedKernel(Knowledge.ALL);
        try (NetlinkIpvs ipvs = kernel.open("6.1.0-13-amd64")) {
            ipvs.create(WITH_ENGINE);
            ipvs.create(WEB, GUE);
            ipvs.create(WEB, GRE);
            ipvs.create(WEB, MIXED);
            assertThat(kernel.commands())
                    .containsExactly(
                            IpvsCommand.NEW_SERVICE, IpvsCommand.NEW_DEST, IpvsCommand.NEW_DEST, IpvsCommand.NEW_DEST);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.1.21", "4.18.0-553.el8.x86_64", "4.4.0+"})
    void shouldRefuseATunnelThatWouldBecomeAnother(String release) {
        AgedKernel kernel = new AgedKernel(Knowledge.NO_TUNNELS);
        try (NetlinkIpvs ipvs = kernel.open(release)) {
            ipvs.create(PLAIN);
            assertThat(kernel.commands()).containsExactly(IpvsCommand.NEW_SERVICE);
            assertRefused("GUE tunnels (Linux 5.2); it is " + release, () -> ipvs.create(WEB, GUE));
            assertThat(kernel.serverCount()).isZero();
            assertThat(kernel.highestWeight).isZero();
            kernel.commands();
            assertRefused("GUE tunnels (Linux 5.2)", () -> ipvs.create(WEB, GUE));
            assertRefused("GRE tunnels and tunnel checksums (Linux 5.3)", () -> ipvs.create(WEB, GRE));
            assertThat(kernel.commands()).isEmpty();
            ipvs.create(WEB, IPIP);
            assertThat(kernel.commands()).containsExactly(IpvsCommand.NEW_DEST);
        }
    }

    @Test
    void shouldLookAtServersThatAreThereBeforeItTries() {
        AgedKernel kernel = new AgedKernel(Knowledge.NO_TUNNELS);
        try (NetlinkIpvs ipvs = kernel.open("4.18.0")) {
            ipvs.create(PLAIN);
            ipvs.create(WEB, IPIP);
            kernel.commands();
            assertRefused("GUE tunnels", () -> ipvs.update(WEB, tunnel("198.51.100.1", Tunnel.gue(6080))));
            assertThat(kernel.commands()).containsExactly(IpvsCommand.GET_DEST);
            assertThat(ipvs.realServers(WEB))
                    .extracting(RealServerStatus::definition)
                    .containsExactly(IPIP);
        }
    }

    @Test
    void shouldUseWhatADistributionBroughtToAnOldRelease() {
        AgedKernel kernel = new AgedKernel(Knowledge.ALL);
        try (NetlinkIpvs ipvs = kernel.open("4.18.0-553.el8.x86_64")) {
            ipvs.create(PLAIN);
            ipvs.create(WEB, GUE);
            kernel.commands();
            ipvs.create(WEB, GRE);
            assertThat(kernel.commands()).containsExactly(IpvsCommand.NEW_DEST);
            assertThat(ipvs.realServers(WEB))
                    .extracting(RealServerStatus::definition)
                    .containsExactly(GUE, GRE);
            assertThat(ipvs.features().lacking()).isEmpty();
        }
    }

    @Test
    void shouldTrustTheReleaseThatBroughtGueButNotGre() {
        AgedKernel kernel = new AgedKernel(new Knowledge(Set.of(11, 12), Set.of(11, 12, 13, 14), Set.of(7)));
        try (NetlinkIpvs ipvs = kernel.open("5.2.1")) {
            ipvs.create(PLAIN);
            kernel.commands();
            ipvs.create(WEB, GUE);
            assertThat(kernel.commands()).containsExactly(IpvsCommand.NEW_DEST);
            assertRefused("(Linux 5.3); it is 5.2.1", () -> ipvs.create(WEB, GRE));
            RealServer summed = tunnel("198.51.100.4", new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.OUTER));
            assertRefused("tunnel checksums (Linux 5.3)", () -> ipvs.create(WEB, summed));
            assertThat(kernel.serverCount()).isEqualTo(1);
        }
    }

    @Test
    void shouldRefuseAServerOfTheOtherFamily() {
        AgedKernel kernel = new AgedKernel(Knowledge.FIRST);
        try (NetlinkIpvs ipvs = kernel.open("3.10.0")) {
            ipvs.create(PLAIN);
            assertRefused("of the other address family (Linux 3.18)", () -> ipvs.create(WEB, MIXED));
            assertThat(kernel.serverCount()).isZero();
            assertThat(kernel.highestWeight).isZero();
            kernel.commands();
            assertRefused("other address family", () -> ipvs.remove(WEB, MIXED.key()));
            assertRefused("other address family", () -> ipvs.update(WEB, MIXED));
            assertThat(kernel.commands()).isEmpty();
        }
    }

    @Test
    void shouldNameTheFeatureWhenTheKernelCallsItsTrialInvalid() {
        AgedKernel kernel = new AgedKernel(Knowledge.FIRST);
        kernel.refusal = 22;
        try (NetlinkIpvs ipvs = kernel.open("3.10.0")) {
            ipvs.create(PLAIN);
            assertThatExceptionOfType(NotSupportedException.class)
                    .isThrownBy(() -> ipvs.create(WEB, MIXED))
                    .withMessageContaining("(Linux 3.18); it is 3.10.0, and it refused: EINVAL")
                    .withCauseInstanceOf(InvalidRequestException.class);
            kernel.refusal = 0;
            assertRefused("(Linux 3.18)", () -> ipvs.create(WEB, MIXED));
        }
    }

    @Test
    void shouldRefuseAnEngineAndPutBackWhatWasThere() {
        AgedKernel kernel = new AgedKernel(Knowledge.FIRST);
        try (NetlinkIpvs ipvs = kernel.open("2.6.32-754.el6")) {
            assertRefused("persistence engines (Linux 2.6.37)", () -> ipvs.create(WITH_ENGINE));
            assertThat(kernel.hasService()).isFalse();
        }
        try (NetlinkIpvs ipvs = kernel.open("2.6.32-754.el6")) {
            ipvs.create(PLAIN);
            assertRefused("persistence engines (Linux 2.6.37)", () -> ipvs.update(WITH_ENGINE));
            assertThat(ipvs.service(WEB)).map(VirtualServiceStatus::definition).contains(PLAIN);
        }
        AgedKernel newer = new AgedKernel(Knowledge.ALL);
        try (NetlinkIpvs ipvs = newer.open("2.6.32-754.el6")) {
            ipvs.create(PLAIN);
            ipvs.update(WITH_ENGINE);
            assertThat(ipvs.service(WEB)).map(VirtualServiceStatus::definition).contains(WITH_ENGINE);
        }
    }

    /** The kernel keeps the bits and gives them back, so only its release tells. */
    @Test
    void shouldRefuseSchedulerFlagsByRelease() {
        AgedKernel kernel = new AgedKernel(Knowledge.FIRST);
        VirtualService flagged = VirtualService.builder()
                .key(WEB)
                .addSchedulerFlags(SchedulerFlag.FLAG_1)
                .build();
        try (NetlinkIpvs ipvs = kernel.open("3.10.108")) {
            assertRefused("scheduler flags (Linux 3.11); it is 3.10.108", () -> ipvs.create(flagged));
            assertThat(kernel.commands()).isEmpty();
        }
        try (NetlinkIpvs ipvs = kernel.open("3.11.0")) {
            ipvs.create(flagged);
            assertThat(kernel.hasService()).isTrue();
        }
    }

    @Test
    void shouldRefuseParametersOfADaemonAndStopIt() {
        AgedKernel kernel = new AgedKernel(Knowledge.FIRST);
        SyncDaemon chosen = SyncDaemon.builder()
                .from(SyncDaemon.master(1, "eth0"))
                .multicastPort(9000)
                .build();
        try (NetlinkIpvs ipvs = kernel.open("3.18.140")) {
            assertRefused("port, TTL and length of sync daemons (Linux 4.3)", () -> ipvs.startSyncDaemon(chosen));
            assertThat(kernel.daemonCount()).isZero();
            kernel.commands();
            assertRefused("sync daemons (Linux 4.3)", () -> ipvs.startSyncDaemon(chosen));
            assertThat(kernel.commands()).isEmpty();
            SyncDaemon plain = SyncDaemon.master(1, "eth0");
            ipvs.startSyncDaemon(plain);
            assertThat(kernel.commands()).containsExactly(IpvsCommand.NEW_DAEMON);
            // What the kernel does not tell stays empty.
            assertThat(ipvs.syncDaemons()).containsExactly(plain);
        }
        AgedKernel newer = new AgedKernel(Knowledge.ALL);
        try (NetlinkIpvs ipvs = newer.open("3.10.0-1160.el7.x86_64")) {
            ipvs.startSyncDaemon(chosen);
            assertThat(newer.daemonCount()).isEqualTo(1);
        }
    }

    private static IpvsPlan plan(IpvsChange... changes) {
        return new IpvsPlan(IpvsScope.everything(), List.of(changes));
    }

    @Test
    void shouldMakeTheRestOfAPlan() {
        AgedKernel kernel = new AgedKernel(Knowledge.NO_TUNNELS);
        try (NetlinkIpvs ipvs = kernel.open("4.18.0")) {
            ApplyOutcome outcome = ipvs.apply(plan(
                    new IpvsChange.CreateService(PLAIN),
                    new IpvsChange.CreateRealServer(WEB, GUE),
                    new IpvsChange.CreateRealServer(WEB, IPIP),
                    new IpvsChange.CreateRealServer(WEB, GRE),
                    new IpvsChange.CreateRealServer(WEB, RealServer.masquerade("198.51.100.9", 80, 1))));
            List<Result> results = new ArrayList<>();
            for (int i = 0; i < outcome.size(); i++) {
                results.add(outcome.result(i));
            }
            assertThat(results).containsExactly(Result.DONE, Result.FAILED, Result.DONE, Result.FAILED, Result.DONE);
            assertThat(outcome.failures())
                    .allSatisfy(failure -> assertThat(failure.cause()).isInstanceOf(NotSupportedException.class));
            assertThat(kernel.serverCount()).isEqualTo(2);
        }
    }

    @Test
    void shouldStopAPlanAtWhatTheKernelLacks() {
        AgedKernel kernel = new AgedKernel(Knowledge.NO_TUNNELS);
        try (NetlinkIpvs ipvs = kernel.open("4.18.0")) {
            ApplyOutcome outcome = ipvs.apply(
                    plan(
                            new IpvsChange.CreateService(PLAIN),
                            new IpvsChange.CreateRealServer(WEB, GUE),
                            new IpvsChange.CreateRealServer(WEB, IPIP)),
                    ApplyMode.STOP_AT_FIRST_FAILURE);
            assertThat(outcome.attempted()).isEqualTo(2);
            assertThat(outcome.result(2)).isEqualTo(Result.NOT_ATTEMPTED);
            assertThat(kernel.serverCount()).isZero();
        }
    }

    @Test
    void shouldMakeAPlanWithWhatADistributionBrought() {
        AgedKernel kernel = new AgedKernel(Knowledge.ALL);
        try (NetlinkIpvs ipvs = kernel.open("4.18.0")) {
            List<IpvsChange> changes = new ArrayList<>();
            changes.add(new IpvsChange.CreateService(PLAIN));
            for (int i = 1; i <= 50; i++) {
                changes.add(new IpvsChange.CreateRealServer(WEB, tunnel("198.51.100." + i, Tunnel.gue(6080))));
            }
            int before = kernel.socket().sends().size();
            ipvs.apply(new IpvsPlan(IpvsScope.everything(), changes)).orThrow();
            assertThat(kernel.serverCount()).isEqualTo(50);
            assertThat(ipvs.realServers(WEB))
                    .allSatisfy(
                            server -> assertThat(server.definition().weight()).isEqualTo(5));
            // The service, four sends to learn from the first tunnel, all others in one send, and the reading.
            assertThat(kernel.socket().sends().size() - before).isEqualTo(1 + 4 + 1 + 1);
        }
    }

    /** A release in an unknown form says nothing: what can be tried is tried, flags are taken for granted. */
    @Test
    void shouldTryEverythingOnAKernelOfUnknownRelease() {
        AgedKernel kernel = new AgedKernel(Knowledge.NO_TUNNELS);
        try (NetlinkIpvs ipvs = kernel.open("experimental")) {
            ipvs.create(VirtualService.builder()
                    .from(WITH_ENGINE)
                    .addSchedulerFlags(SchedulerFlag.FLAG_2)
                    .build());
            ipvs.create(WEB, MIXED);
            assertRefused("does not have GUE tunnels (Linux 5.2)", () -> ipvs.create(WEB, GUE));
        }
    }

    @Test
    void shouldReadReleases() {
        assertThat(KernelRelease.of("6.1.0-13-amd64").isAtLeast(KernelRelease.of("5.3")))
                .isTrue();
        assertThat(KernelRelease.of("5.10").isAtLeast(KernelRelease.of("5.3"))).isTrue();
        assertThat(KernelRelease.of("5.3-rc1").isAtLeast(KernelRelease.of("5.3")))
                .isTrue();
        assertThat(KernelRelease.of("2.6.36.4").isAtLeast(KernelRelease.of("2.6.37")))
                .isFalse();
        assertThat(KernelRelease.of("2.6.60+").isAtLeast(KernelRelease.of("2.6.37")))
                .isTrue();
        assertThat(KernelRelease.of("").isKnown()).isFalse();
        assertThat(IpvsFeature.PERSISTENCE_ENGINES.since()).isEqualTo("2.6.37");
        assertThat(KernelRelease.running().isKnown()).isTrue();
    }
}
