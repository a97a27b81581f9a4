package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.ipvs.Persistence;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.ipvs.status.Counters;
import io.github.lvs4j.ipvs.status.Rates;
import io.github.lvs4j.ipvs.status.RealServerStatus;
import io.github.lvs4j.ipvs.status.VirtualServiceStatus;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.kernel.KernelTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What IPVS counts when there is traffic: lvs4j, ipvsadm and the reader of raw attributes say the same. */
@KernelTest
@RequiresTool({"ip", "ipvsadm"})
class IpvsCountersKernelTest {

    private static final VirtualServiceKey WEB = VirtualServiceKey.tcp("192.0.2.1", 80);
    private static final VirtualServiceKey DNS = VirtualServiceKey.udp("192.0.2.1", 53);
    private static final int TRIES = 20;

    @Test
    void shouldCountWhatTheToolsCount() throws IOException {
        try (RawReader reader = new RawReader();
                DifferentialSide side = new DifferentialSide()) {
            side.shell.run("ip addr add 192.0.2.1/32 dev lo");
            side.ipvs.create(VirtualService.builder()
                    .key(WEB)
                    .scheduler(Scheduler.RR)
                    .persistence(Persistence.of(Duration.ofSeconds(300)))
                    .build());
            side.ipvs.create(WEB, RealServer.masquerade("127.0.0.1", 8080, 1));
            side.ipvs.create(
                    VirtualService.builder().key(DNS).scheduler(Scheduler.RR).build());
            side.ipvs.create(DNS, RealServer.masquerade("127.0.0.1", 5353, 1));
            try (ServerSocketChannel server = side.open(ServerSocketChannel::open);
                    SocketChannel client = side.open(SocketChannel::open);
                    DatagramChannel sender = side.open(DatagramChannel::open)) {
                server.bind(new InetSocketAddress("127.0.0.1", 8080));
                client.connect(new InetSocketAddress("192.0.2.1", 80));
                TwoHosts.until("the kernel's averages move", () -> {
                    send(client, sender);
                    return status(side, DNS).rates().inPackets() > 0;
                });
                seenAlike(side, reader);
                side.ipvs.zero();
                seenAlike(side, reader);
            }
        }
    }

    private static void send(SocketChannel client, DatagramChannel sender) {
        try {
            client.write(ByteBuffer.wrap(new byte[100]));
            for (int i = 0; i < 10; i++) {
                sender.send(ByteBuffer.wrap(new byte[50]), new InetSocketAddress("192.0.2.1", 53));
            }
            Thread.sleep(50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static VirtualServiceStatus status(DifferentialSide side, VirtualServiceKey key) {
        return side.ipvs.service(key).orElseThrow();
    }

    /** The averages move every two seconds: what was looked at on either side of a move is looked at again. */
    private static void seenAlike(DifferentialSide side, RawReader reader) {
        for (int i = 1; ; i++) {
            try {
                look(side, reader);
                return;
            } catch (AssertionError e) {
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static void look(DifferentialSide side, RawReader reader) {
        RealServerStatus web = side.ipvs.realServers(WEB).get(0);
        assertThat(web.connections().active()).isEqualTo(1);
        assertThat(web.connections().persistent()).isEqualTo(1);
        assertThat(side.ipvs.realServers(DNS).get(0).connections().inactive()).isEqualTo(1);
        assertThat(reader.table(side.shell)).isEqualTo(RawText.table(side.ipvs));
        assertThat(ToolText.rows(side.shell.run("ipvsadm -Ln --stats --exact")))
                .isEqualTo(rows(side, status -> numbers(status.counters()), status -> numbers(status.counters())));
        assertThat(ToolText.rows(side.shell.run("ipvsadm -Ln --rate --exact")))
                .isEqualTo(rows(side, status -> numbers(status.rates()), status -> numbers(status.rates())));
        assertThat(ToolText.servers(side.shell.run("ipvsadm -Ln --persistent-conn")))
                .containsExactlyElementsOf(rows(
                                side,
                                status -> "",
                                status -> " 1 " + status.connections().persistent() + " "
                                        + status.connections().active() + " "
                                        + status.connections().inactive())
                        .stream()
                        .filter(row -> row.contains(" -> "))
                        .toList());
    }

    private static List<String> rows(
            DifferentialSide side,
            Function<VirtualServiceStatus, String> service,
            Function<RealServerStatus, String> server) {
        List<String> rows = new ArrayList<>();
        for (VirtualServiceStatus status : side.ipvs.services()) {
            VirtualServiceKey key = status.definition().key();
            rows.add(key + service.apply(status));
            for (RealServerStatus each : side.ipvs.realServers(key)) {
                rows.add(key + " -> " + each.definition().key() + server.apply(each));
            }
        }
        Collections.sort(rows);
        return rows;
    }

    private static String numbers(Counters counters) {
        return numbers(
                counters.connections(),
                counters.inPackets(),
                counters.outPackets(),
                counters.inBytes(),
                counters.outBytes());
    }

    private static String numbers(Rates rates) {
        return numbers(rates.connections(), rates.inPackets(), rates.outPackets(), rates.inBytes(), rates.outBytes());
    }

    private static String numbers(long... values) {
        StringBuilder text = new StringBuilder();
        LongStream.of(values).forEach(value -> text.append(' ').append(value));
        return text.toString();
    }
}
