package io.github.lvs4j.verification.vrrp.interop;

import io.github.lvs4j.testkit.junit.RequiresPeer;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Every variant of VRRP with keepalived 2.2.7 and FRR 8.4.4, the master being ours and then theirs. Each variant with a machinery of
 * its own fails in every way; those that differ in their packets only are stopped and killed. All ways for all of them: {@link
 * InteropSoak}.
 */
@Tag("netns")
@RequiresRoot
@RequiresTool({"ip", "tcpdump", "unshare"})
@RequiresPeer({"keepalived", "vrrpd", "zebra"})
class InteropTest {

    private final Pairs pairs = new Pairs(10);

    @AfterEach
    void end() {
        pairs.close();
    }

    @TestFactory
    List<DynamicTest> shouldTakeTurnsWith() {
        return pairs.tests(false);
    }
}
