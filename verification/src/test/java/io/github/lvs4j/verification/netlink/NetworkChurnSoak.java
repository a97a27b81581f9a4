package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two hundred virtual MACs made and removed, and six hundred address flaps. */
@Tag("soak")
@Tag("netns")
@RequiresRoot
@RequiresTool("ip")
class NetworkChurnSoak {

    @Test
    void shouldLeaveWhatItFound() {
        NetworkChurn.run(200);
    }
}
