package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.kernel.KernelTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} during an apply: {@code ./lvs4j soak KilledApply}, 200 times or {@code -Dsoak.rounds}. {@code -Dsoak.seed}
 * makes another run.
 */
@Tag("soak")
@KernelTest
@RequiresTool("ip")
class KilledApplySoak {

    @Test
    void shouldBeCompletedByTheNextApply() throws Exception {
        try (KilledApply killed = new KilledApply(Long.getLong("soak.seed", 1L))) {
            System.out.println(killed.run(Integer.getInteger("soak.rounds", 200)));
        }
    }
}
