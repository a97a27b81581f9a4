package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.kernel.KernelTest;
import org.junit.jupiter.api.Test;

/** The quick form of {@link SharedIpvsSoak}: bounded by operations. */
@KernelTest
@RequiresTool("ip")
class SharedIpvsKernelTest {

    private static final int OPERATIONS = 250;

    @Test
    void shouldLoseNoUpdateOfManyThreads() throws Exception {
        try (IpvsNamespace namespace = new IpvsNamespace();
                NetlinkIpvs ipvs = namespace.open()) {
            new SharedIpvsWork(ipvs, 1).run(done -> done == OPERATIONS);
        }
    }
}
