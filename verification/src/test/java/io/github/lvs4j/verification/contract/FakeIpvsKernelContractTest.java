package io.github.lvs4j.verification.contract;

import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import io.github.lvs4j.testkit.ipvs.IpvsContract;
import io.github.lvs4j.testkit.ipvs.IpvsPlanContract;
import io.github.lvs4j.testkit.netlink.FakeIpvsKernel;
import org.junit.jupiter.api.Nested;

/** Over the kernel made of Java, {@link NetlinkIpvs} keeps the contract: so that kernel is as the real one there. */
class FakeIpvsKernelContractTest {

    @Nested
    class Changes extends IpvsContract {

        private FakeIpvsKernel kernel;

        @Override
        protected Ipvs open() {
            kernel = new FakeIpvsKernel();
            return NetlinkIpvs.over(kernel.socket());
        }

        @Override
        protected Ipvs openAnother() {
            return NetlinkIpvs.over(kernel.socket());
        }
    }

    @Nested
    class Plans extends IpvsPlanContract {
        @Override
        protected Ipvs open() {
            return NetlinkIpvs.over(new FakeIpvsKernel().socket());
        }
    }
}
