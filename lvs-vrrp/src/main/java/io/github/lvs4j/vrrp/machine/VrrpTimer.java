package io.github.lvs4j.vrrp.machine;

/** The timers of one virtual router. Each is armed for one instant or not at all. */
public enum VrrpTimer {
    /** A master's next advertisement is due (Adver_Timer). */
    ADVERTISEMENT,
    /** The master is to be judged dead (Master_Down_Timer, Active_Down_Timer). */
    MASTER_DOWN,
    /** The start-up delay is over. */
    STARTUP,
    /** The second burst of announcements is due. */
    ANNOUNCEMENT
}
