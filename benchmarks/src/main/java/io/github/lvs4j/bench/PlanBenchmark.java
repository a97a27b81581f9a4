package io.github.lvs4j.bench;

import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.ipvs.IpvsTable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The difference of two tables, nothing, one or everything changed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PlanBenchmark {

    /** Real servers in the table. */
    @Param({"10", "1000", "10000", "100000"})
    public int servers;

    /** Which of them changed: none, one or all. */
    @Param({"none", "one", "all"})
    public String changed;

    private IpvsTable observed;
    private IpvsTable desired;

    /** Makes both tables. */
    @Setup
    public void makeTables() {
        observed = Tables.of(servers, 0);
        desired = Tables.of(servers, changed.equals("none") ? 0 : changed.equals("one") ? 1 : servers);
    }

    /**
     * Computes the plan.
     *
     * @return the plan
     */
    @Benchmark
    public IpvsPlan between() {
        return IpvsPlan.between(observed, desired);
    }
}
