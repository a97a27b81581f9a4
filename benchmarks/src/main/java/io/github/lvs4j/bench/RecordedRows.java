package io.github.lvs4j.bench;

import io.github.lvs4j.netlink.AttributeWriter;
import io.github.lvs4j.netlink.MessageWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One datagram of a dump as Linux 6.1 sends it: {@value #EACH} rows with all attributes, both kinds of statistics among them.
 * The numbers of the attributes are those of linux/ip_vs.h.
 */
final class RecordedRows {

    /** Rows in a datagram; some 30 KB. */
    static final int EACH = 80;

    private static final int MULTI = 2; // NLM_F_MULTI
    private static final int SERVICE = 1;
    private static final int SERVER = 2;

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(64 * 1024).order(ByteOrder.nativeOrder());
    private final int length;

    private RecordedRows(int length) {
        this.length = length;
    }

    /** Services 10.0.0.0 to 10.0.0.79, or of IPv6. */
    static RecordedRows services(int type, int family) {
        return rows(type, SERVICE, row -> {
            row.u16(1, family == 4 ? 2 : 10).u16(2, 6).bytes(3, address(family)).u16be(4, 80);
            row.string(6, "rr").u32s(7, 2, 0xffff_ffff).u32(8, 0).u32be(9, 0xffff_ffffL);
            statistics(row, 10, 4);
            statistics(row, 12, 8);
        });
    }

    /** Real servers 10.0.0.0 to 10.0.0.79, or of IPv6. */
    static RecordedRows servers(int type, int family) {
        return rows(type, SERVER, row -> {
            row.bytes(1, address(family))
                    .u16be(2, 80)
                    .u32(3, 0)
                    .u32(4, 1)
                    .u32(5, 0)
                    .u32(6, 0);
            row.u8(13, 0).u16be(14, 0).u16(15, 0).u32(7, 1).u32(8, 2).u32(9, 3).u16(11, family == 4 ? 2 : 10);
            statistics(row, 10, 4);
            statistics(row, 12, 8);
        });
    }

    private interface Row {
        void write(AttributeWriter into);
    }

    private static RecordedRows rows(int type, int nest, Row row) {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024).order(ByteOrder.nativeOrder());
        MessageWriter writer = new MessageWriter(buffer);
        for (int i = 0; i < EACH; i++) {
            AttributeWriter attributes =
                    writer.begin(type, MULTI).u8(nest).u8(1).u16(0).attributes();
            int mark = attributes.nested(nest);
            row.write(attributes);
            attributes.endNested(mark);
            writer.end();
        }
        RecordedRows rows = new RecordedRows(writer.length());
        rows.bytes.put(0, buffer, 0, writer.length());
        return rows;
    }

    private static byte[] address(int family) {
        byte[] address = new byte[16]; // union nf_inet_addr is always given whole
        address[0] = (byte) (family == 4 ? 10 : 0x20);
        return address;
    }

    private static void statistics(AttributeWriter into, int type, int size) {
        int mark = into.nested(type);
        for (int i = 1; i <= 10; i++) {
            into.bytes(i, new byte[i == 4 || i == 5 ? 8 : size]);
        }
        into.endNested(mark);
    }

    /** Copies the datagram, as an answer to a request. */
    int copy(ByteBuffer into, int sequence) {
        into.put(0, bytes, 0, length);
        for (int at = 0; at < length; at += (into.getInt(at) + 3) & ~3) {
            into.putInt(at + 8, sequence);
        }
        return length;
    }
}
