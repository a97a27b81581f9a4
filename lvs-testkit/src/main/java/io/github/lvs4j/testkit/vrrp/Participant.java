package io.github.lvs4j.testkit.vrrp;

/**
 * A program on a simulated host: a director's routers, or failover code of one's own, or both. Everything that it does goes
 * through the process that it is given, so that pauses, crashes, clocks and cables apply to it.
 *
 * <pre>{@code
 * lan.host("a").on("wan").start(process -> {
 *     MyFailover mine = new MyFailover(process.ticker(), process.timers());
 *     VrrpRouter vrrp = process.vrrp(config, mine::onEvent);
 *     return () -> {
 *         mine.close();
 *         vrrp.close();
 *     };
 * });
 * }</pre>
 */
@FunctionalInterface
public interface Participant {

    /**
     * The process begins.
     *
     * @param process all that the program may touch
     * @return closed when the process is stopped in order; never called if it is killed
     * @throws Exception what keeps it from starting; ends the simulation
     */
    AutoCloseable start(SimulatedProcess process) throws Exception;
}
