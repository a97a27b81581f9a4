package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.lvs4j.error.InterruptedReadException;
import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.error.NotSupportedException;
import io.github.lvs4j.ipvs.ApplyOutcome;
import io.github.lvs4j.ipvs.ApplyOutcome.Result;
import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.ipvs.IpvsScope;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import io.github.lvs4j.testkit.netlink.FakeIpvsKernel;
import io.github.lvs4j.testkit.netlink.FakeNetlinkSocket;
import io.github.lvs4j.testkit.netlink.Fault;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every fault of a netlink socket, as the caller of {@link NetlinkIpvs} sees it; and after each, the next call is as if nothing
 * had been: no answer of the former is taken for one of the latter, and nothing stays in the socket.
 */
@Timeout(60)
class FaultsTest {

    private static final int SERVICES = 40;
    private static final VirtualServiceKey WEB = VirtualServiceKey.tcp("192.0.2.1", 80);

    private final FakeIpvsKernel kernel = new FakeIpvsKernel();
    private FakeNetlinkSocket socket;
    private NetlinkIpvs ipvs;
    private NetlinkIpvs witness;

    @BeforeEach
    void fill() {
        socket = kernel.socket();
        ipvs = NetlinkIpvs.over(socket);
        witness = NetlinkIpvs.over(kernel.socket());
        ipvs.apply(plan(table(1))).orThrow();
    }

    @AfterEach
    void close() {
        ipvs.close();
        witness.close();
        assertThat(socket.isClosed()).isTrue();
    }

    private static IpvsTable table(int weight) {
        return table(SERVICES, 20, weight);
    }

    private static IpvsTable table(int services, int each, int weight) {
        IpvsTable.Builder table = IpvsTable.builder();
        for (int i = 1; i <= services; i++) {
            RealServer[] servers = IntStream.rangeClosed(1, each)
                    .mapToObj(number -> RealServer.masquerade("198.51.100." + number, 80, weight))
                    .toArray(RealServer[]::new);
            table.add(service("192.0.2." + i), servers);
        }
        return table.build();
    }

    private static VirtualService service(String address) {
        return VirtualService.builder()
                .key(VirtualServiceKey.tcp(address, 80))
                .scheduler(Scheduler.WRR)
                .build();
    }

    private IpvsPlan plan(IpvsTable desired) {
        return IpvsPlan.between(witness.table(), desired, IpvsScope.everything());
    }

    private void change() {
        ipvs.update(WEB, RealServer.masquerade("198.51.100.1", 80, 7));
    }

    private boolean isChanged() {
        return witness.realServers(WEB).get(0).definition().weight() == 7;
    }

    private void assertNothingOfItIsLeft() {
        assertThat(ipvs.table()).isEqualTo(witness.table());
        assertThat(ipvs.services()).hasSize(SERVICES);
        assertThat(socket.isDrained()).isTrue();
    }

    /** For each fault: what comes of reading one object, reading a table, and a change; "done" or the exception with its text. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SEND_INTERRUPTED   | done | done | done",
                "SEND_AGAIN         | KernelException: try again | KernelException: try again | KernelException: try again",
                "SEND_NO_BUFFERS    | KernelException: try again | KernelException: try again | KernelException: try again",
                "RECEIVE_INTERRUPTED| done | done | done",
                "RECEIVE_FAILED     | KernelException: EIO (5) | KernelException: EIO (5) | KernelException: read to know",
                "OVERRUN            | InterruptedReadException: answer was lost | done | InterruptedReadException: read",
                "NO_ANSWER          | LvsException: did not answer | LvsException: did not answer | LvsException: read to know",
                "LAST_MISSING       | LvsException: did not answer | LvsException: did not answer | LvsException: read to know",
                "BUSY               | KernelException: EBUSY | done | KernelException: EBUSY",
                "DUMP_INTERRUPTED   | done | done | done",
                "DUMP_FAILED        | done | KernelException: ENOMEM (12) | done",
                "TRUNCATED          | MalformedMessageException: 18 | MalformedMessageException: 18 | MalformedMessageException: 18",
                "OVERSIZED          | MalformedMessageException: fit | MalformedMessageException: fit | MalformedMessageException: fit",
                "FOREIGN_PORT       | done | done | done",
                "FOREIGN_SEQUENCE   | done | done | done",
                "UNKNOWN_ATTRIBUTE  | done | done | done",
                "NESTED_GARBAGE     | MalformedMessageException: claims | MalformedMessageException: claims | done",
                "SHORT_ERROR        | MalformedMessageException: 2 bytes | MalformedMessageException: 2 bytes | MalformedMessageException: 2 bytes"
            })
    void shouldTellWhatHappened(Fault fault, String one, String whole, String change) {
        socket.fail(fault);
        check(
                "read virtual service TCP 192.0.2.1:80",
                one,
                () -> assertThat(ipvs.service(WEB)).isPresent());
        assertNothingOfItIsLeft();
        socket.fail(fault);
        check("list virtual services", whole, () -> assertThat(ipvs.services()).hasSize(SERVICES));
        assertNothingOfItIsLeft();
        socket.fail(fault);
        check("update real server 198.51.100.1:80 of TCP 192.0.2.1:80", change, this::change);
        assertThat(isChanged()).isEqualTo(!fault.name().startsWith("SEND_") || change.equals("done"));
        assertNothingOfItIsLeft();
    }

    private static void check(String operation, String expected, ThrowingCallable call) {
        Throwable failure = catchThrowable(call);
        if (expected.equals("done")) {
            assertThat(failure).isNull();
            return;
        }
        String[] parts = expected.split(": ", 2);
        assertThat(failure).isNotNull();
        assertThat(failure.getClass().getSimpleName()).isEqualTo(parts[0]);
        assertThat(failure).hasMessageStartingWith(operation).hasMessageContaining(parts[1]);
    }

    /** The rest: whatever is called while things go wrong ends, and leaves nothing behind. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldGoOnAfterAnyFaultOfAnyCall(Fault fault) {
        Fault[] series = new Fault[20];
        Arrays.fill(series, fault);
        ipvs.apply(plan(table(20, 2, 1))).orThrow();
        ThrowingCallable[] calls = {
            ipvs::info,
            ipvs::table,
            ipvs::services,
            ipvs::statistics,
            ipvs::timeouts,
            ipvs::syncDaemons,
            () -> ipvs.realServers(WEB),
            () -> ipvs.realServers(VirtualServiceKey.tcp("192.0.2.99", 80)),
            () -> ipvs.readServices(status -> {}),
            () -> ipvs.zero(),
            () -> ipvs.zero(WEB),
            () -> ipvs.create(service("192.0.2.200")),
            () -> ipvs.remove(VirtualServiceKey.tcp("192.0.2.200", 80)),
            () -> ipvs.apply(plan(table(20, 2, 9))),
        };
        for (ThrowingCallable call : calls) {
            for (int times : new int[] {1, 20}) {
                socket.fail(Arrays.copyOf(series, times));
                Throwable failure = catchThrowable(call);
                assertThat(failure == null || failure instanceof LvsException)
                        .as("%s", failure)
                        .isTrue();
                socket.heal();
                assertThat(ipvs.table()).isEqualTo(witness.table());
                assertThat(socket.isDrained()).isTrue();
            }
        }
    }

    @Test
    void shouldGiveUpATableThatKeepsBeingDisturbed() {
        for (Fault fault : new Fault[] {Fault.DUMP_INTERRUPTED, Fault.BUSY, Fault.OVERRUN}) {
            Fault[] always = new Fault[8];
            Arrays.fill(always, fault);
            socket.fail(always);
            assertThatThrownBy(ipvs::services)
                    .isInstanceOf(InterruptedReadException.class)
                    .hasMessageContaining("list virtual services")
                    .hasMessageContaining("each of 8 readings; read again later");
            assertNothingOfItIsLeft();
        }
    }

    /** 800 changes in seven sends of up to 128, of which the second goes wrong. */
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"SEND_NO_BUFFERS", "NO_ANSWER", "OVERRUN", "RECEIVE_FAILED", "TRUNCATED", "SHORT_ERROR"})
    void shouldKnowWhatBecameOfEachChangeOfAPlan(Fault fault) {
        IpvsTable desired = table(5);
        socket.fail(Fault.FOREIGN_PORT, fault);
        ApplyOutcome outcome = ipvs.apply(plan(desired));
        assertThat(outcome.size()).isEqualTo(800);
        assertThat(outcome.isComplete()).isFalse();
        boolean sent = fault != Fault.SEND_NO_BUFFERS;
        boolean goesOn = fault == Fault.OVERRUN && outcome.attempted() == 800;
        for (int i = 0; i < 800; i++) {
            Result expected = Result.DONE;
            if (i >= 128 && i < 256) {
                expected = sent ? Result.UNKNOWN : i == 128 ? Result.FAILED : Result.NOT_ATTEMPTED;
            } else if (i >= 256) {
                expected = goesOn ? Result.DONE : Result.NOT_ATTEMPTED;
            }
            assertThat(outcome.result(i)).as("change %d", i).isEqualTo(expected);
        }
        if (!goesOn) {
            assertThat(outcome.failures()).hasSize(1);
            assertThat(outcome.failures().get(0).change()).isEqualTo(planned(desired));
            assertThatThrownBy(outcome::orThrow).hasMessageContaining("update real server");
        }
        ipvs.apply(plan(desired)).orThrow();
        assertThat(witness.table()).isEqualTo(desired);
        assertNothingOfItIsLeft();
    }

    /** The change at which it went wrong: number 128. */
    private static Object planned(IpvsTable desired) {
        return IpvsPlan.between(table(1), desired, IpvsScope.everything())
                .changes()
                .get(128);
    }

    @Test
    void shouldFollowAFamilyThatVanishesAndReturnsWithAnotherNumber() {
        kernel.unload();
        assertThatThrownBy(this::change)
                .isInstanceOf(NotSupportedException.class)
                .hasMessageContaining("modprobe ip_vs");
        assertThatThrownBy(ipvs::services).isInstanceOf(NotSupportedException.class);
        kernel.load();
        assertThat(ipvs.services()).isEmpty();
        kernel.load();
        ipvs.create(service("192.0.2.1"));
        kernel.load();
        assertThat(ipvs.service(WEB)).isPresent();
        kernel.load();
        ipvs.apply(plan(table(2))).orThrow();
        assertNothingOfItIsLeft();
    }
}
