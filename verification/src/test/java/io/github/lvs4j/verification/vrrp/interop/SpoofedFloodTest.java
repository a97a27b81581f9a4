package io.github.lvs4j.verification.vrrp.interop;

import io.github.lvs4j.testkit.junit.RequiresPeer;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The quick form of {@link SpoofedFloodSoak}: every kind in its own counter, and nobody misled. */
@Tag("netns")
@RequiresRoot
@RequiresTool({"ip", "tcpdump"})
@RequiresPeer("keepalived")
class SpoofedFloodTest {

    private final SpoofedFlood flood = new SpoofedFlood(new SpoofedFlood.Strength(520, 1));

    @Test
    void shouldCountEachKindOfForgeryAndStayMaster() {
        SpoofedFlood.check(flood.master());
    }

    @Test
    void shouldCountEachKindOfForgeryAndStayBackupUntilTheMasterIsDead() {
        SpoofedFlood.check(flood.backup());
    }
}
