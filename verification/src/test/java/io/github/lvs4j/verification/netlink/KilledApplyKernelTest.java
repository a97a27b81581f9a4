package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.kernel.KernelTest;
import org.junit.jupiter.api.Test;

/** The quick form of {@link KilledApplySoak}. */
@KernelTest
@RequiresTool("ip")
class KilledApplyKernelTest {

    private static final int KILLS = 4;

    @Test
    void shouldBeCompletedByTheNextApply() throws Exception {
        try (KilledApply killed = new KilledApply(1)) {
            System.out.println(killed.run(KILLS));
        }
    }
}
