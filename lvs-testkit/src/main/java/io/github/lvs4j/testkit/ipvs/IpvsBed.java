package io.github.lvs4j.testkit.ipvs;

import io.github.lvs4j.ipvs.Ipvs;

/**
 * Where one test of a contract runs: a table of its own, and any number of objects on it.
 *
 * <pre>{@code
 * protected IpvsBed bed() {
 *     return new InMemoryIpvs()::openAnother;
 * }
 * }</pre>
 *
 * <p>Used by one thread.
 */
@FunctionalInterface
public interface IpvsBed extends AutoCloseable {

    /**
     * Opens the table: empty, with untouched settings, until the test fills it.
     *
     * @return an object of its own; the contract closes it
     * @throws Exception whatever keeps it from being opened
     */
    Ipvs open() throws Exception;

    /** Takes the table away, after all its objects are closed; by default there is nothing to do. */
    @Override
    default void close() {}
}
