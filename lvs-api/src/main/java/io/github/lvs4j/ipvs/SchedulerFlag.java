package io.github.lvs4j.ipvs;

/**
 * Flags whose meaning the scheduler gives (IP_VS_SVC_F_SCHED1 to 3 of linux/ip_vs.h, Linux 3.11). For {@code sh} and {@code mh} the
 * first is "fallback" and the second "port".
 */
public enum SchedulerFlag {
    /** flag-1: with {@code sh} and {@code mh}, take another server if the chosen one is unavailable. */
    FLAG_1(0x0008),
    /** flag-2: with {@code sh} and {@code mh}, hash the client's port too. */
    FLAG_2(0x0010),
    /** flag-3: no scheduler of Linux 6.1 uses it. */
    FLAG_3(0x0020);

    private final int bit;

    SchedulerFlag(int bit) {
        this.bit = bit;
    }

    /**
     * The kernel's bit.
     *
     * @return one bit of the service's flags
     */
    public int bit() {
        return bit;
    }
}
