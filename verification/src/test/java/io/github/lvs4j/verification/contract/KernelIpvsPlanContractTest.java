package io.github.lvs4j.verification.contract;

import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import io.github.lvs4j.testkit.ipvs.IpvsPlanContract;
import io.github.lvs4j.verification.kernel.KernelTest;
import org.junit.jupiter.api.AfterEach;

/** The kernel carries plans out as the double does. */
@KernelTest
class KernelIpvsPlanContractTest extends IpvsPlanContract {

    private FreshNamespace namespace;

    @Override
    protected Ipvs open() throws Exception {
        namespace = new FreshNamespace();
        return namespace.open(NetlinkIpvs::open);
    }

    @AfterEach
    void removeNamespace() throws Exception {
        namespace.close();
    }
}
