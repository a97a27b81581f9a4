package io.github.lvs4j.verification.vrrp.interop;

import io.github.lvs4j.testkit.junit.RequiresPeer;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.vrrp.SoakTable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@link GcPauses} for ten minutes, half of them as master and half as backup: {@code ./lvs4j soak GcPause}; {@code
 * -Dsoak.seconds} is that of each half, 300. Pauses that are injected: {@link FrozenMasterSoak}.
 */
@Tag("soak")
@RequiresRoot
@RequiresTool({"ip", "tcpdump"})
@RequiresPeer("keepalived")
class GcPauseSoak {

    private static final SoakTable TABLE = GcPauses.table("gc-pause");

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldNotBringAboutAFalseTakeoverByPausesWithinTheBudget(boolean master) {
        GcPauses.run(master, Integer.getInteger("soak.seconds", 300), TABLE);
    }

    @AfterAll
    static void print() {
        TABLE.print();
    }
}
