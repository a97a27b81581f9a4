package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The short form of {@link NetworkChurnSoak}. */
@Tag("netns")
@RequiresRoot
@RequiresTool("ip")
class NetworkChurnTest {

    @Test
    void shouldLeaveWhatItFound() {
        NetworkChurn.run(20);
    }
}
