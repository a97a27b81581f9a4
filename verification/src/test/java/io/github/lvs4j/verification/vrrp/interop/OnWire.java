package io.github.lvs4j.verification.vrrp.interop;

import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.testkit.hosts.CapturedFrame;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * What a third host saw, read by offsets and not by the codec under test.
 *
 * @param time the kernel's stamp
 * @param source the sender's address; of an announcement the announced one
 * @param priority of an advertisement; -1 for an announcement
 */
record OnWire(Instant time, String source, int priority) {

    private static final int ETHERNET = 14;
    private static final int ARP_SENDER = ETHERNET + 14;
    private static final int IPV6_HEADER = 40;
    private static final int AUTHENTICATION_HEADER = 24;

    boolean isAnnouncement() {
        return priority < 0;
    }

    static Optional<OnWire> of(CapturedFrame frame) {
        ByteBuffer bytes = frame.bytes();
        return switch (frame.etherType()) {
            case 0x0806 -> announcement(frame, address(bytes, ARP_SENDER, 4), address(bytes, ARP_SENDER + 10, 4));
            case 0x0800 -> ipv4(frame, bytes);
            case 0x86dd -> ipv6(frame, bytes);
            default -> Optional.empty();
        };
    }

    private static Optional<OnWire> announcement(CapturedFrame frame, String sender, String target) {
        return sender.equals(target) ? Optional.of(new OnWire(frame.time(), sender, -1)) : Optional.empty();
    }

    private static Optional<OnWire> ipv4(CapturedFrame frame, ByteBuffer bytes) {
        int message = ETHERNET + 4 * (bytes.get(ETHERNET) & 0x0f);
        int protocol = bytes.get(ETHERNET + 9);
        return switch (protocol) {
            case 51 -> advertisement(frame, address(bytes, ETHERNET + 12, 4), message + AUTHENTICATION_HEADER);
            case 112 -> advertisement(frame, address(bytes, ETHERNET + 12, 4), message);
            default -> Optional.empty();
        };
    }

    private static Optional<OnWire> ipv6(CapturedFrame frame, ByteBuffer bytes) {
        String source = address(bytes, ETHERNET + 8, 16);
        int message = ETHERNET + IPV6_HEADER;
        if (bytes.get(ETHERNET + 6) == 112) {
            return advertisement(frame, source, message);
        }
        boolean neighbour = bytes.get(ETHERNET + 6) == 58 && (bytes.get(message) & 0xff) == 136;
        return neighbour ? announcement(frame, source, address(bytes, message + 8, 16)) : Optional.empty();
    }

    private static Optional<OnWire> advertisement(CapturedFrame frame, String source, int message) {
        return Optional.of(new OnWire(
                frame.time(), source, Byte.toUnsignedInt(frame.bytes().get(message + 2))));
    }

    private static String address(ByteBuffer bytes, int offset, int length) {
        byte[] raw = new byte[length];
        bytes.get(offset, raw);
        return IpAddress.format(IpAddress.of(raw));
    }
}
