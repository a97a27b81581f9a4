package io.github.lvs4j.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lvs4j.error.InterruptedReadException;
import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.error.NotPermittedException;
import io.github.lvs4j.netlink.FakeKernel.Request;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class NetlinkChannelTest {

    private static final MessageEncoder REQUEST =
            (index, into) -> into.begin(16, MessageFlags.REQUEST).u32(index).end();
    private static final MessageEncoder DUMP = (index, into) ->
            into.begin(16, MessageFlags.REQUEST | MessageFlags.DUMP).u32(0).end();

    private FakeKernel kernel;

    private NetlinkChannel channel(BiConsumer<FakeKernel, Request> script) {
        kernel = new FakeKernel(script);
        return new NetlinkChannel(kernel);
    }

    private static byte[] entry(Request request, int value) {
        return FakeKernel.message(16, MessageFlags.MULTI, request.sequence(), new byte[] {(byte) value, 0, 0, 0});
    }

    private List<Integer> dump(NetlinkChannel channel) {
        return channel.dump("list", DUMP, message -> message.u8(0), Refusals.GENERAL);
    }

    @Test
    void shouldAskForAnAcknowledgementAndTakeIt() {
        NetlinkChannel channel = channel((fake, request) -> {
            assertThat(request.flags()).isEqualTo(MessageFlags.REQUEST | MessageFlags.ACK);
            fake.reply(FakeKernel.error(request, 0));
        });
        channel.execute("set", REQUEST, Refusals.GENERAL);
        channel.execute("set", REQUEST, Refusals.GENERAL);
        assertThat(kernel.sends()).containsExactly(1, 1);
    }

    @Test
    void shouldQuoteTheKernelsWords() {
        NetlinkChannel channel =
                channel((fake, request) -> fake.reply(FakeKernel.error(request, 1, "Operation needs more rights")));
        assertThatThrownBy(() -> channel.execute("set it", REQUEST, Refusals.GENERAL))
                .isInstanceOf(NotPermittedException.class)
                .hasMessage("set it: EPERM (1): Operation needs more rights");
    }

    @Test
    void shouldPassOverWhatAnswersNoPresentRequest() {
        NetlinkChannel channel = channel((fake, request) -> {
            Request foreign = new Request(16, 0, request.sequence() - 1000, request.body());
            fake.reply(FakeKernel.error(foreign, 22));
            fake.reply(FakeKernel.error(foreign, 0), FakeKernel.error(request, 0));
        });
        channel.execute("set", REQUEST, Refusals.GENERAL);
    }

    @Test
    void shouldRaiseAMissingAnswerInsteadOfWaiting() {
        NetlinkChannel channel = channel((fake, request) -> {});
        assertThatThrownBy(() -> channel.execute("set it", REQUEST, Refusals.GENERAL))
                .isInstanceOf(LvsException.class)
                .hasMessageContaining("set it")
                .hasMessageContaining("did not answer");
    }

    @Test
    void shouldReadADumpOfSeveralDatagrams() {
        NetlinkChannel channel = channel((fake, request) -> {
            fake.reply(entry(request, 1), entry(request, 2));
            fake.reply(entry(request, 3));
            fake.reply(FakeKernel.done(request));
        });
        assertThat(dump(channel)).containsExactly(1, 2, 3);
    }

    @Test
    void shouldRepeatADumpThatTheKernelCallsInterrupted() {
        AtomicInteger pass = new AtomicInteger();
        NetlinkChannel channel = channel((fake, request) -> {
            int flags = MessageFlags.MULTI | (pass.incrementAndGet() < 3 ? MessageFlags.DUMP_INTERRUPTED : 0);
            fake.reply(FakeKernel.message(16, flags, request.sequence(), new byte[] {(byte) pass.get(), 0, 0, 0}));
            fake.reply(FakeKernel.done(request));
        });
        assertThat(dump(channel)).containsExactly(3);
        pass.set(-100);
        assertThatThrownBy(() -> dump(channel))
                .isInstanceOf(InterruptedReadException.class)
                .hasMessageContaining("read again later");
    }

    @Test
    void shouldTellARefusedDump() {
        NetlinkChannel channel = channel((fake, request) -> fake.reply(FakeKernel.error(request, 3)));
        assertThatThrownBy(() -> dump(channel))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("ESRCH");
    }

    @Test
    void shouldLeaveNothingInTheWayWhenADecoderFails() {
        NetlinkChannel channel = channel((fake, request) -> {
            fake.reply(entry(request, 1), entry(request, 2));
            fake.reply(entry(request, 3), FakeKernel.done(request));
        });
        assertThatThrownBy(() -> channel.dump(
                        "list",
                        DUMP,
                        message -> {
                            throw new IllegalArgumentException("no such value");
                        },
                        Refusals.GENERAL))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("list: malformed answer: no such value");
        assertThat(kernel.receive()).isZero();
        assertThat(dump(channel)).containsExactly(1, 2, 3);
    }

    @Test
    void shouldReadOneReplyWithoutAcknowledgement() {
        NetlinkChannel channel = channel((fake, request) -> {
            assertThat(request.flags()).isEqualTo(MessageFlags.REQUEST);
            fake.reply(FakeKernel.message(17, 0, request.sequence(), new byte[] {7, 0, 0, 0}));
        });
        assertThat(channel.get("read", REQUEST, message -> message.u8(0), Refusals.GENERAL))
                .contains(7);
    }

    /** Answers as the kernel does: failing messages always, others only when asked. */
    private static void answer(FakeKernel fake, Request request, boolean fails) {
        if (fails || (request.flags() & MessageFlags.ACK) != 0) {
            fake.reply(FakeKernel.error(request, fails ? 17 : 0));
        }
    }

    private static int index(Request request) {
        return ByteBuffer.wrap(request.body()).order(ByteOrder.nativeOrder()).getInt();
    }

    @Test
    void shouldKnowTheOutcomeOfEachMessageOfABatch() {
        List<Integer> failing = List.of(0, 3, 127, 128, 200, 299);
        NetlinkChannel channel = channel((fake, request) -> answer(fake, request, failing.contains(index(request))));
        BatchOutcome outcome = channel.batch("apply", 300, REQUEST);
        assertThat(kernel.sends()).containsExactly(128, 128, 44);
        assertThat(outcome.sent()).isEqualTo(300);
        assertThat(outcome.isFlawless()).isFalse();
        for (int i = 0; i < 300; i++) {
            assertThat(outcome.errno(i)).as("message " + i).isEqualTo(failing.contains(i) ? 17 : 0);
            assertThat(outcome.isUnknown(i)).isFalse();
        }
    }

    @Test
    void shouldBoundASendByItsBytesToo() {
        byte[] long1000 = new byte[1000];
        NetlinkChannel channel = channel((fake, request) -> answer(fake, request, false));
        BatchOutcome outcome = channel.batch("apply", 40, (index, into) -> {
            into.begin(16, MessageFlags.REQUEST).attributes().bytes(1, long1000);
            into.end();
        });
        assertThat(outcome.isFlawless()).isTrue();
        assertThat(kernel.sends()).containsExactly(33, 7);
    }

    @Test
    void shouldCallLostAnswersUnknown() {
        NetlinkChannel channel = channel((fake, request) -> {
            if (index(request) == 1) {
                fake.reply(FakeKernel.error(request, 17));
            } else if (index(request) == 4) {
                fake.lose();
            }
        });
        BatchOutcome outcome = channel.batch("apply", 5, REQUEST);
        assertThat(outcome.errno(1)).isEqualTo(17);
        assertThat(outcome.isUnknown(1)).isFalse();
        assertThat(outcome.isUnknown(0)).isTrue();
        assertThat(outcome.isUnknown(4)).isTrue();
    }

    @Test
    void shouldBreakOffWhereTheLastAcknowledgementIsMissing() {
        NetlinkChannel channel = channel((fake, request) -> {});
        BatchOutcome outcome = channel.batch("apply", 300, REQUEST);
        assertThat(outcome.breakOff())
                .isInstanceOf(LvsException.class)
                .hasMessageContaining("apply")
                .hasMessageContaining("did not answer");
        assertThat(outcome.brokeOffAt()).isZero();
        assertThat(outcome.sent()).isEqualTo(128);
        assertThat(outcome.isUnknown(0)).isTrue();
        assertThat(outcome.isUnknown(127)).isTrue();
    }

    @Test
    void shouldRefuseAnEncoderThatLeavesAMessageOpen() {
        NetlinkChannel channel = channel((fake, request) -> answer(fake, request, false));
        assertThatThrownBy(() ->
                        channel.execute("set", (index, into) -> into.begin(16, MessageFlags.REQUEST), Refusals.GENERAL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one whole message");
    }

    @Test
    void shouldSendNothingForAnEmptyBatch() {
        NetlinkChannel channel = channel((fake, request) -> answer(fake, request, false));
        assertThat(channel.batch("apply", 0, REQUEST).isFlawless()).isTrue();
        assertThat(kernel.sends()).isEmpty();
    }

    @Test
    void shouldRefuseWorkOnceClosed() {
        NetlinkChannel channel = channel((fake, request) -> answer(fake, request, false));
        channel.close();
        channel.close();
        assertThat(kernel.isClosed()).isTrue();
        assertThatThrownBy(() -> channel.execute("set", REQUEST, Refusals.GENERAL))
                .isInstanceOf(IllegalStateException.class);
    }
}
