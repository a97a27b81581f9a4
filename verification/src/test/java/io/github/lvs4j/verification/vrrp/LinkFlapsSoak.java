package io.github.lvs4j.verification.vrrp;

import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@link LinkFlaps}, forty or {@code -Dsoak.flaps} of every kind for each kind of virtual router: {@code ./lvs4j soak LinkFlaps}.
 */
@Tag("soak")
@RequiresRoot
@RequiresTool({"ip", "tcpdump"})
class LinkFlapsSoak {

    private static final SoakTable TABLE = LinkFlaps.table("link-flaps");

    @ParameterizedTest
    @EnumSource
    void shouldLeaveTheStateTheyFound(LinkFlaps.Kind kind) {
        LinkFlaps.run(Integer.getInteger("soak.flaps", 40), kind, TABLE);
    }

    @AfterAll
    static void print() {
        TABLE.print();
    }
}
