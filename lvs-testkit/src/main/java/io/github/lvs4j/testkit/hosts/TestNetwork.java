package io.github.lvs4j.testkit.hosts;

/**
 * One switch of a {@link TestLan}. Immutable.
 *
 * @param name as the test calls it
 * @param bridge the bridge in the LAN's switch namespace
 */
public record TestNetwork(String name, String bridge) {}
