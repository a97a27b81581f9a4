package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.verification.kernel.KernelTest;
import org.junit.jupiter.api.Test;

/** The contract on the kernel of the VM, which is older than most machines' and has every kind of link. */
@KernelTest
class NetlinkNetworkStackKernelTest extends NetlinkStackBed {

    @Test
    void shouldKnowAllKindsOfLinks() {
        assertThat(supports("dummy")).isTrue();
        assertThat(supports("ipip")).isTrue();
    }
}
