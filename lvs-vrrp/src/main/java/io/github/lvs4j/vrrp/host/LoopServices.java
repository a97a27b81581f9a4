package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.port.InterfaceCondition;
import io.github.lvs4j.vrrp.port.NeighborAnnouncer;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Set;

/** What the loop offers to the routers and groups that it hosts. The loop's thread only. */
interface LoopServices {

    long nowNanos();

    Instant wallTime();

    /** Wall-clock time, nanoseconds since 1970. */
    long wallNanos();

    void publish(VrrpEvent event);

    /** A timer has fired that much after it was due. */
    void onTimerFired(long lateNanos);

    TrackerHost trackers();

    KernelWork kernel();

    NeighborAnnouncer announcer();

    AnnouncementPacer pacer();

    InterfaceCondition condition(InterfaceName name);

    /** All virtual addresses of the configuration, none of which may serve as a source. */
    Set<InetAddress> virtualAddresses();
}
