package io.github.lvs4j.verification.vrrp;

import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The quick form of {@link LinkFlapsSoak}. */
@Tag("netns")
@RequiresRoot
@RequiresTool({"ip", "tcpdump"})
class LinkFlapsTest {

    @Test
    void shouldLeaveTheStateTheyFound() {
        LinkFlaps.run(4, false);
    }

    @Test
    void shouldLeaveTheStateTheyFoundWithAVirtualMac() {
        LinkFlaps.run(4, true);
    }
}
