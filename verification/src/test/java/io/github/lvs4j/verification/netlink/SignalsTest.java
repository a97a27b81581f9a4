package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.netlink.namespace.NetworkNamespace;
import io.github.lvs4j.netlink.route.NetlinkNetworkStack;
import io.github.lvs4j.netlink.socket.LinuxSockets;
import io.github.lvs4j.netlink.socket.Poller;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.NetworkTopic;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Signals that interrupt a thread in the kernel (EINTR), many of them: what it was doing goes on. */
@Tag("netns")
@RequiresRoot
@Timeout(120)
class SignalsTest {

    private static final int MANY = 300;
    private static final InterfaceName LO = InterfaceName.of("lo");

    private final ThreadSignals signals = new ThreadSignals();

    @AfterEach
    void close() {
        signals.close();
    }

    /** It waits a day unless a signal ends that, and then says that nothing is readable. */
    @Test
    void shouldEndAWaitWithNothingToRead() throws Exception {
        AtomicInteger ends = new AtomicInteger();
        AtomicInteger number = new AtomicInteger();
        try (Poller poller = LinuxSockets.poller()) {
            CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> {
                number.set(ThreadSignals.own());
                boolean readable = false;
                while (ends.get() < MANY) {
                    readable |= poller.await(Duration.ofDays(1));
                    ends.incrementAndGet();
                }
                return readable;
            });
            while (!waiting.isDone()) {
                signalASleeper(number.get());
            }
            assertThat(waiting.get(10, TimeUnit.SECONDS)).isFalse();
            assertThat(ends).hasValue(MANY);
        }
    }

    private void signalASleeper(int thread) throws Exception {
        if (thread != 0 && ThreadSignals.isAsleep(thread)) {
            signals.send(thread);
        }
        Thread.sleep(0, 100_000);
    }

    @Test
    void shouldKeepASubscriptionAlive() throws Exception {
        BlockingQueue<NetworkEvent> heard = new LinkedBlockingQueue<>();
        List<String> failures = new CopyOnWriteArrayList<>();
        try (NetworkNamespace namespace = NetworkNamespace.create();
                NetworkStack stack = namespace.open(
                        () -> NetlinkNetworkStack.open((where, failure) -> failures.add(where + ": " + failure)));
                NetworkStack.Subscription subscription = stack.subscribe(Set.of(NetworkTopic.LINKS), heard::add)) {
            assertThat(subscription).isNotNull();
            int thread = 0;
            while (thread == 0) {
                thread = ThreadSignals.find("lvs4j-network-"); // named by itself, when it runs
            }
            for (int i = 0; i < MANY; i++) {
                signalASleeper(thread);
            }
            assertThat(heard).isEmpty();
            stack.setLinkUp(LO, true);
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isInstanceOf(NetworkEvent.LinkChanged.class);
            assertThat(failures).isEmpty();
        }
    }

    @Test
    void shouldAnswerCallsAsEver() throws Exception {
        try (NetworkNamespace namespace = NetworkNamespace.create();
                NetworkStack stack = namespace.open(() -> NetlinkNetworkStack.open())) {
            AtomicInteger number = new AtomicInteger();
            CountDownLatch begun = new CountDownLatch(1);
            CompletableFuture<Integer> calls = CompletableFuture.supplyAsync(() -> {
                number.set(ThreadSignals.own());
                begun.countDown();
                int links = 0;
                for (int i = 0; i < MANY; i++) {
                    links += stack.links().size() + stack.link(LO).orElseThrow().index();
                    stack.setLinkUp(LO, i % 2 == 0);
                }
                return links;
            });
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            int sent = 0;
            while (!calls.isDone()) {
                sent += signals.send(number.get()) ? 1 : 0;
            }
            int each = stack.links().size() + stack.link(LO).orElseThrow().index();
            assertThat(calls.get(10, TimeUnit.SECONDS)).isEqualTo(MANY * each);
            assertThat(sent).isPositive();
        }
    }
}
