package io.github.lvs4j.netlink.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.lvs4j.error.InterruptedReadException;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.netlink.AttributeWriter;
import io.github.lvs4j.netlink.FakeKernel;
import io.github.lvs4j.netlink.FakeKernel.Request;
import io.github.lvs4j.netlink.MessageFlags;
import io.github.lvs4j.netlink.MessageWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Rows are handed out one by one while the kernel still gives others. */
class IpvsStreamTest {

    private static final int CONTROL = 0x10;
    private static final int FAMILY = 28;

    private FakeKernel kernel;

    private static byte[] message(Request request, int type, int flags, Consumer<AttributeWriter> attributes) {
        ByteBuffer buffer = ByteBuffer.allocate(512).order(ByteOrder.nativeOrder());
        MessageWriter writer = new MessageWriter(buffer);
        attributes.accept(writer.begin(0, 0).u8(1).u8(1).u16(0).attributes());
        writer.end();
        byte[] body = new byte[writer.length() - MessageWriter.HEADER];
        buffer.get(MessageWriter.HEADER, body);
        return FakeKernel.message(type, flags, request.sequence(), body);
    }

    private static byte[] service(Request request, int mark, int flags) {
        return message(request, FAMILY, MessageFlags.MULTI | flags, into -> {
            int nested = into.nested(IpvsAttribute.SERVICE);
            into.u16(IpvsAttribute.SVC_AF, 2).u32(IpvsAttribute.SVC_FWMARK, mark);
            into.string(IpvsAttribute.SVC_SCHED_NAME, "rr").endNested(nested);
        });
    }

    private NetlinkIpvs open(BiConsumer<FakeKernel, Request> listing) {
        kernel = new FakeKernel((fake, request) -> {
            if (request.type() == CONTROL) {
                fake.reply(message(request, CONTROL, 0, into -> into.u16(1, FAMILY)));
            } else if (request.command() == IpvsCommand.GET_INFO) {
                fake.reply(message(request, FAMILY, 0, into -> into.u32(1, 0x10201)));
            } else if (request.command() == IpvsCommand.GET_SERVICE) {
                listing.accept(fake, request);
            } else {
                fake.reply(FakeKernel.error(request, 0));
            }
        });
        return NetlinkIpvs.over(kernel, "6.1.0");
    }

    private static void threeInEachOfTen(FakeKernel fake, Request request) {
        for (int i = 0; i < 10; i++) {
            fake.reply(service(request, 3 * i + 1, 0), service(request, 3 * i + 2, 0), service(request, 3 * i + 3, 0));
        }
        fake.reply(FakeKernel.done(request));
    }

    @Test
    void shouldHandOutEachDatagramBeforeTheNextIsReceived() {
        try (NetlinkIpvs ipvs = open(IpvsStreamTest::threeInEachOfTen)) {
            List<Integer> pending = new ArrayList<>();
            ipvs.readServices(row -> pending.add(kernel.pending()));
            assertThat(pending).hasSize(30).startsWith(10, 10, 10, 9, 9, 9, 8).endsWith(2, 1, 1, 1);
        }
    }

    @Test
    void shouldReceiveTheRestForAConsumerThatFails() {
        try (NetlinkIpvs ipvs = open(IpvsStreamTest::threeInEachOfTen)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> ipvs.readServices(row -> {
                        throw new IllegalStateException("enough");
                    }))
                    .withMessage("enough");
            assertThat(kernel.pending()).isZero();
            assertThat(ipvs.services()).hasSize(30);
        }
    }

    @Test
    void shouldAdmitThatTheTableChangedAfterTheRowsAreOut() {
        try (NetlinkIpvs ipvs = open((fake, request) -> {
            fake.reply(service(request, 1, 0));
            fake.reply(service(request, 2, MessageFlags.DUMP_INTERRUPTED));
            fake.reply(service(request, 3, 0));
            fake.reply(FakeKernel.done(request));
        })) {
            List<Object> rows = new ArrayList<>();
            assertThatExceptionOfType(InterruptedReadException.class)
                    .isThrownBy(() -> ipvs.readServices(rows::add))
                    .withMessageContaining("entries may be missing; read again");
            assertThat(rows).hasSize(3);
            assertThat(kernel.sends().stream().mapToInt(Integer::intValue).sum())
                    .isEqualTo(3);
        }
    }

    @Test
    void shouldAdmitThatRowsWereLost() {
        try (NetlinkIpvs ipvs = open((fake, request) -> {
            fake.reply(service(request, 1, 0));
            fake.lose();
            fake.reply(FakeKernel.done(request));
        })) {
            List<Object> rows = new ArrayList<>();
            assertThatExceptionOfType(InterruptedReadException.class)
                    .isThrownBy(() -> ipvs.readServices(rows::add))
                    .withMessageContaining("ENOBUFS");
            assertThat(rows).hasSize(1);
        }
    }

    @Test
    void shouldSendNothingThatTheConsumerAsksFor() {
        try (NetlinkIpvs ipvs = open(IpvsStreamTest::threeInEachOfTen)) {
            VirtualService service = VirtualService.builder()
                    .key(VirtualServiceKey.tcp("192.0.2.1", 80))
                    .build();
            int before = kernel.sends().size();
            ipvs.readServices(row -> {
                assertThatIllegalStateException()
                        .isThrownBy(() -> ipvs.create(service))
                        .withMessageContaining("opened beside this one");
                assertThatIllegalStateException().isThrownBy(ipvs::flush);
                assertThatIllegalStateException().isThrownBy(ipvs::close);
            });
            assertThat(kernel.sends()).hasSize(before + 1);
            ipvs.create(service);
            assertThat(kernel.sends()).hasSize(before + 2).endsWith(1);
        }
    }
}
