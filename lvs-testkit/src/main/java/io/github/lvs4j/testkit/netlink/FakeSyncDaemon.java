package io.github.lvs4j.testkit.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the kernel makes of the sync daemon it is asked for (start_sync_thread of net/netfilter/ipvs/ip_vs_sync.c, Linux 6.1):
 * the parameters that were left to it, and a length that it can send or take. Stateless.
 */
final class FakeSyncDaemon {

    static final int ROLE = 1; // IPVS_DAEMON_ATTR_STATE
    static final int INTERFACE = 2; // IPVS_DAEMON_ATTR_*
    static final int GROUP6 = 6;
    static final int MASTER = 1; // IP_VS_STATE_MASTER

    private static final int LENGTH = 4;
    private static final int GROUP = 5;
    private static final int PORT = 7;
    private static final int TTL = 8;

    private static final byte[] FIRST_GROUP = {(byte) 224, 0, 0, 81};
    private static final int FIRST_PORT = 8848;
    private static final int MOST = 65535;

    private FakeSyncDaemon() {}

    static FakeAttributes inForce(FakeAttributes asked, int mtu) {
        FakeAttributes daemon = asked;
        if (!asked.has(GROUP) && !asked.has(GROUP6)) {
            daemon = daemon.with(GROUP, FIRST_GROUP);
        }
        if (!asked.has(PORT)) {
            daemon = daemon.with(PORT, u16(FIRST_PORT));
        }
        if (!asked.has(TTL)) {
            daemon = daemon.with(TTL, new byte[] {1});
        }
        return daemon.with(LENGTH, u16(length(asked, mtu)));
    }

    private static int length(FakeAttributes asked, int mtu) {
        boolean sends = asked.number(ROLE) == MASTER;
        int headers = asked.has(GROUP6) ? 48 : 28;
        int packet = sends ? 1500 : clamp(mtu, 1500, MOST);
        int length = asked.has(LENGTH) ? asked.number(LENGTH) : packet - headers;
        return clamp(length, sends ? 1 : 1024, MOST - headers);
    }

    private static int clamp(int value, int least, int most) {
        return Math.min(Math.max(value, least), most);
    }

    private static byte[] u16(int number) {
        return ByteBuffer.allocate(2)
                .order(ByteOrder.nativeOrder())
                .putShort((short) number)
                .array();
    }
}
