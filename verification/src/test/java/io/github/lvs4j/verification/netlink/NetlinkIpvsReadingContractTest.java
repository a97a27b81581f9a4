package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.testkit.ipvs.IpvsReadingContract;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The contract of {@link Ipvs} about rows handed out and statistics, on the kernel. */
@Tag("kernel")
@RequiresRoot
class NetlinkIpvsReadingContractTest extends IpvsReadingContract {

    private IpvsNamespace namespace;

    @Override
    protected Ipvs open() {
        namespace = new IpvsNamespace();
        return namespace.open();
    }

    @Override
    protected Ipvs openAnother() {
        return namespace.open();
    }

    @AfterEach
    void removeNamespace() {
        namespace.close();
    }
}
