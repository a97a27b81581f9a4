package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.kernel.KernelTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random tables, ours and {@code ipvsadm}'s, compared: {@code ./lvs4j soak IpvsDifferential}, 2,000 of them or {@code
 * -Dsoak.states}. {@code -Dsoak.seed} makes others.
 */
@Tag("soak")
@KernelTest
@RequiresTool({"ip", "ipvsadm"})
class IpvsDifferentialSoak {

    @Test
    void shouldReadAndWriteAsIpvsadmDoes() {
        try (IpvsDifferential differential = new IpvsDifferential()) {
            System.out.println(
                    differential.run(Long.getLong("soak.seed", 1000L), Integer.getInteger("soak.states", 2000)));
        }
    }
}
