package io.github.lvs4j.verification.contract;

import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import io.github.lvs4j.testkit.ipvs.IpvsContract;
import io.github.lvs4j.verification.kernel.KernelTest;
import org.junit.jupiter.api.AfterEach;

/** The kernel keeps the contract that the double keeps. */
@KernelTest
class KernelIpvsContractTest extends IpvsContract {

    private FreshNamespace namespace;

    @Override
    protected Ipvs open() throws Exception {
        namespace = new FreshNamespace();
        return namespace.open(NetlinkIpvs::open);
    }

    @Override
    protected Ipvs openAnother() {
        return namespace.open(NetlinkIpvs::open);
    }

    @AfterEach
    void removeNamespace() throws Exception {
        namespace.close();
    }
}
