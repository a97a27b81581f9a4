package io.github.lvs4j.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lvs4j.net.IpAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

class AttributeTest {

    private final ByteBuffer buffer = ByteBuffer.allocate(1024).order(ByteOrder.nativeOrder());
    private final MessageWriter writer = new MessageWriter(buffer);

    static boolean isLittleEndian() {
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    }

    private AttributeReader written() {
        writer.end();
        MessageReader reader = new MessageReader().wrap(buffer, writer.length());
        assertThat(reader.next()).isTrue();
        return reader.attributes(0, new AttributeReader());
    }

    @Test
    @EnabledIf("isLittleEndian")
    void shouldLayAMessageOutAsTheHeaderSays() {
        AttributeWriter attributes = writer.begin(0x1c, 0x5).u8(5).u8(1).u16(0).attributes();
        int mark = attributes.nested(1);
        attributes.u16(1, 2).u16be(4, 80).address(3, IpAddress.parse("192.0.2.1"));
        attributes
                .endNested(mark)
                .string(6, "rr")
                .flag(9)
                .u8(10, 255)
                .u32(11, 1)
                .u32be(12, 1);
        writer.end();
        byte[] bytes = new byte[writer.length()];
        buffer.get(0, bytes);
        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo("54000000" + "1c00" + "0500" + "00000000" + "00000000" // header
                        + "05010000" // fixed part
                        + "1c000180" // nested
                        + "0600010002000000" + "0600040000500000" + "08000300c0000201"
                        + "0700060072720000" + "04000900" + "05000a00ff000000"
                        + "08000b0001000000" + "08000c0000000001");
    }

    @Test
    void shouldReadBackEveryKind() {
        AttributeWriter attributes = writer.begin(16, 1).attributes();
        attributes.u8(1, 200).u16(2, 60_000).u16be(3, 8080).u32(4, 0xffff_ffffL).u32be(5, 0xc0000201L);
        attributes
                .string(6, "wrr")
                .address(7, IpAddress.parse("2001:db8::1"))
                .u32s(8, 3, 4)
                .bytes(9, new byte[] {1});
        AttributeReader read = written();
        assertThat(read.next()).isTrue();
        assertThat(read.u8()).isEqualTo(200);
        assertThat(read.next() && read.u16() == 60_000).isTrue();
        assertThat(read.next() && read.u16be() == 8080).isTrue();
        assertThat(read.next() && read.u32() == 0xffff_ffffL).isTrue();
        assertThat(read.next() && read.s32be() == 0xc0000201).isTrue();
        assertThat(read.next()).isTrue();
        assertThat(read.string()).isEqualTo("wrr");
        assertThat(read.next()).isTrue();
        assertThat(read.address()).isEqualTo(IpAddress.parse("2001:db8::1"));
        assertThat(read.next() && read.u32at(4) == 4).isTrue();
        assertThat(read.next()).isTrue();
        assertThat(read.bytes()).containsExactly(1);
        assertThat(read.next()).isFalse();
    }

    @Test
    void shouldNameTheAttributeThatIsTooShort() {
        writer.begin(16, 1).attributes().u16(5, 1);
        AttributeReader read = written();
        assertThat(read.next()).isTrue();
        assertThatThrownBy(read::u32)
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("attribute 5 has 2 bytes where 4 are needed");
        assertThatThrownBy(read::address).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void shouldRefuseALengthBeyondTheEnd() {
        writer.begin(16, 1).attributes().u32(5, 1);
        AttributeReader read = written();
        buffer.putShort(16, (short) 12);
        assertThatThrownBy(read::next)
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("attribute 5 claims 12 bytes where 8 are left");
    }

    @Test
    void shouldSayThatAMessageDoesNotFit() {
        AttributeWriter attributes = writer.begin(16, 1).attributes();
        assertThatThrownBy(() -> attributes.bytes(1, new byte[2000]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not fit");
    }

    /** Whatever the bytes, they are read or refused, within the buffer and to an end. */
    @Property
    void shouldSurviveRandomBytes(@ForAll @Size(max = 200) byte[] bytes) {
        ByteBuffer datagram = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        assertThatCode(() -> {
                    try {
                        walk(new MessageReader().wrap(datagram, bytes.length));
                    } catch (MalformedMessageException e) {
                        assertThat(e).hasMessageContaining("bytes");
                    }
                })
                .doesNotThrowAnyException();
    }

    /** The same behind a sound header, so that the attributes are reached. */
    @Property
    void shouldSurviveRandomAttributes(@ForAll @Size(max = 200) byte[] bytes) {
        byte[] message = FakeKernel.message(MessageFlags.TYPE_ERROR, MessageFlags.ACK_ATTRIBUTES, 1, bytes);
        ByteBuffer datagram = ByteBuffer.wrap(message).order(ByteOrder.nativeOrder());
        try {
            walk(new MessageReader().wrap(datagram, message.length));
        } catch (MalformedMessageException e) {
            assertThat(e).hasMessageContaining("bytes");
        }
    }

    private static void walk(MessageReader messages) {
        while (messages.next()) {
            ExtendedAck.of(messages);
            AttributeReader attributes = messages.attributes(0, new AttributeReader());
            while (attributes.next()) {
                attributes.string();
                AttributeReader nested = attributes.nested();
                while (nested.next()) {
                    nested.bytes();
                }
            }
        }
    }

    @Test
    void shouldWriteNumbersInTheOrderOfEitherMachine() {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            ByteBuffer buffer = ByteBuffer.allocate(64).order(order);
            AttributeWriter writer = new AttributeWriter(64, order);
            writer.restart(64);
            writer.u8(1, 0xf1)
                    .u16(2, 0xf1f2)
                    .u16be(3, 0xf1f2)
                    .u32(4, 0xf1f2f3f4L)
                    .u32be(5, 0xf1f2f3f4L);
            buffer.asIntBuffer().put(writer.words(), 0, writer.position() / 4);
            AttributeReader reader = new AttributeReader().wrap(buffer, 0, 40);
            assertThat(reader.next()).isTrue();
            assertThat(reader.u8()).isEqualTo(0xf1);
            assertThat(reader.next()).isTrue();
            assertThat(reader.u16()).isEqualTo(0xf1f2);
            assertThat(reader.next()).isTrue();
            assertThat(reader.u16be()).isEqualTo(0xf1f2);
            assertThat(reader.next()).isTrue();
            assertThat(reader.u32()).isEqualTo(0xf1f2f3f4L);
            assertThat(reader.next()).isTrue();
            assertThat(reader.s32be()).isEqualTo(0xf1f2f3f4);
            assertThat(buffer.get(16 + 4) & 0xff).as("network order").isEqualTo(0xf1);
            assertThat(buffer.getShort(2)).as("a type in the machine's order").isEqualTo((short) 1);
            assertThat(reader.next()).isFalse();
        }
    }
}
