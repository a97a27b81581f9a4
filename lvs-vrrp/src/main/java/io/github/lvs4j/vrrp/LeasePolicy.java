package io.github.lvs4j.vrrp;

/**
 * Whether virtual addresses are installed with a short life that each advertisement prolongs, so that the kernel itself
 * removes them from a director that was killed or stands still. They are prolonged halfway to the next advertisement too.
 *
 * <p>The kernel counts whole seconds ({@link VirtualRouter#leaseTime()}), and is up to half a second late, on an idle machine
 * up to 0.9 s ({@code check_lifetime} in net/ipv4/devinet.c rounds its timer up, and the timer wheel once more). From an
 * interval of 1 s on, addresses are gone before a backup of priority up to 150 takes over, and as a rule before any. At 1 s, a
 * director that stood still for more than 1.5 s may have lost them though nobody took over; it takes them back at once.
 *
 * <p>Below 1 s a lease, where it is {@link #ON}, bounds the time with two owners instead of preventing it; {@link #AUTOMATIC}
 * has none there, and a killed director keeps its addresses.
 */
public enum LeasePolicy {
    /** On for intervals of one second and more, else off. */
    AUTOMATIC,
    /** Always on. */
    ON,
    /** Off: a killed director keeps its addresses until somebody removes them. */
    OFF
}
