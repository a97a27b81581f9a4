package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.testkit.ipvs.IpvsBed;
import io.github.lvs4j.testkit.ipvs.IpvsContract;
import io.github.lvs4j.testkit.ipvs.IpvsPlanContract;
import io.github.lvs4j.testkit.ipvs.IpvsReadingContract;
import io.github.lvs4j.testkit.ipvs.IpvsSettingsContract;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.verification.kernel.KernelTest;
import org.junit.jupiter.api.Nested;

/** The kernel keeps the contract of {@link Ipvs} that the doubles keep. */
@KernelTest
@RequiresRoot
class NetlinkIpvsContractTest {

    @Nested
    class Changes extends IpvsContract {
        @Override
        protected IpvsBed bed() {
            return new IpvsNamespace();
        }
    }

    @Nested
    class Plans extends IpvsPlanContract {
        @Override
        protected IpvsBed bed() {
            return new IpvsNamespace();
        }
    }

    @Nested
    class Reading extends IpvsReadingContract {
        @Override
        protected IpvsBed bed() {
            return new IpvsNamespace();
        }
    }

    @Nested
    class Settings extends IpvsSettingsContract {
        @Override
        protected IpvsBed bed() {
            return new IpvsNamespace();
        }
    }
}
