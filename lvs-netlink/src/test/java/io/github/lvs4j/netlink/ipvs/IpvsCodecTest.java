package io.github.lvs4j.netlink.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.ipvs.ConnectionThresholds;
import io.github.lvs4j.ipvs.ForwardingMethod;
import io.github.lvs4j.ipvs.IpvsChange;
import io.github.lvs4j.ipvs.Persistence;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.SchedulerFlag;
import io.github.lvs4j.ipvs.Tunnel;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.netlink.AttributeReader;
import io.github.lvs4j.netlink.AttributeWriter;
import io.github.lvs4j.netlink.MalformedMessageException;
import io.github.lvs4j.netlink.MessageReader;
import io.github.lvs4j.netlink.MessageWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

class IpvsCodecTest {

    private static final VirtualServiceKey WEB = VirtualServiceKey.tcp("192.0.2.1", 80);

    private final ByteBuffer buffer = ByteBuffer.allocate(1024).order(ByteOrder.nativeOrder());
    private final MessageWriter writer = new MessageWriter(buffer);
    private final VirtualServiceCodec services = new VirtualServiceCodec();
    private final RealServerCodec servers = new RealServerCodec();

    static boolean isLittleEndian() {
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    }

    private String hex() {
        byte[] bytes = new byte[writer.length()];
        buffer.get(0, bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private AttributeReader reread(Consumer<AttributeWriter> encoder) {
        writer.clear();
        encoder.accept(writer.begin(28, 1).u8(0).u8(1).u16(0).attributes());
        writer.end();
        MessageReader reader = new MessageReader().wrap(buffer, writer.length());
        assertThat(reader.next()).isTrue();
        return reader.attributes(4, new AttributeReader());
    }

    @Test
    @EnabledIf("isLittleEndian")
    void shouldLayANewRealServerOutIn116Bytes() {
        RealServer server = RealServer.builder()
                .from(RealServer.masquerade("198.51.100.1", 8080, 5))
                .thresholds(new ConnectionThresholds(100, 50))
                .build();
        IpvsChangeEncoder.encode(new IpvsChange.CreateRealServer(WEB, server), 28, writer);
        assertThat(writer.length()).isEqualTo(116);
        assertThat(hex())
                .isEqualTo("74000000" + "1c00" + "0100" + "00000000" + "00000000" + "05010000"
                        + "24000180" + "0600010002000000" + "0600020006000000" + "08000300c0000201" + "0600040000500000"
                        + "3c000280" + "06000b0002000000" + "08000100c6336401" + "060002001f900000"
                        + "0800030000000000" + "0800040005000000" + "0800050064000000" + "0800060032000000");
    }

    @Property(tries = 500)
    void shouldWriteEachOfManyChangesAsIfItWereAlone(
            @ForAll @Size(max = 12) List<@IntRange(max = 2) Integer> kinds, @ForAll Random random) {
        VirtualServiceKey[] keys = {WEB, VirtualServiceKey.udp("2001:db8::1", 53)};
        ByteBuffer together = ByteBuffer.allocate(8192).order(ByteOrder.nativeOrder());
        MessageWriter all = new MessageWriter(together);
        StringBuilder alone = new StringBuilder();
        for (int kind : kinds) {
            VirtualServiceKey service = keys[random.nextInt(2)];
            RealServer server = RealServer.masquerade("198.51.100." + random.nextInt(3), 80, random.nextInt(3));
            IpvsChange change = switch (kind) {
                case 0 -> new IpvsChange.CreateRealServer(service, server);
                case 1 -> new IpvsChange.RemoveRealServer(service, server.key());
                default -> new IpvsChange.RemoveService(service);
            };
            IpvsChangeEncoder.encode(change, 28, all);
            writer.clear();
            IpvsChangeEncoder.encode(change, 28, writer);
            alone.append(hex());
        }
        byte[] bytes = new byte[all.length()];
        together.get(0, bytes);
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(alone.toString());
    }

    @Test
    @EnabledIf("isLittleEndian")
    void shouldLayANewServiceOutAsTheHeaderSays() {
        VirtualService service = VirtualService.builder()
                .key(WEB)
                .scheduler(Scheduler.WRR)
                .persistence(Persistence.of(Duration.ofSeconds(60)).withClientPrefix(24))
                .build();
        IpvsChangeEncoder.encode(new IpvsChange.CreateService(service), 28, writer);
        assertThat(hex())
                .isEqualTo("5c000000" + "1c00" + "0100" + "00000000" + "00000000" + "01010000"
                        + "48000180" + "0600010002000000" + "0600020006000000" + "08000300c0000201" + "0600040000500000"
                        + "0800060077727200" + "0c000700" + "01000000" + "3d000000" + "080008003c000000"
                        + "08000900ffffff00");
    }

    @Test
    void shouldReadBackServices() {
        for (VirtualServiceKey key : new VirtualServiceKey[] {
            WEB,
            VirtualServiceKey.udp("2001:db8::1", 65535),
            VirtualServiceKey.firewallMark(0xffff_ffffL, AddressFamily.INET6)
        }) {
            VirtualService service = VirtualService.builder()
                    .key(key)
                    .scheduler(new Scheduler("brandnew"))
                    .addSchedulerFlags(SchedulerFlag.FLAG_2, SchedulerFlag.FLAG_3)
                    .persistence(
                            new Persistence(Duration.ofSeconds(0xffff_ffffL), OptionalInt.of(17), Optional.of("sip")))
                    .build();
            assertThat(services.read(reread(into -> VirtualServiceCodec.encode(service, into))))
                    .isTrue();
            assertThat(services.definition()).isEqualTo(service);
            assertThat(services.status().definition()).isEqualTo(service);
        }
    }

    @Test
    void shouldReadBackServers() {
        for (ForwardingMethod method : new ForwardingMethod[] {
            ForwardingMethod.BYPASS,
            new ForwardingMethod.Unknown(6),
            Tunnel.IPIP,
            new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.REMOTE),
            new Tunnel(Tunnel.Type.GRE, 0, Tunnel.Checksum.OUTER)
        }) {
            RealServer server = RealServer.builder()
                    .key(RealServerKey.of("2001:db8::7", 0))
                    .forwarding(method)
                    .weight(Integer.MAX_VALUE)
                    .thresholds(new ConnectionThresholds(0xffff_ffffL, 1))
                    .build();
            assertThat(servers.read(reread(into -> RealServerCodec.encode(server, into)), AddressFamily.INET))
                    .isTrue();
            assertThat(servers.definition()).isEqualTo(server);
            assertThat(servers.status().definition()).isEqualTo(server);
        }
    }

    @Test
    void shouldPreferWideCountersWhateverTheirOrder() {
        for (boolean wideFirst : new boolean[] {true, false}) {
            AttributeReader attributes = reread(into -> {
                int mark = into.nested(IpvsAttribute.SERVICE);
                into.u16(IpvsAttribute.SVC_AF, 2).u32(IpvsAttribute.SVC_FWMARK, 7);
                into.string(IpvsAttribute.SVC_SCHED_NAME, "rr").u32(99, 4711);
                stats(into, wideFirst);
                stats(into, !wideFirst);
                into.endNested(mark);
            });
            assertThat(services.read(attributes)).isTrue();
            assertThat(services.status().counters().connections()).isEqualTo(0x1_0000_0001L);
        }
    }

    private static void stats(AttributeWriter into, boolean wide) {
        int mark = into.nested(wide ? IpvsAttribute.SVC_STATS64 : IpvsAttribute.SVC_STATS);
        if (wide) {
            byte[] value = new byte[8];
            ByteBuffer.wrap(value).order(ByteOrder.nativeOrder()).putLong(0x1_0000_0001L);
            into.bytes(IpvsAttribute.STATS_CONNS, value);
        } else {
            into.u32(IpvsAttribute.STATS_CONNS, 1);
        }
        into.endNested(mark);
    }

    @Test
    void shouldTakeTheServicesFamilyWhereAnOldKernelNamesNone() {
        AttributeReader attributes = reread(into -> {
            int mark = into.nested(IpvsAttribute.DEST);
            into.bytes(IpvsAttribute.DEST_ADDR, new byte[] {10, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
            into.u16be(IpvsAttribute.DEST_PORT, 80);
            into.endNested(mark);
        });
        assertThat(servers.read(attributes, AddressFamily.INET)).isTrue();
        assertThat(servers.definition().key()).isEqualTo(RealServerKey.of("10.0.0.1", 80));
    }

    /** Any bytes within a service or server are read, or refused by a reason. */
    @Property(tries = 3000)
    void shouldSurviveRandomAttributes(
            @ForAll @IntRange(min = 1, max = 2) int kind, @ForAll @Size(max = 150) byte[] bytes) {
        AttributeReader attributes = reread(into -> {
            int mark = into.nested(kind);
            into.u16(IpvsAttribute.SVC_AF, 2).u32(IpvsAttribute.SVC_FWMARK, 7).bytes(50, bytes);
            into.endNested(mark);
        });
        try {
            // Behind the sound beginning, random attributes: the header of number 50 is cut away.
            buffer.putShort(24 + 4 + 16, (short) 4);
            if (kind == IpvsAttribute.SERVICE) {
                services.read(attributes);
                services.status();
            } else {
                servers.read(attributes, AddressFamily.INET6);
                servers.status();
            }
        } catch (MalformedMessageException | IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }
}
