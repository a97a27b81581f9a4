package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.kernel.KernelTest;
import org.junit.jupiter.api.Test;

/** The quick form of {@link DoubleDifferentialSoak}: the same seeds every time. */
@KernelTest
@RequiresTool("ip")
class DoubleDifferentialKernelTest {

    @Test
    void shouldAnswerInMemoryAsTheKernelDoes() {
        System.out.println(new DoubleDifferential().run(1, 250));
    }
}
