package io.github.lvs4j.bench;

import io.github.lvs4j.netlink.NetlinkSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A socket behind which nothing is done: the family has a number, every request succeeds, every dump gives the same rows. What
 * is measured over it is what lvs4j itself does with a message: it allocates nothing, where the testkit's kernels, which keep
 * every message and every answer, would be most of what is measured. Confined to one thread.
 */
final class PretendKernel implements NetlinkSocket {

    private static final int BUFFER = 64 * 1024;
    private static final int CONTROL = 0x10; // GENL_ID_CTRL of linux/genetlink.h
    private static final int ACK = 0x4; // NLM_F_ACK of linux/netlink.h
    private static final int ERROR = 2; // NLMSG_ERROR
    private static final int DONE = 3; // NLMSG_DONE
    private static final int DUMP = 0x300; // NLM_F_DUMP
    private static final short MULTI = 2; // NLM_F_MULTI
    private static final int GET_SERVICE = 4; // IPVS_CMD_GET_SERVICE
    private static final int GET_INFO = 15; // IPVS_CMD_GET_INFO
    private static final int FAMILY = 28;

    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.nativeOrder());
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.nativeOrder());
    private int familyAsked;
    private int acknowledge;
    private boolean acknowledgementDue;
    private boolean familyDue;
    private int infoAsked;
    private boolean infoDue;

    private final RecordedRows services;
    private final RecordedRows servers;
    private final int datagrams;
    private RecordedRows dumped;
    private int dumpAsked;
    private int datagramsDue;

    /** A kernel whose table is empty. */
    PretendKernel() {
        this(4, 0);
    }

    /** A kernel whose dumps have some rows of a family, a multiple of {@link RecordedRows#EACH}. */
    PretendKernel(int family, int rows) {
        services = RecordedRows.services(FAMILY, family);
        servers = RecordedRows.servers(FAMILY, family);
        datagrams = rows / RecordedRows.EACH;
    }

    @Override
    public ByteBuffer outgoing() {
        return outgoing;
    }

    @Override
    public ByteBuffer incoming() {
        return incoming;
    }

    @Override
    public void send(int length) {
        for (int at = 0; at < length; at += (outgoing.getInt(at) + 3) & ~3) {
            int sequence = outgoing.getInt(at + 8);
            if (outgoing.getShort(at + 4) == CONTROL) {
                familyAsked = sequence;
                familyDue = true;
            }
            if (outgoing.getShort(at + 4) == FAMILY && outgoing.get(at + 16) == GET_INFO) {
                infoAsked = sequence;
                infoDue = true;
            }
            if ((outgoing.getShort(at + 6) & DUMP) == DUMP) {
                dumped = outgoing.get(at + 16) == GET_SERVICE ? services : servers;
                dumpAsked = sequence;
                datagramsDue = datagrams + 1;
            }
            if ((outgoing.getShort(at + 6) & ACK) != 0) {
                acknowledge = sequence;
                acknowledgementDue = true;
            }
        }
    }

    @Override
    public int receive() {
        if (familyDue) {
            familyDue = false;
            // nlmsghdr, genlmsghdr, CTRL_ATTR_FAMILY_ID
            header(28, CONTROL, familyAsked);
            incoming.put(16, (byte) 1).put(17, (byte) 2).putShort(18, (short) 0);
            incoming.putShort(20, (short) 6).putShort(22, (short) 1).putShort(24, (short) FAMILY);
            return 28;
        }
        if (infoDue) {
            infoDue = false;
            // nlmsghdr, genlmsghdr, IPVS_INFO_ATTR_VERSION
            header(28, FAMILY, infoAsked);
            incoming.put(16, (byte) GET_INFO).put(17, (byte) 1).putShort(18, (short) 0);
            incoming.putShort(20, (short) 8).putShort(22, (short) 1).putInt(24, 0x1_0201);
            return 28;
        }
        if (acknowledgementDue) {
            acknowledgementDue = false;
            header(36, ERROR, acknowledge);
            incoming.putInt(16, 0).putInt(20, 16).putShort(24, (short) FAMILY).putInt(28, acknowledge);
            return 36;
        }
        return datagramsDue == 0 ? 0 : dump();
    }

    private int dump() {
        datagramsDue--;
        if (datagramsDue > 0) {
            return dumped.copy(incoming, dumpAsked);
        }
        header(20, DONE, dumpAsked);
        incoming.putShort(6, MULTI).putInt(16, 0);
        return 20;
    }

    private void header(int length, int type, int sequence) {
        incoming.putInt(0, length).putShort(4, (short) type).putShort(6, (short) 0);
        incoming.putInt(8, sequence).putInt(12, 0);
    }

    @Override
    public void join(int group) {}

    @Override
    public int descriptor() {
        return -1;
    }

    @Override
    public void close() {}
}
