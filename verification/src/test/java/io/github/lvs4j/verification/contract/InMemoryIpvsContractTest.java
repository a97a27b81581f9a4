package io.github.lvs4j.verification.contract;

import io.github.lvs4j.testkit.ipvs.InMemoryIpvs;
import io.github.lvs4j.testkit.ipvs.IpvsBed;
import io.github.lvs4j.testkit.ipvs.IpvsContract;
import io.github.lvs4j.testkit.ipvs.IpvsPlanContract;
import io.github.lvs4j.testkit.ipvs.IpvsReadingContract;
import io.github.lvs4j.testkit.ipvs.IpvsSettingsContract;
import org.junit.jupiter.api.Nested;

/** The double keeps the contract. */
class InMemoryIpvsContractTest {

    @Nested
    class Changes extends IpvsContract {
        @Override
        protected IpvsBed bed() {
            return new InMemoryIpvs()::openAnother;
        }
    }

    @Nested
    class Plans extends IpvsPlanContract {
        @Override
        protected IpvsBed bed() {
            return new InMemoryIpvs()::openAnother;
        }
    }

    @Nested
    class Reading extends IpvsReadingContract {
        @Override
        protected IpvsBed bed() {
            return new InMemoryIpvs()::openAnother;
        }
    }

    @Nested
    class Settings extends IpvsSettingsContract {
        @Override
        protected IpvsBed bed() {
            return new InMemoryIpvs()::openAnother;
        }
    }
}
