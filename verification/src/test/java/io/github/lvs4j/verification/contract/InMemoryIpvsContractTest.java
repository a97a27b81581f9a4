package io.github.lvs4j.verification.contract;

import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.testkit.ipvs.InMemoryIpvs;
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
        protected Ipvs open() {
            return new InMemoryIpvs();
        }

        @Override
        protected Ipvs openAnother() {
            return ((InMemoryIpvs) ipvs).openAnother();
        }
    }

    @Nested
    class Plans extends IpvsPlanContract {
        @Override
        protected Ipvs open() {
            return new InMemoryIpvs();
        }
    }

    @Nested
    class Settings extends IpvsSettingsContract {
        @Override
        protected Ipvs open() {
            return new InMemoryIpvs();
        }

        @Override
        protected Ipvs openAnother() {
            return ((InMemoryIpvs) ipvs).openAnother();
        }
    }

    @Nested
    class Reading extends IpvsReadingContract {
        @Override
        protected Ipvs open() {
            return new InMemoryIpvs();
        }

        @Override
        protected Ipvs openAnother() {
            return ((InMemoryIpvs) ipvs).openAnother();
        }
    }
}
