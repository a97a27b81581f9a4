package io.github.lvs4j.vrrp.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.vrrp.Authentication;
import io.github.lvs4j.vrrp.Hmac;
import io.github.lvs4j.vrrp.HmacKey;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.SyncGroup;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VirtualRouterId;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpEngine;
import io.github.lvs4j.vrrp.VrrpListener;
import io.github.lvs4j.vrrp.VrrpState;
import io.github.lvs4j.vrrp.VrrpVersion;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How much a master's loop allocates for an advertisement that it sends, and a backup's for one that it receives, whole turns
 * and the order to prolong the lease included. The bounds hold in the interpreter too, so they depend on no compiler.
 */
class SteadyAllocationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long SENT = 400; // bytes
    private static final long RECEIVED = 256;
    private static final long ADDRESS = 32; // each further one that is sent
    private static final long MAC = 600; // made by javax.crypto
    private static final int WARM_UP = 2_000;
    private static final int COUNTED = 5_000;

    enum Kind {
        V2_NONE(SENT, RECEIVED, b -> b),
        V2_PASS(SENT, RECEIVED, b -> b.authentication(Authentication.simpleText("1c7f545a"))),
        V2_AH(SENT + MAC, RECEIVED + MAC, b -> b.authentication(Authentication.authenticationHeader("1c7f545a"))),
        V3_IPV4(SENT, RECEIVED, b -> b.version(VrrpVersion.V3).advertisementInterval(Duration.ofMillis(100))),
        V3_IPV6(
                SENT + ADDRESS,
                RECEIVED,
                b -> b.version(VrrpVersion.V3)
                        .addresses(List.of())
                        .addresses("fe80::100", "2001:db8::100")
                        .advertisementInterval(Duration.ofMillis(100))),
        V3_HMAC(
                SENT + MAC,
                RECEIVED + MAC,
                b -> b.version(VrrpVersion.V3)
                        .hmac(Hmac.of(
                                1, HmacKey.parse("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")))),
        V2_TWENTY_ADDRESSES(
                SENT + 19 * ADDRESS,
                RECEIVED,
                b -> b.addresses(
                        IntStream.range(1, 20).mapToObj(i -> "10.0.0." + i).toArray(String[]::new)));

        final long sent;
        final long received;
        final UnaryOperator<VirtualRouter.Builder> change;

        Kind(long sent, long received, UnaryOperator<VirtualRouter.Builder> change) {
            this.sent = sent;
            this.received = received;
            this.change = change;
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldStayWithinASmallBoundForEachAdvertisement(Kind kind) {
        judge(kind, List.of("eth0"), List.of());
    }

    @ParameterizedTest
    @EnumSource(names = {"V2_PASS", "V3_IPV6"})
    void shouldStayWithinItInASyncGroup(Kind kind) {
        judge(kind, List.of("eth0", "eth1"), List.of(SyncGroup.of("G", "eth0", "eth1")));
    }

    private static void judge(Kind kind, List<String> interfaces, List<SyncGroup> groups) {
        QuietPorts up = new QuietPorts(12);
        QuietPorts down = new QuietPorts(11);
        QuietPorts.connect(up, down);
        VrrpEngine master = engine(config(kind, interfaces, groups, 150), up);
        VrrpEngine backup = engine(config(kind, interfaces, groups, 100), down);
        long[] allocated = new long[2];
        long sentBefore = 0;
        long heardBefore = 0;
        while (sent(master) < WARM_UP + COUNTED) {
            if (sentBefore == 0 && sent(master) >= WARM_UP) {
                sentBefore = sent(master);
                heardBefore = heard(backup);
                allocated = new long[2];
            }
            up.now += Math.max(0, master.nanosToNextTurn());
            down.now = up.now;
            allocated[0] += turn(master);
            allocated[1] += turn(backup);
        }
        long sent = sent(master) - sentBefore;
        long heard = heard(backup) - heardBefore;
        assertThat(master.status().router("eth0").orElseThrow().state()).isEqualTo(VrrpState.MASTER);
        assertThat(backup.status().router("eth0").orElseThrow().state()).isEqualTo(VrrpState.BACKUP);
        assertThat(sent).isGreaterThanOrEqualTo(COUNTED - 20).isEqualTo(heard);
        assertThat(allocated[0] / sent).as("for one sent").isLessThanOrEqualTo(kind.sent);
        assertThat(allocated[1] / heard).as("for one received").isLessThanOrEqualTo(kind.received);
    }

    private static long turn(VrrpEngine engine) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        engine.turn();
        engine.nanosToNextTurn();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static VrrpConfig config(Kind kind, List<String> interfaces, List<SyncGroup> groups, int priority) {
        List<VirtualRouter> routers = new ArrayList<>();
        for (String name : interfaces) {
            routers.add(kind.change
                    .apply(VirtualRouter.builder()
                            .name(name)
                            .id(VirtualRouterId.of(200))
                            .interfaceName(InterfaceName.of(name))
                            .priority(Priority.of(priority))
                            .addresses("113.226.77." + (name.charAt(3) - '0' + 88)))
                    .build());
        }
        return new VrrpConfig(routers, groups);
    }

    private static VrrpEngine engine(VrrpConfig config, QuietPorts ports) {
        return VrrpEngine.start(
                config,
                ports,
                VrrpListener.NONE,
                (where, failure) -> {
                    throw new AssertionError(where, failure);
                },
                Runnable::run);
    }

    private static long sent(VrrpEngine engine) {
        return engine.status().routers().stream()
                .mapToLong(router -> router.advertisementsSent())
                .sum();
    }

    private static long heard(VrrpEngine engine) {
        return engine.status().routers().stream()
                .mapToLong(router -> router.advertisementsReceived())
                .sum();
    }
}
