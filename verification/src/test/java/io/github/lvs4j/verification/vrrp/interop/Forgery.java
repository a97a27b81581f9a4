package io.github.lvs4j.verification.vrrp.interop;

import io.github.lvs4j.vrrp.packet.RejectionCause;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Packets of version 2 in the name of the other director, each with one thing wrong, for {@link Variant#V2_PASS}. Written byte by
 * byte, not by the codec under test.
 */
enum Forgery {
    PASSWORD(RejectionCause.AUTHENTICATION) {
        @Override
        void forge(ByteBuffer message) {
            message.put(message.limit() - 8, (byte) 'x');
        }
    },
    NO_PASSWORD(RejectionCause.AUTHENTICATION_TYPE) {
        @Override
        void forge(ByteBuffer message) {
            message.put(4, (byte) 0).putLong(message.limit() - 8, 0);
        }
    },
    UNKNOWN_AUTHENTICATION(RejectionCause.UNKNOWN_AUTHENTICATION_TYPE) {
        @Override
        void forge(ByteBuffer message) {
            message.put(4, (byte) 9);
        }
    },
    ROUTED(RejectionCause.TIME_TO_LIVE) {
        @Override
        int timeToLive() {
            return 254;
        }
    },
    VERSION(RejectionCause.VERSION) {
        @Override
        void forge(ByteBuffer message) {
            message.put(0, (byte) 0x41);
        }
    },
    TYPE(RejectionCause.TYPE) {
        @Override
        void forge(ByteBuffer message) {
            message.put(0, (byte) 0x22);
        }
    },
    OTHER_ROUTER(RejectionCause.UNKNOWN_VIRTUAL_ROUTER) {
        @Override
        void forge(ByteBuffer message) {
            message.put(1, (byte) (Variant.ID + 1));
        }
    },
    INTERVAL(RejectionCause.INTERVAL) {
        @Override
        void forge(ByteBuffer message) {
            message.put(5, (byte) 2);
        }
    },
    COUNT(RejectionCause.LENGTH) {
        @Override
        void forge(ByteBuffer message) {
            message.put(3, (byte) 2);
        }
    },
    CUT(RejectionCause.TOO_SHORT) {
        @Override
        void forge(ByteBuffer message) {
            message.limit(7);
        }
    },
    EMPTY(RejectionCause.NO_ADDRESSES) {
        @Override
        void forge(ByteBuffer message) {
            message.put(3, (byte) 0);
            message.putLong(8, message.getLong(12)).limit(16);
        }
    },
    DAMAGED(RejectionCause.CHECKSUM) {
        @Override
        void damage(ByteBuffer message) {
            message.put(6, (byte) (message.get(6) ^ 1));
        }
    },
    UNICAST(RejectionCause.CAST) {
        @Override
        String destination(String host) {
            return host;
        }
    };

    private static final int ETHERNET = 14;
    private static final int HEADER = 20;
    private static final int MESSAGE = 20;
    private static final byte[] PASSWORD_BYTES = "1c7f545a".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    /** The counter that it belongs to. */
    final RejectionCause cause;

    Forgery(RejectionCause cause) {
        this.cause = cause;
    }

    void forge(ByteBuffer message) {}

    void damage(ByteBuffer message) {}

    int timeToLive() {
        return 255;
    }

    String destination(String host) {
        return "224.0.0.18";
    }

    /**
     * A frame for one host alone: keepalived falls silent as master under such a flood.
     *
     * @param mac of the host, as hexadecimal digits
     * @param host its address
     * @param source in whose name
     * @param priority 254 to be master, 0 to make the master's backup believe that it goes
     */
    String frame(String mac, String host, String source, int priority) {
        ByteBuffer message = ByteBuffer.allocate(MESSAGE);
        message.put((byte) 0x21).put((byte) Variant.ID).put((byte) priority).put((byte) 1);
        message.put((byte) 1).put((byte) 1).putShort((short) 0);
        message.put(address("10.8.0.88")).put(PASSWORD_BYTES).flip();
        forge(message);
        message.rewind();
        if (message.limit() >= 8) {
            message.putShort(6, checksum(message));
            damage(message);
        }
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        header.putShort((short) 0x45c0).putShort((short) (HEADER + message.limit()));
        header.putInt(0).put((byte) timeToLive()).put((byte) 112).putShort((short) 0);
        header.put(address(source)).put(address(destination(host))).flip();
        header.putShort(10, checksum(header));
        ByteBuffer frame = ByteBuffer.allocate(ETHERNET + HEADER + message.limit());
        frame.put(HexFormat.of().parseHex(mac))
                .put(new byte[] {2, 0, 0, 0, 9, 9})
                .putShort((short) 0x0800);
        return HexFormat.of().formatHex(frame.put(header).put(message).array());
    }

    private static byte[] address(String text) {
        String[] parts = text.split("\\.");
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return bytes;
    }

    private static short checksum(ByteBuffer bytes) {
        int sum = 0;
        for (int at = 0; at + 1 < bytes.limit(); at += 2) {
            sum += bytes.getShort(at) & 0xffff;
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return (short) ~sum;
    }
}
