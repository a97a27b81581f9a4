package io.github.lvs4j.netlink.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.ipvs.IpvsChange;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.Tunnel;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.netlink.MessageWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Changes of every kind in one writer, which keeps what messages have in common, beside a new writer for each. */
class ChangesTogetherProperties {

    private static final int FAMILY = 28;

    private static final VirtualServiceKey[] SERVICES = {
        VirtualServiceKey.tcp("192.0.2.1", 80),
        VirtualServiceKey.tcp("192.0.2.1", 80), // equal, not the same
        VirtualServiceKey.udp("2001:db8::1", 53),
        VirtualServiceKey.sctp("192.0.2.1", 80),
        VirtualServiceKey.firewallMark(1, AddressFamily.INET),
        VirtualServiceKey.firewallMark(1, AddressFamily.INET6)
    };

    private static final Tunnel[] TUNNELS = {
        Tunnel.IPIP, new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.REMOTE), Tunnel.gre()
    };

    /** A buffer that is too small now and then: the message that does not fit is given up, and the writer starts again. */
    @Property(tries = 1000)
    void shouldWriteEachChangeAsANewWriterWould(@ForAll Random random) {
        ByteBuffer bytes = buffer(64 + 4 * random.nextInt(300));
        MessageWriter kept = new MessageWriter(bytes);
        for (int i = 0; i < 60; i++) {
            IpvsChange change = change(random);
            byte[] alone = alone(change);
            int before = kept.length();
            boolean fits = alone.length <= bytes.capacity() - before;
            if (!write(change, kept)) {
                assertThat(fits).isFalse();
                kept.clear();
                continue;
            }
            assertThat(fits).isTrue();
            byte[] together = new byte[kept.length() - before];
            bytes.get(before, together);
            assertThat(together).describedAs("%s", change).isEqualTo(alone);
        }
    }

    private static boolean write(IpvsChange change, MessageWriter into) {
        try {
            IpvsChangeEncoder.encode(change, FAMILY, into);
            return true;
        } catch (IllegalStateException full) {
            return false;
        }
    }

    private static byte[] alone(IpvsChange change) {
        ByteBuffer bytes = buffer(1024);
        MessageWriter fresh = new MessageWriter(bytes);
        IpvsChangeEncoder.encode(change, FAMILY, fresh);
        return Arrays.copyOf(bytes.array(), fresh.length());
    }

    private static IpvsChange change(Random random) {
        VirtualServiceKey service = SERVICES[random.nextInt(SERVICES.length)];
        return switch (random.nextInt(12)) {
            case 0 -> new IpvsChange.CreateService(service(service, random));
            case 1 -> new IpvsChange.UpdateService(service(service, random));
            case 2 -> new IpvsChange.RemoveService(service);
            case 3, 4 -> new IpvsChange.UpdateRealServer(service, server(random));
            case 5, 6 -> new IpvsChange.RemoveRealServer(service, server(random).key());
            default -> new IpvsChange.CreateRealServer(service, server(random));
        };
    }

    private static VirtualService service(VirtualServiceKey key, Random random) {
        String[] names = {"rr", "wlc", "lblcr", "a-scheduler"};
        return VirtualService.builder()
                .key(key)
                .scheduler(new Scheduler(names[random.nextInt(names.length)]))
                .build();
    }

    private static RealServer server(Random random) {
        String address = (random.nextBoolean() ? "10.0.0." : "2001:db8::") + (1 + random.nextInt(3));
        RealServer server = RealServer.masquerade(address, random.nextInt(0x10000), random.nextInt(3));
        return random.nextInt(3) > 0
                ? server
                : RealServer.builder()
                        .from(server)
                        .forwarding(TUNNELS[random.nextInt(TUNNELS.length)])
                        .build();
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
    }
}
