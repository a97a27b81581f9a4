package io.github.lvs4j.verification.contract;

import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.testkit.ipvs.InMemoryIpvs;
import io.github.lvs4j.testkit.ipvs.IpvsContract;
import io.github.lvs4j.testkit.ipvs.IpvsPlanContract;
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
}
