package io.github.lvs4j.netlink.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.error.NotSupportedException;
import io.github.lvs4j.netlink.FakeKernel;
import io.github.lvs4j.netlink.ipvs.AgedKernel.Knowledge;
import io.github.lvs4j.netlink.ipvs.IpvsAvailability.State;
import org.junit.jupiter.api.Test;

/** One probe tells apart why IPVS cannot be used, or how much of it can. */
class IpvsAvailabilityTest {

    private static IpvsAvailability probe(String release, Knowledge knowledge) {
        return IpvsAvailability.of(() -> new AgedKernel(knowledge).open(release));
    }

    @Test
    void shouldFindEverythingOnANewKernel() {
        IpvsAvailability answer = probe("6.1.0", Knowledge.ALL);
        assertThat(answer.state()).isEqualTo(State.AVAILABLE);
        assertThat(answer.isAvailable()).isTrue();
        assertThat(answer.detail()).isEqualTo("IPVS 1.2.1");
        assertThat(answer.lacking()).isEmpty();
    }

    @Test
    void shouldNameWhatAnOldKernelLacks() {
        IpvsAvailability answer = probe("4.18.0-553.el8.x86_64", Knowledge.NO_TUNNELS);
        assertThat(answer.state()).isEqualTo(State.OLD_KERNEL);
        assertThat(answer.isAvailable()).isTrue();
        assertThat(answer.lacking()).containsExactly(IpvsFeature.GUE_TUNNELS, IpvsFeature.GRE_TUNNELS_AND_CHECKSUMS);
        assertThat(answer.detail())
                .isEqualTo("IPVS 1.2.1, older than [GUE tunnels (Linux 5.2), GRE tunnels and tunnel checksums"
                        + " (Linux 5.3)]");
        assertThat(probe("2.6.32", Knowledge.FIRST).lacking()).containsExactly(IpvsFeature.values());
    }

    @Test
    void shouldTellApartModuleRightsAndNetlink() {
        FakeKernel bare = new FakeKernel((fake, request) -> fake.reply(FakeKernel.error(request, 2)));
        IpvsAvailability noModule = IpvsAvailability.of(() -> NetlinkIpvs.over(bare));
        assertThat(noModule.state()).isEqualTo(State.NO_MODULE);
        assertThat(noModule.detail()).contains("modprobe ip_vs");
        assertThat(bare.isClosed()).isTrue();

        FakeKernel strict = new FakeKernel((fake, request) -> fake.reply(FakeKernel.error(request, 1)));
        IpvsAvailability notPermitted = IpvsAvailability.of(() -> NetlinkIpvs.over(strict));
        assertThat(notPermitted.state()).isEqualTo(State.NOT_PERMITTED);
        assertThat(notPermitted.detail()).contains("CAP_NET_ADMIN");

        IpvsAvailability noProtocol = IpvsAvailability.of(() -> {
            throw new NotSupportedException("open a netlink socket", 93, "EPROTONOSUPPORT", null);
        });
        assertThat(noProtocol.state()).isEqualTo(State.NO_NETLINK);
        IpvsAvailability sandbox = IpvsAvailability.of(() -> {
            throw new LvsException("open a netlink socket: the sandbox does not answer");
        });
        assertThat(sandbox.state()).isEqualTo(State.NO_NETLINK);
        assertThat(sandbox.isAvailable()).isFalse();
        assertThat(sandbox.detail()).contains("the sandbox");
        IpvsAvailability noLibrary = IpvsAvailability.of(() -> {
            throw new UnsatisfiedLinkError("no libc");
        });
        assertThat(noLibrary.state()).isEqualTo(State.NO_NETLINK);
    }
}
