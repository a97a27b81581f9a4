package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.kernel.KernelTest;
import org.junit.jupiter.api.Test;

/** The quick form of {@link IpvsDifferentialSoak}: the same seeds every time. */
@KernelTest
@RequiresTool({"ip", "ipvsadm"})
class IpvsDifferentialKernelTest {

    @Test
    void shouldReadAndWriteAsIpvsadmDoes() {
        try (IpvsDifferential differential = new IpvsDifferential()) {
            System.out.println(differential.run(1, 80));
        }
    }
}
