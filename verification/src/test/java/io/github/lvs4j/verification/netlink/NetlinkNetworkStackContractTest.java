package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import org.junit.jupiter.api.Tag;

/** The contract on the machine's own kernel. */
@Tag("netns")
@RequiresRoot
@RequiresTool("ip")
class NetlinkNetworkStackContractTest extends NetlinkStackBed {}
