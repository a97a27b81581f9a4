package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.lvs4j.error.InterruptedReadException;
import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.netlink.MalformedMessageException;
import io.github.lvs4j.netlink.route.NetlinkNetworkStack;
import io.github.lvs4j.netlink.route.NetworkMonitor;
import io.github.lvs4j.netlink.socket.Errno;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.NetworkTopic;
import io.github.lvs4j.testkit.netlink.FakeNetlinkSocket;
import io.github.lvs4j.testkit.netlink.Fault;
import io.github.lvs4j.testkit.netlink.KernelMessages;
import io.github.lvs4j.testkit.netlink.KernelRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every fault of a netlink socket, as the caller of {@link NetlinkNetworkStack} and the owner of a {@link NetworkMonitor} see it;
 * and after each, the next call is as if nothing had been.
 */
@Timeout(60)
class NetworkFaultsTest {

    private static final InterfaceName ETH0 = InterfaceName.of("eth0");
    private static final int MTU = 1400;

    private final FakeNetwork kernel = new FakeNetwork();
    private final FakeNetlinkSocket socket = kernel.socket();
    private final NetlinkNetworkStack stack = NetlinkNetworkStack.over(socket);
    private final FakeNetlinkSocket events = new FakeNetlinkSocket((fake, request) -> {});
    private final List<NetworkEvent> heard = new ArrayList<>();

    @AfterEach
    void close() {
        stack.close();
        assertThat(socket.isClosed()).isTrue();
    }

    private NetworkMonitor monitor(FakeNetlinkSocket requests) {
        return NetworkMonitor.over(EnumSet.of(NetworkTopic.LINKS), events, requests);
    }

    private List<String> drain(NetworkMonitor monitor) {
        heard.clear();
        assertThat(monitor.drain(heard::add)).isFalse();
        return heard.stream().map(event -> event.getClass().getSimpleName()).toList();
    }

    private void change(int mtu) {
        stack.setLinkMtu(ETH0, mtu);
    }

    private void assertNothingOfItIsLeft() {
        assertThat(stack.links()).extracting(Link::mtu).containsExactlyInAnyOrder(kernel.mtu("eth0"), 1500);
        assertThat(socket.isDrained()).isTrue();
    }

    /** For each fault: what comes of reading one link, reading all, and a change; "done" or the exception with its text. */
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
        check("read link eth0", one, () -> assertThat(stack.link(ETH0)).isPresent());
        assertNothingOfItIsLeft();
        socket.fail(fault);
        check("list links", whole, () -> assertThat(stack.links()).hasSize(2));
        assertNothingOfItIsLeft();
        socket.fail(fault);
        check("set MTU 1400 of link eth0", change, () -> change(MTU));
        assertThat(kernel.mtu("eth0") == MTU).isEqualTo(!fault.name().startsWith("SEND_") || change.equals("done"));
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
        Fault[] series = new Fault[60];
        Arrays.fill(series, fault);
        ThrowingCallable[] calls = {
            stack::links,
            stack::addresses,
            stack::routes,
            stack::rules,
            stack::neighbors,
            () -> stack.link(2),
            () -> stack.link(InterfaceName.of("eth9")),
            () -> stack.removeLink(InterfaceName.of("eth9")),
            () -> change(1300)
        };
        for (ThrowingCallable call : calls) {
            for (int times : new int[] {1, 60}) {
                socket.fail(Arrays.copyOf(series, times));
                Throwable failure = catchThrowable(call);
                assertThat(failure == null || failure instanceof LvsException)
                        .as("%s", failure)
                        .isTrue();
                socket.heal();
                assertNothingOfItIsLeft();
            }
        }
    }

    /** The reading after a loss goes wrong: what is different is told all the same, once, by this drain or a later one. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldTellTheDifferenceThoughTheReadingGoesWrong(Fault fault) {
        FakeNetlinkSocket requests = kernel.socket();
        try (NetworkMonitor monitor = monitor(requests)) {
            change(MTU);
            events.reply(loss());
            requests.fail(fault);
            Throwable failure = catchThrowable(() -> monitor.drain(heard::add));
            assertThat(failure == null || failure instanceof LvsException)
                    .as("%s", failure)
                    .isTrue();
            boolean isTold = failure == null;
            assertThat(heard.get(0)).isInstanceOf(NetworkEvent.Overrun.class);
            assertThat(heard).hasSize(isTold ? 2 : 1);
            assertThat(monitor.isCurrent()).isEqualTo(isTold);
            assertThat(drain(monitor)).isEqualTo(isTold ? List.of() : List.of("LinkChanged"));
            assertThat(monitor.isCurrent()).isTrue();
            assertThat(requests.isDrained()).isTrue();
        }
        assertThat(requests.isClosed() && events.isClosed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldCloseBothSocketsOfAMonitorThatCannotOpen(Fault fault) {
        FakeNetlinkSocket requests = kernel.socket();
        requests.fail(fault);
        Throwable failure = catchThrowable(() -> monitor(requests).close());
        assertThat(failure == null || failure instanceof LvsException)
                .as("%s", failure)
                .isTrue();
        assertThat(requests.isClosed() && events.isClosed()).isTrue();
    }

    private static LvsException loss() {
        return Errno.failure("receive", Errno.ENOBUFS, null);
    }

    private byte[] event(byte[] body) {
        return KernelMessages.message(new KernelRequest(0, 0, 4711, 4712, new byte[0]), FakeNetwork.NEW_LINK, 0, body);
    }

    /** What can come instead of an event. */
    @Test
    void shouldHearWhatIsNoLoss() {
        try (NetworkMonitor monitor = monitor(kernel.socket())) {
            change(MTU);
            events.reply(Errno.failure("receive", Errno.EINTR, null));
            events.reply(event(kernel.link("eth0")));
            assertThat(drain(monitor)).as("a signal loses nothing").containsExactly("LinkChanged");
            change(1300);
            events.reply(Errno.failure("receive", 5, null));
            events.reply(event(kernel.link("eth0")));
            assertThatThrownBy(() -> monitor.drain(heard::add))
                    .isInstanceOf(KernelException.class)
                    .hasMessageContaining("EIO (5)");
            assertThat(drain(monitor)).as("nor does EIO").containsExactly("LinkChanged");
            change(1200);
            byte[] more = Arrays.copyOf(kernel.link("eth0"), kernel.link("eth0").length + 8);
            more[more.length - 8] = 8;
            more[more.length - 5] = 0x30;
            events.reply(event(more));
            assertThat(drain(monitor)).as("nor an unknown attribute").containsExactly("LinkChanged");
            assertThat(monitor.isCurrent()).isTrue();
        }
    }

    /** What cannot be read is a loss, and says so. */
    @Test
    void shouldReadAgainAfterWhatCannotBeHeard() {
        try (NetworkMonitor monitor = monitor(kernel.socket())) {
            byte[] body = kernel.link("eth0");
            byte[] garbage = body.clone();
            Arrays.fill(garbage, body.length - 12, body.length, (byte) 0xff);
            List<Runnable> faults = List.of(
                    () -> events.reply(new MalformedMessageException("a datagram of 70000 bytes does not fit")),
                    () -> events.reply(Arrays.copyOf(event(body), 18)),
                    () -> events.reply(event(Arrays.copyOf(body, 10))),
                    () -> events.reply(event(garbage)));
            int mtu = MTU;
            for (Runnable fault : faults) {
                change(++mtu);
                fault.run();
                assertThatThrownBy(() -> monitor.drain(heard::add))
                        .isInstanceOf(MalformedMessageException.class)
                        .hasMessageMatching("hear of changes: malformed (datagram|RTM_NEWLINK): .*bytes.*");
                assertThat(drain(monitor)).containsExactly("Overrun", "LinkChanged");
                assertThat(monitor.isCurrent()).isTrue();
            }
        }
    }

    @Test
    void shouldGiveUpAListThatKeepsBeingDisturbed() {
        for (Fault fault : new Fault[] {Fault.DUMP_INTERRUPTED, Fault.BUSY, Fault.OVERRUN}) {
            Fault[] always = new Fault[8];
            Arrays.fill(always, fault);
            socket.fail(always);
            assertThatThrownBy(stack::links)
                    .isInstanceOf(InterruptedReadException.class)
                    .hasMessageContaining("list links")
                    .hasMessageContaining("each of 8 readings; read again later");
            assertNothingOfItIsLeft();
        }
    }

    /** The call under way ends as it would have; the next ones are refused. */
    @Test
    void shouldNotCloseUnderACall() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        kernel.meanwhile = () -> {
            asked.countDown();
            try {
                assertThat(answer.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        CompletableFuture<List<Link>> call = CompletableFuture.supplyAsync(stack::links);
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(stack::close);
        answer.countDown();
        assertThat(call.get(30, TimeUnit.SECONDS)).hasSize(2);
        closing.get(30, TimeUnit.SECONDS);
        assertThat(socket.isClosed()).isTrue();
        assertThatIllegalStateException().isThrownBy(stack::links);
        assertThatIllegalStateException().isThrownBy(() -> change(MTU));
    }
}
