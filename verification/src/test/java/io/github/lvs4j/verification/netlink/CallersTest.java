package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import io.github.lvs4j.testkit.netlink.FakeIpvsKernel;
import io.github.lvs4j.testkit.netlink.FakeNetlinkSocket;
import io.github.lvs4j.testkit.netlink.KernelMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that close, interrupt or break a call that is under way, and those that wait for their turn meanwhile. */
@Timeout(60)
class CallersTest {

    private final FakeIpvsKernel kernel = new FakeIpvsKernel();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    /** Every acknowledged message after the opening waits for the latch, as in a kernel that takes its time. */
    private NetlinkIpvs openSlowly() {
        AtomicBoolean open = new AtomicBoolean();
        FakeNetlinkSocket socket = new FakeNetlinkSocket((fake, request) -> {
            if (open.get()) {
                begun.countDown();
                awaitQuietly(goOn);
                fake.reply(KernelMessages.acknowledgement(request));
            } else {
                kernel.answer(fake, request);
            }
        });
        NetlinkIpvs ipvs = NetlinkIpvs.over(socket);
        open.set(true);
        return ipvs;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> FutureTask<T> start(List<Thread> threads, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return task;
    }

    private static void awaitWaiting(Thread thread) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (thread.getState() != Thread.State.WAITING) {
            assertThat(deadline - System.nanoTime()).isPositive();
            Thread.onSpinWait();
        }
    }

    private static VirtualService service(int port) {
        return VirtualService.builder()
                .key(VirtualServiceKey.tcp("192.0.2.1", port))
                .scheduler(Scheduler.RR)
                .build();
    }

    @Test
    void shouldEndTheCallUnderWayAndRefuseTheRestWhenClosed() throws Exception {
        NetlinkIpvs ipvs = openSlowly();
        List<Thread> threads = new ArrayList<>();
        FutureTask<Boolean> underWay = start(threads, () -> {
            ipvs.create(service(1));
            return true;
        });
        begun.await();
        FutureTask<?> closing = start(threads, () -> {
            ipvs.close();
            return null;
        });
        awaitWaiting(threads.get(1));
        List<FutureTask<?>> late = new ArrayList<>();
        for (int i = 2; i < 6; i++) {
            int port = i;
            late.add(start(threads, () -> {
                ipvs.create(service(port));
                return null;
            }));
            awaitWaiting(threads.get(i));
        }
        goOn.countDown();
        assertThat(underWay.get()).isTrue();
        closing.get();
        for (FutureTask<?> call : late) {
            assertThatThrownBy(call::get).hasCauseInstanceOf(IllegalStateException.class);
        }
        assertThatIllegalStateException().isThrownBy(ipvs::services);
        assertThatIllegalStateException().isThrownBy(ipvs::flush);
        ipvs.close();
    }

    @Test
    void shouldNotBeEndedByAnInterruptWhichStaysSet() throws Exception {
        NetlinkIpvs ipvs = openSlowly();
        List<Thread> threads = new ArrayList<>();
        Callable<Boolean> call = () -> {
            ipvs.create(service(Thread.currentThread().hashCode() & 0xffff));
            return Thread.currentThread().isInterrupted();
        };
        FutureTask<Boolean> underWay = start(threads, call);
        begun.await();
        FutureTask<Boolean> waiting = start(threads, call);
        awaitWaiting(threads.get(1));
        FutureTask<Boolean> before = start(threads, () -> {
            Thread.currentThread().interrupt();
            return call.call();
        });
        awaitWaiting(threads.get(2));
        threads.get(0).interrupt();
        threads.get(1).interrupt();
        goOn.countDown();
        assertThat(underWay.get()).isTrue();
        assertThat(waiting.get()).isTrue();
        assertThat(before.get()).isTrue();
        ipvs.close();
    }

    @Test
    void shouldGoOnAfterAnErrorOfWhoeverReads() {
        FakeNetlinkSocket socket = kernel.socket();
        try (NetlinkIpvs ipvs = NetlinkIpvs.over(socket)) {
            for (int port = 1; port <= 40; port++) {
                ipvs.create(service(port));
            }
            for (Throwable thrown : List.of(
                    new OutOfMemoryError("made up"), new StackOverflowError("made up"), new IllegalStateException())) {
                assertThatThrownBy(() -> ipvs.readServices(status -> sneak(thrown)))
                        .isSameAs(thrown);
                assertThat(socket.isDrained()).isTrue();
                assertThat(ipvs.services()).hasSize(40);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /** The number of the family changes under eight threads: each finds the new one, whoever was first. */
    @Test
    void shouldFollowAMovingFamilyInEveryThread() throws Exception {
        try (NetlinkIpvs ipvs = NetlinkIpvs.over(kernel.socket())) {
            AtomicBoolean stop = new AtomicBoolean();
            AtomicInteger rounds = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            List<FutureTask<?>> calls = new ArrayList<>();
            for (int i = 1; i <= 8; i++) {
                int port = i;
                calls.add(start(threads, () -> {
                    while (!stop.get()) {
                        ipvs.create(service(port));
                        ipvs.zero(service(port).key());
                        ipvs.remove(service(port).key());
                        rounds.incrementAndGet();
                    }
                    return null;
                }));
            }
            for (int moves = 0; moves < 50; moves++) {
                kernel.load();
                int before = rounds.get();
                while (rounds.get() < before + 16 && calls.stream().noneMatch(FutureTask::isDone)) {
                    Thread.onSpinWait();
                }
            }
            stop.set(true);
            for (FutureTask<?> call : calls) {
                call.get();
            }
            assertThat(ipvs.services()).isEmpty();
        }
    }
}
