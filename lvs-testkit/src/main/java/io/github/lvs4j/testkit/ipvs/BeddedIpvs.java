package io.github.lvs4j.testkit.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.Tunnel;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.net.AddressFamily;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts of {@link Ipvs} share: a bed for each test, and the services they talk about. */
abstract class BeddedIpvs {

    static final VirtualServiceKey WEB = VirtualServiceKey.tcp("192.0.2.1", 80);
    static final VirtualServiceKey WEB6 = VirtualServiceKey.tcp("2001:db8::1", 80);
    static final VirtualServiceKey MARK = VirtualServiceKey.firewallMark(5, AddressFamily.INET);
    static final VirtualServiceKey MARK6 = VirtualServiceKey.firewallMark(5, AddressFamily.INET6);

    /** The object under test, on a table that was empty when the test began. */
    protected Ipvs ipvs;

    private IpvsBed bed;

    @SuppressWarnings("NullAway.Init")
    BeddedIpvs() {}

    /**
     * Makes a bed for the next test.
     *
     * @return one with an empty table; the contract closes it
     * @throws Exception whatever keeps it from being made
     */
    protected abstract IpvsBed bed() throws Exception;

    @BeforeEach
    void openEmptyTable() throws Exception {
        bed = bed();
        ipvs = bed.open();
    }

    @AfterEach
    void closeTable() {
        try {
            ipvs.close();
        } finally {
            bed.close();
        }
    }

    /** One more on the table of the running test. */
    final Ipvs openAnother() throws Exception {
        return bed.open();
    }

    static VirtualService service(VirtualServiceKey key) {
        return VirtualService.builder().key(key).scheduler(Scheduler.RR).build();
    }

    static RealServer tunnel(String address, int port, Tunnel tunnel) {
        return RealServer.builder()
                .key(RealServerKey.of(address, port))
                .forwarding(tunnel)
                .build();
    }

    static void assertRefused(
            Class<? extends KernelException> type, String errno, String named, ThrowingCallable call) {
        assertThatExceptionOfType(type)
                .isThrownBy(call)
                .withMessageContaining(named)
                .satisfies(refused -> assertThat(refused.errnoName()).isEqualTo(errno));
    }
}
