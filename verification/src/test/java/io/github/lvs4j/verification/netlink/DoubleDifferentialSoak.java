package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.kernel.KernelTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random commands, errors included, to the kernel and to the double: {@code ./lvs4j soak DoubleDifferential}, 5,000 sequences
 * or {@code -Dsoak.sequences}. {@code -Dsoak.seed} makes others.
 */
@Tag("soak")
@KernelTest
@RequiresTool("ip")
class DoubleDifferentialSoak {

    @Test
    void shouldAnswerInMemoryAsTheKernelDoes() {
        System.out.println(new DoubleDifferential()
                .run(Long.getLong("soak.seed", 10_000L), Integer.getInteger("soak.sequences", 5000)));
    }
}
