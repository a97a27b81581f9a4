package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.vrrp.VrrpEvent;

/** Where the loop puts its events. Never waits; any thread. */
interface EventSink {

    void publish(VrrpEvent event);

    /** How many events were dropped so far. */
    long lost();
}
