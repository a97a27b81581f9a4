package io.github.lvs4j.verification.vrrp;

import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The quick form of {@link LinkFlapsSoak}. */
@Tag("netns")
@RequiresRoot
@RequiresTool({"ip", "tcpdump"})
class LinkFlapsTest {

    @ParameterizedTest
    @EnumSource
    void shouldLeaveTheStateTheyFound(LinkFlaps.Kind kind) {
        LinkFlaps.run(4, kind, LinkFlaps.table("link-flaps-quick"));
    }
}
