package io.github.lvs4j.verification.contract;

import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import io.github.lvs4j.testkit.ipvs.IpvsBed;
import io.github.lvs4j.testkit.ipvs.IpvsContract;
import io.github.lvs4j.testkit.ipvs.IpvsPlanContract;
import io.github.lvs4j.testkit.ipvs.IpvsReadingContract;
import io.github.lvs4j.testkit.ipvs.IpvsSettingsContract;
import io.github.lvs4j.testkit.netlink.FakeIpvsKernel;
import org.junit.jupiter.api.Nested;

/** Over the kernel made of Java, {@link NetlinkIpvs} keeps the contract: so that kernel is as the real one there. */
class FakeIpvsKernelContractTest {

    private static IpvsBed fresh() {
        FakeIpvsKernel kernel = new FakeIpvsKernel();
        return () -> NetlinkIpvs.over(kernel.socket());
    }

    @Nested
    class Changes extends IpvsContract {
        @Override
        protected IpvsBed bed() {
            return fresh();
        }
    }

    @Nested
    class Plans extends IpvsPlanContract {
        @Override
        protected IpvsBed bed() {
            return fresh();
        }
    }

    @Nested
    class Reading extends IpvsReadingContract {
        @Override
        protected IpvsBed bed() {
            return fresh();
        }
    }

    @Nested
    class Settings extends IpvsSettingsContract {
        @Override
        protected IpvsBed bed() {
            return fresh();
        }
    }
}
