package io.github.lvs4j.verification.hosts;

import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.kernel.KernelTest;

/** Hosts inside the kernel VM. */
@KernelTest
@RequiresTool({"ip", "tcpdump", "curl"})
class TestLanKernelTest extends TestLanChecks {}
