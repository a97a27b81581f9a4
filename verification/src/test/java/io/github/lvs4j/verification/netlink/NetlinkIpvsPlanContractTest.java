package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.testkit.ipvs.IpvsPlanContract;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The contract of {@link Ipvs} with plans and several callers, on the kernel. */
@Tag("kernel")
@RequiresRoot
class NetlinkIpvsPlanContractTest extends IpvsPlanContract {

    private IpvsNamespace namespace;

    @Override
    protected Ipvs open() {
        namespace = new IpvsNamespace();
        return namespace.open();
    }

    @AfterEach
    void removeNamespace() {
        namespace.close();
    }
}
