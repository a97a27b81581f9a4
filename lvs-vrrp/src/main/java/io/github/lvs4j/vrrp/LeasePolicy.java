package io.github.lvs4j.vrrp;

/**
 * Whether virtual addresses are installed with a short life that each advertisement prolongs, so that the kernel itself
 * removes them from a director that was killed or stands still. The kernel counts whole seconds: three intervals, at least
 * one second. At an interval of 1 s the addresses are gone before a backup of priority up to about 150 takes over. Below
 * 1 s a lease, where it is {@link #ON}, bounds the time with two owners instead of preventing it; {@link #AUTOMATIC} has
 * none there, and a killed director keeps its addresses.
 */
public enum LeasePolicy {
    /** On for intervals of one second and more, else off. */
    AUTOMATIC,
    /** Always on. */
    ON,
    /** Off: a killed director keeps its addresses until somebody removes them. */
    OFF
}
