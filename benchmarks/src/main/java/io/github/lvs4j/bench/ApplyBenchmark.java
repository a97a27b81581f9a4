package io.github.lvs4j.bench;

import io.github.lvs4j.ipvs.ApplyOutcome;
import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A plan of 11,000 changes on its way to the kernel: encoding, packing into sends, matching replies; the figure is for one change. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ApplyBenchmark {

    private static final int CHANGES = 11_000;

    private NetlinkIpvs ipvs;
    private IpvsPlan plan;

    /** Makes the plan that loads 1,000 services of ten servers. */
    @Setup
    public void makePlan() {
        ipvs = NetlinkIpvs.over(new PretendKernel());
        plan = IpvsPlan.between(IpvsTable.empty(), Tables.of(10_000, 0));
        if (plan.changes().size() != CHANGES) {
            throw new IllegalStateException("a plan of " + plan.changes().size() + " changes");
        }
    }

    /**
     * Applies the plan.
     *
     * @return its outcome
     */
    @Benchmark
    @OperationsPerInvocation(CHANGES)
    public ApplyOutcome apply() {
        return ipvs.apply(plan);
    }
}
