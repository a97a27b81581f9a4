package io.github.lvs4j.ipvs;

/** What {@link Ipvs#apply(IpvsPlan, ApplyMode)} does when a change fails. */
public enum ApplyMode {
    /** Later changes are made all the same; changes travel many at a time. */
    CONTINUE,
    /** Later changes are not attempted; therefore changes travel one at a time, which is slower. */
    STOP_AT_FIRST_FAILURE
}
