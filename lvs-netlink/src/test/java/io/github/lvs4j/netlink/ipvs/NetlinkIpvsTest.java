package io.github.lvs4j.netlink.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.InterruptedReadException;
import io.github.lvs4j.error.NotPermittedException;
import io.github.lvs4j.error.NotSupportedException;
import io.github.lvs4j.ipvs.ApplyOutcome;
import io.github.lvs4j.ipvs.IpvsChange;
import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.ipvs.IpvsScope;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.netlink.AttributeWriter;
import io.github.lvs4j.netlink.FakeKernel;
import io.github.lvs4j.netlink.FakeKernel.Request;
import io.github.lvs4j.netlink.MessageFlags;
import io.github.lvs4j.netlink.MessageWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class NetlinkIpvsTest {

    private static final int CONTROL = 0x10;

    private final AtomicInteger family = new AtomicInteger(28);
    private FakeKernel kernel;

    private static byte[] body(int command, Consumer<AttributeWriter> attributes) {
        ByteBuffer buffer = ByteBuffer.allocate(1024).order(ByteOrder.nativeOrder());
        MessageWriter writer = new MessageWriter(buffer);
        attributes.accept(writer.begin(0, 0).u8(command).u8(1).u16(0).attributes());
        writer.end();
        byte[] body = new byte[writer.length() - MessageWriter.HEADER];
        buffer.get(MessageWriter.HEADER, body);
        return body;
    }

    /** A kernel whose IPVS has the present number and says its version; the rest is the script's. */
    private NetlinkIpvs open(BiConsumer<FakeKernel, Request> script) {
        kernel = new FakeKernel((fake, request) -> {
            if (request.type() == CONTROL) {
                fake.reply(FakeKernel.message(
                        CONTROL, 0, request.sequence(), body(1, into -> into.u16(1, family.get()))));
            } else if (request.type() != family.get()) {
                fake.reply(FakeKernel.error(request, 2));
            } else if (request.command() == IpvsCommand.GET_INFO) {
                fake.reply(FakeKernel.message(
                        family.get(),
                        0,
                        request.sequence(),
                        body(14, into -> into.u32(1, 0x10201).u32(2, 4096))));
            } else {
                script.accept(fake, request);
            }
        });
        return NetlinkIpvs.over(kernel);
    }

    private static void acknowledge(FakeKernel fake, Request request) {
        if ((request.flags() & MessageFlags.ACK) != 0) {
            fake.reply(FakeKernel.error(request, 0));
        }
    }

    @Test
    void shouldNameTheModuleThatIsMissing() {
        FakeKernel bare = new FakeKernel((fake, request) -> fake.reply(FakeKernel.error(request, 2)));
        assertThatThrownBy(() -> NetlinkIpvs.over(bare))
                .isInstanceOf(NotSupportedException.class)
                .hasMessageContaining("modprobe ip_vs");
        assertThat(bare.isClosed()).isTrue();
        FakeKernel again = new FakeKernel((fake, request) -> fake.reply(FakeKernel.error(request, 2)));
        assertThat(IpvsAvailability.of(() -> NetlinkIpvs.over(again)).state())
                .isEqualTo(IpvsAvailability.State.NO_MODULE);
    }

    @Test
    void shouldNameTheRightThatIsMissing() {
        FakeKernel strict = new FakeKernel((fake, request) -> {
            if (request.type() == CONTROL) {
                fake.reply(FakeKernel.message(CONTROL, 0, request.sequence(), body(1, into -> into.u16(1, 28))));
            } else {
                fake.reply(FakeKernel.error(request, 1));
            }
        });
        assertThatThrownBy(() -> NetlinkIpvs.over(strict))
                .isInstanceOf(NotPermittedException.class)
                .hasMessageContaining("CAP_NET_ADMIN in the initial user namespace");
    }

    @Test
    void shouldFindTheFamilyAgainWhenTheModuleWasLoadedAnew() {
        try (NetlinkIpvs ipvs = open(NetlinkIpvsTest::acknowledge)) {
            family.set(31);
            ipvs.flush();
            family.set(33);
            IpvsPlan plan = new IpvsPlan(
                    IpvsScope.everything(),
                    List.of(new IpvsChange.RemoveService(VirtualServiceKey.tcp("192.0.2.1", 80))));
            assertThat(ipvs.apply(plan).isComplete()).isTrue();
        }
    }

    @Test
    void shouldNeedTwoCallsForAChangeAndSendNothingForAnEmptyPlan() {
        try (NetlinkIpvs ipvs = open(NetlinkIpvsTest::acknowledge)) {
            int before = kernel.sends().size();
            ApplyOutcome nothing = ipvs.apply(new IpvsPlan(IpvsScope.everything(), List.of()));
            assertThat(nothing.isComplete()).isTrue();
            assertThat(kernel.sends()).hasSize(before);
            ipvs.remove(VirtualServiceKey.tcp("192.0.2.1", 80));
            assertThat(kernel.sends()).hasSize(before + 1);
        }
    }

    @Test
    void shouldReportChangesWhoseAnswerWasLost() {
        try (NetlinkIpvs ipvs = open((fake, request) -> {
            if ((request.flags() & MessageFlags.ACK) != 0) {
                fake.lose();
            }
        })) {
            IpvsPlan plan = new IpvsPlan(
                    IpvsScope.everything(),
                    List.of(new IpvsChange.RemoveService(VirtualServiceKey.tcp("192.0.2.1", 80))));
            assertThat(ipvs.apply(plan).result(0)).isEqualTo(ApplyOutcome.Result.UNKNOWN);
        }
    }

    /** While the first change is under way, five more callers come: they share one send, and one refusal hits its own only. */
    @Test
    void shouldSendTheChangesOfWaitingThreadsTogether() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (NetlinkIpvs ipvs = open((fake, request) -> {
            begun.countDown();
            awaitQuietly(goOn);
            if (new String(request.body(), StandardCharsets.ISO_8859_1).contains("bad")) {
                fake.reply(FakeKernel.error(request, 17));
            } else {
                acknowledge(fake, request);
            }
        })) {
            ExecutorService callers = Executors.newFixedThreadPool(6, task -> {
                Thread thread = new Thread(task);
                threads.add(thread);
                return thread;
            });
            try {
                List<Future<?>> calls = new ArrayList<>();
                calls.add(callers.submit(() -> ipvs.create(service(0, "rr"))));
                begun.await();
                for (int i = 1; i <= 5; i++) {
                    VirtualService service = service(i, i == 3 ? "bad" : "rr");
                    calls.add(callers.submit(() -> ipvs.create(service)));
                }
                awaitUntilAllWait();
                goOn.countDown();
                for (int i = 0; i <= 5; i++) {
                    Future<?> call = calls.get(i);
                    if (i == 3) {
                        assertThatThrownBy(call::get).hasCauseInstanceOf(AlreadyExistsException.class);
                    } else {
                        call.get();
                    }
                }
            } finally {
                callers.shutdownNow();
            }
            assertThat(kernel.sends()).endsWith(1, 5);
        }
    }

    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    private void awaitUntilAllWait() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (threads.size() < 6 || threads.stream().anyMatch(thread -> thread.getState() != Thread.State.WAITING)) {
            assertThat(deadline - System.nanoTime()).isPositive();
            Thread.onSpinWait();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static VirtualService service(int number, String scheduler) {
        return VirtualService.builder()
                .key(VirtualServiceKey.tcp("192.0.2.1", 80 + number))
                .scheduler(new Scheduler(scheduler))
                .build();
    }

    /** A table that is another one at each reading: as many services as it was read times. */
    @Test
    void shouldAdmitThatATableKeepsChanging() {
        AtomicInteger readings = new AtomicInteger();
        try (NetlinkIpvs ipvs = open((fake, request) -> {
            if (request.command() == IpvsCommand.GET_SERVICE) {
                service(fake, request, readings.incrementAndGet());
            }
            fake.reply(FakeKernel.done(request));
        })) {
            assertThatThrownBy(ipvs::table)
                    .isInstanceOf(InterruptedReadException.class)
                    .hasMessageContaining("read again later");
            assertThat(readings.get()).isEqualTo(16);
        }
    }

    /** Changes under the first pair of readings, then rests: the second pair agrees. */
    @Test
    void shouldReadUntilTwoReadingsAgree() {
        AtomicInteger readings = new AtomicInteger();
        try (NetlinkIpvs ipvs = open((fake, request) -> {
            if (request.command() == IpvsCommand.GET_SERVICE) {
                service(fake, request, Math.min(2, readings.incrementAndGet()));
            }
            fake.reply(FakeKernel.done(request));
        })) {
            assertThat(ipvs.table().pools()).hasSize(1);
            assertThat(readings.get()).isEqualTo(4);
        }
    }

    private void service(FakeKernel fake, Request request, int mark) {
        byte[] body = body(IpvsCommand.NEW_SERVICE, into -> {
            int nested = into.nested(IpvsAttribute.SERVICE);
            into.u16(IpvsAttribute.SVC_AF, 2).u32(IpvsAttribute.SVC_FWMARK, mark);
            into.string(IpvsAttribute.SVC_SCHED_NAME, "rr").endNested(nested);
        });
        fake.reply(FakeKernel.message(family.get(), MessageFlags.MULTI, request.sequence(), body));
    }
}
