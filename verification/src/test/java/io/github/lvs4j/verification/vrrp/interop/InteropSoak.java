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
 * Every variant fails in every way: {@code ./lvs4j soak Interop}, two pairs at a time or {@code -Dsoak.pairs}. {@code -Dsoak.only}
 * is an expression that a test's name must contain.
 */
@Tag("soak")
@RequiresRoot
@RequiresTool({"ip", "tcpdump", "unshare"})
@RequiresPeer({"keepalived", "vrrpd", "zebra"})
class InteropSoak {

    private final Pairs pairs = new Pairs(Integer.getInteger("soak.pairs", 2));

    @AfterEach
    void end() {
        pairs.close();
    }

    @TestFactory
    List<DynamicTest> shouldTakeTurnsWith() {
        return pairs.tests(true);
    }
}
