package io.github.lvs4j.verification.vrrp;

import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Forty link flaps, of every kind, of a master and a backup: {@code ./lvs4j soak LinkFlaps}. */
@Tag("soak")
@RequiresRoot
@RequiresTool({"ip", "tcpdump"})
class LinkFlapsSoak {

    @Test
    void shouldLeaveTheStateTheyFound() {
        LinkFlaps.run(40, false);
    }

    @Test
    void shouldLeaveTheStateTheyFoundWithAVirtualMac() {
        LinkFlaps.run(40, true);
    }
}
