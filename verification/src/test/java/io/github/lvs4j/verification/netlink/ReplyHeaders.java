package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.netlink.MessageFlags;
import io.github.lvs4j.testkit.netlink.KernelRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.BooleanSupplier;

/** Makes the messages of a datagram answers to a request, however bad they are: else no decoder looks at them. */
final class ReplyHeaders {

    private static final int SIZE = 16;

    private ReplyHeaders() {}

    /** Changes sequence and port everywhere, and the type of an entry where {@code types} says so. */
    static byte[] address(KernelRequest request, byte[] datagram, BooleanSupplier types) {
        ByteBuffer bytes = ByteBuffer.wrap(datagram).order(ByteOrder.nativeOrder());
        int at = 0;
        while (datagram.length - at >= SIZE) {
            bytes.putInt(at + 8, request.sequence()).putInt(at + 12, request.port());
            int type = bytes.getShort(at + 4) & 0xffff;
            if (type >= MessageFlags.FIRST_TYPE && types.getAsBoolean()) {
                bytes.putShort(at + 4, (short) request.type());
            }
            int size = bytes.getInt(at);
            if (size < SIZE || size > datagram.length - at) {
                break;
            }
            at += (size + 3) & ~3;
        }
        return datagram;
    }
}
