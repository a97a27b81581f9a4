package io.github.lvs4j.bench;

import io.github.lvs4j.ipvs.ForwardingMethod;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.ipvs.status.ConnectionCounts;
import io.github.lvs4j.ipvs.status.Counters;
import io.github.lvs4j.ipvs.status.Rates;
import io.github.lvs4j.ipvs.status.RealServerStatus;
import io.github.lvs4j.ipvs.status.VirtualServiceStatus;
import io.github.lvs4j.net.Endpoint;
import io.github.lvs4j.net.TransportProtocol;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Each kind of row on its way from the kernel; the figure is for one. {@code make*} makes the same value from numbers at hand
 * and shows what the value itself costs: what {@code decode*} allocates above that is the decoder's own.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RowBenchmark {

    private static final int ROWS = 10_000;

    /** The family of the addresses. */
    @Param({"4", "6"})
    public int family;

    private NetlinkIpvs ipvs;
    private VirtualServiceKey key;

    /** Makes the table. */
    @Setup
    public void makeTable() {
        ipvs = NetlinkIpvs.over(new PretendKernel(family, ROWS));
        key = VirtualServiceKey.tcp(family == 4 ? "192.0.2.1" : "2001:db8::1", 80);
    }

    private Endpoint endpoint(int number) {
        return family == 4
                ? Endpoint.ofIpv4(0x0a00_0000 + number, 80)
                : Endpoint.ofIpv6(0x2001_0db8L << 32, number, 80);
    }

    /**
     * Reads virtual services.
     *
     * @param blackhole takes them
     */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void decodeService(Blackhole blackhole) {
        ipvs.readServices(blackhole::consume);
    }

    /**
     * Makes virtual services.
     *
     * @param blackhole takes them
     */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void makeService(Blackhole blackhole) {
        for (int i = 0; i < ROWS; i++) {
            VirtualService definition = VirtualService.builder()
                    .key(new VirtualServiceKey.ByEndpoint(TransportProtocol.TCP, endpoint(i)))
                    .scheduler(Scheduler.RR)
                    .build();
            blackhole.consume(new VirtualServiceStatus(definition, 2, counters(i), rates(i)));
        }
    }

    /**
     * Reads real servers.
     *
     * @param blackhole takes them
     */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void decodeRealServer(Blackhole blackhole) {
        ipvs.readRealServers(key, blackhole::consume);
    }

    /**
     * Makes real servers.
     *
     * @param blackhole takes them
     */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void makeRealServer(Blackhole blackhole) {
        for (int i = 0; i < ROWS; i++) {
            RealServer definition = RealServer.builder()
                    .key(new RealServerKey(endpoint(i)))
                    .forwarding(ForwardingMethod.MASQUERADE)
                    .weight(1)
                    .build();
            blackhole.consume(new RealServerStatus(definition, new ConnectionCounts(i, 2, 3), counters(i), rates(i)));
        }
    }

    private static Counters counters(int number) {
        return new Counters(number, 2, 3, 4, 5);
    }

    private static Rates rates(int number) {
        return new Rates(number, 7, 8, 9, 10);
    }
}
