package io.github.lvs4j.netlink.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.lvs4j.ipvs.SyncDaemon;
import io.github.lvs4j.ipvs.Timeouts;
import io.github.lvs4j.ipvs.status.Counters;
import io.github.lvs4j.ipvs.status.Rates;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.netlink.AttributeReader;
import io.github.lvs4j.netlink.AttributeWriter;
import io.github.lvs4j.netlink.MalformedMessageException;
import io.github.lvs4j.netlink.MessageReader;
import io.github.lvs4j.netlink.MessageWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Timeouts, sync daemons and 32-bit counters as bytes. */
class SettingsCodecTest {

    private static final SyncDaemon WHOLE = SyncDaemon.builder()
            .from(SyncDaemon.backup(7, "eth0"))
            .multicastGroup(IpAddress.parse("239.1.2.3"))
            .multicastPort(9999)
            .multicastTtl(3)
            .syncMaxLength(1000)
            .build();

    private final ByteBuffer buffer = ByteBuffer.allocate(1024).order(ByteOrder.nativeOrder());
    private final MessageWriter writer = new MessageWriter(buffer);

    static boolean isLittleEndian() {
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    }

    private AttributeReader written(Consumer<AttributeWriter> encoder) {
        writer.clear();
        encoder.accept(writer.begin(28, 1).u8(0).u8(1).u16(0).attributes());
        writer.end();
        MessageReader reader = new MessageReader().wrap(buffer, writer.length());
        assertThat(reader.next()).isTrue();
        return reader.attributes(4, new AttributeReader());
    }

    private String hex() {
        byte[] bytes = new byte[writer.length() - 20];
        buffer.get(20, bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The port is in the machine's order, unlike those of services and servers. */
    @Test
    @EnabledIf("isLittleEndian")
    void shouldLayADaemonOutAsTheHeaderSays() {
        written(into -> SyncDaemonCodec.encode(WHOLE, into));
        assertThat(hex())
                .isEqualTo("40000380" + "0800010002000000" + "090002006574683000000000" + "0800030007000000"
                        + "06000400e8030000" + "08000500ef010203" + "060007000f270000" + "0500080003000000");
    }

    @Test
    @EnabledIf("isLittleEndian")
    void shouldLeaveOutWhatIsNotAskedFor() {
        written(into -> SyncDaemonCodec.encode(SyncDaemon.master(255, "lo"), into));
        assertThat(hex()).isEqualTo("1c000380" + "0800010001000000" + "070002006c6f0000" + "08000300ff000000");
        written(into -> SyncDaemonCodec.encodeRole(SyncDaemon.Role.BACKUP, into));
        assertThat(hex()).isEqualTo("0c000380" + "0800010002000000");
        written(into -> TimeoutsCodec.encode(Timeouts.of(Duration.ZERO, Duration.ofSeconds(2), Duration.ZERO), into));
        assertThat(hex()).isEqualTo("0800050002000000");
    }

    @Test
    void shouldReadBackDaemons() {
        SyncDaemon over6 = SyncDaemon.builder()
                .from(SyncDaemon.master(0, "eth0.100"))
                .multicastGroup(IpAddress.parse("ff05::1:2"))
                .build();
        for (SyncDaemon daemon : new SyncDaemon[] {WHOLE, over6, SyncDaemon.backup(255, "lo")}) {
            assertThat(SyncDaemonCodec.decode(written(into -> SyncDaemonCodec.encode(daemon, into))))
                    .isEqualTo(daemon);
        }
        assertThat(SyncDaemonCodec.decode(written(into -> into.u32(IpvsAttribute.TIMEOUT_TCP, 1))))
                .isNull();
    }

    @Test
    void shouldRefuseADaemonThatCannotBe() {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> SyncDaemonCodec.decode(written(into -> {
                    int mark = into.nested(IpvsAttribute.DAEMON);
                    into.u32(IpvsAttribute.DAEMON_STATE, 3).endNested(mark);
                })))
                .withMessageContaining("state 3");
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> SyncDaemonCodec.decode(written(into -> {
                    int mark = into.nested(IpvsAttribute.DAEMON);
                    into.u32(IpvsAttribute.DAEMON_STATE, 1).endNested(mark);
                })))
                .withMessageContaining("multicastInterface");
    }

    @Test
    void shouldReadBackTimeoutsAndZeroForWhatIsLeftOut() {
        Timeouts some =
                new Timeouts(Duration.ofSeconds(Integer.MAX_VALUE), Duration.ofSeconds(1), Duration.ofSeconds(300));
        assertThat(TimeoutsCodec.decode(written(into -> TimeoutsCodec.encode(some, into))))
                .isEqualTo(some);
        assertThat(TimeoutsCodec.decode(written(into -> into.u32(IpvsAttribute.TIMEOUT_UDP, 300))))
                .isEqualTo(new Timeouts(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(300)));
    }

    /** Before Linux 4.1 all but the bytes are of 32 bits. */
    @Test
    void shouldReadTheCountersOfAnOldKernel() {
        RealServerCodec servers = new RealServerCodec();
        AttributeReader attributes = written(into -> {
            int mark = into.nested(IpvsAttribute.DEST);
            into.bytes(IpvsAttribute.DEST_ADDR, new byte[] {10, 0, 0, 1});
            int stats = into.nested(IpvsAttribute.DEST_STATS);
            into.u32(IpvsAttribute.STATS_CONNS, 0xffff_ffffL).u32(IpvsAttribute.STATS_INPKTS, 2);
            into.u32(IpvsAttribute.STATS_OUTPKTS, 3);
            into.bytes(IpvsAttribute.STATS_INBYTES, wide(0x1_0000_0004L));
            into.bytes(IpvsAttribute.STATS_OUTBYTES, wide(5));
            into.u32(IpvsAttribute.STATS_CPS, 6).u32(IpvsAttribute.STATS_INPPS, 7);
            into.u32(IpvsAttribute.STATS_OUTPPS, 8).u32(IpvsAttribute.STATS_INBPS, 9);
            into.u32(IpvsAttribute.STATS_OUTBPS, 10).endNested(stats);
            into.endNested(mark);
        });
        assertThat(servers.read(attributes, AddressFamily.INET)).isTrue();
        assertThat(servers.statistics().counters()).isEqualTo(new Counters(0xffff_ffffL, 2, 3, 0x1_0000_0004L, 5));
        assertThat(servers.statistics().rates()).isEqualTo(new Rates(6, 7, 8, 9, 10));
        assertThat(servers.statistics().key().toString()).isEqualTo("10.0.0.1:0");
    }

    private static byte[] wide(long value) {
        byte[] bytes = new byte[8];
        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putLong(value);
        return bytes;
    }

    /** Any bytes within a daemon are read, or refused with a reason. */
    @Property(tries = 2000)
    void shouldSurviveRandomDaemons(@ForAll @Size(max = 100) byte[] bytes) {
        AttributeReader attributes = written(into -> into.bytes(IpvsAttribute.DAEMON, bytes));
        try {
            SyncDaemonCodec.decode(attributes);
        } catch (MalformedMessageException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    /** Any value of a daemon's attribute is read, or refused with a reason. */
    @Property(tries = 2000)
    void shouldSurviveRandomValuesOfADaemon(@ForAll byte type, @ForAll @Size(max = 20) byte[] value) {
        AttributeReader attributes = written(into -> {
            int mark = into.nested(IpvsAttribute.DAEMON);
            into.u32(IpvsAttribute.DAEMON_STATE, 1).string(IpvsAttribute.DAEMON_MCAST_IFN, "lo");
            into.u32(IpvsAttribute.DAEMON_SYNC_ID, 1).bytes(type & 0xf, value).endNested(mark);
        });
        try {
            assertThat(SyncDaemonCodec.decode(attributes)).isNotNull();
        } catch (MalformedMessageException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    @Property(tries = 1000)
    void shouldSurviveRandomTimeouts(@ForAll byte type, @ForAll @Size(max = 12) byte[] value) {
        AttributeReader attributes = written(into -> into.bytes(type & 0x7, value));
        try {
            assertThat(TimeoutsCodec.decode(attributes).tcp().isNegative()).isFalse();
        } catch (MalformedMessageException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }
}
