package io.github.lvs4j.bench;

import io.github.lvs4j.ipvs.ApplyOutcome;
import io.github.lvs4j.ipvs.IpvsChange;
import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.ipvs.IpvsScope;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import java.util.Collections;
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

/** Each kind of change on its way to the kernel: encoded, packed into sends of 128, its answer matched; the figure is for one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChangeBenchmark {

    private static final int CHANGES = 12_800;

    /** What is changed, and of which address family. */
    public enum Kind {
        /** IPVS_CMD_NEW_SERVICE. */
        CREATE_SERVICE,
        /** IPVS_CMD_SET_SERVICE. */
        UPDATE_SERVICE,
        /** IPVS_CMD_DEL_SERVICE. */
        REMOVE_SERVICE,
        /** IPVS_CMD_NEW_DEST. */
        CREATE_REAL_SERVER,
        /** IPVS_CMD_SET_DEST. */
        UPDATE_REAL_SERVER,
        /** IPVS_CMD_DEL_DEST. */
        REMOVE_REAL_SERVER
    }

    /** The kind of the change. */
    @Param
    public Kind kind;

    /** The family of its addresses. */
    @Param({"4", "6"})
    public int family;

    private NetlinkIpvs ipvs;
    private IpvsPlan plan;

    /** Makes the plan. */
    @Setup
    public void makePlan() {
        ipvs = NetlinkIpvs.over(new PretendKernel());
        plan = new IpvsPlan(IpvsScope.everything(), Collections.nCopies(CHANGES, change()));
    }

    private IpvsChange change() {
        VirtualService service = VirtualService.builder()
                .key(VirtualServiceKey.tcp(family == 4 ? "192.0.2.1" : "2001:db8::1", 80))
                .scheduler(Scheduler.WRR)
                .build();
        RealServer server = RealServer.masquerade(family == 4 ? "198.51.100.7" : "2001:db8::7", 8080, 5);
        return switch (kind) {
            case CREATE_SERVICE -> new IpvsChange.CreateService(service);
            case UPDATE_SERVICE -> new IpvsChange.UpdateService(service);
            case REMOVE_SERVICE -> new IpvsChange.RemoveService(service.key());
            case CREATE_REAL_SERVER -> new IpvsChange.CreateRealServer(service.key(), server);
            case UPDATE_REAL_SERVER -> new IpvsChange.UpdateRealServer(service.key(), server);
            case REMOVE_REAL_SERVER -> new IpvsChange.RemoveRealServer(service.key(), server.key());
        };
    }

    /**
     * Applies the plan.
     *
     * @return its outcome
     */
    @Benchmark
    @OperationsPerInvocation(CHANGES)
    public ApplyOutcome encode() {
        return ipvs.apply(plan);
    }
}
