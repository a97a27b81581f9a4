package io.github.lvs4j.verification.hosts;

import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import org.junit.jupiter.api.Tag;

/** Hosts on the machine's own kernel. */
@Tag("netns")
@RequiresRoot
@RequiresTool({"ip", "tcpdump", "curl"})
class TestLanNamespaceTest extends TestLanChecks {}
