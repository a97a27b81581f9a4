package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.jna.LastErrorException;
import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.netlink.NetlinkProtocol;
import io.github.lvs4j.netlink.NetlinkSocket;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import io.github.lvs4j.netlink.route.NetlinkNetworkStack;
import io.github.lvs4j.netlink.socket.Errno;
import io.github.lvs4j.netlink.socket.LinuxSockets;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.netlink.FakeIpvsKernel;
import io.github.lvs4j.testkit.netlink.FakeNetlinkSocket;
import io.github.lvs4j.testkit.netlink.Fault;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Descriptors as the kernel counts them, and who can reach them. */
class NetlinkDescriptorsTest {

    private static final int MANY = 1000;
    private static final int ECONNREFUSED = 111;

    private static int sockets() {
        int count = 0;
        for (File descriptor : new File("/proc/self/fd").listFiles()) {
            count += isSocket(descriptor) ? 1 : 0;
        }
        return count;
    }

    private static boolean isSocket(File descriptor) {
        try {
            return Files.readSymbolicLink(descriptor.toPath()).toString().startsWith("socket:");
        } catch (IOException e) {
            return false; // the one that reads the directory
        }
    }

    private static void assertNoneIsLost(Runnable work) {
        work.run(); // loads classes and libraries
        int before = sockets();
        for (int i = 0; i < MANY; i++) {
            work.run();
        }
        assertThat(sockets()).isEqualTo(before);
    }

    @Test
    void shouldLoseNoneThatIsOpenedAndClosed() {
        assertNoneIsLost(() -> LinuxSockets.netlink(NetlinkProtocol.GENERIC).close());
        assertNoneIsLost(() -> {
            try (NetlinkNetworkStack stack = NetlinkNetworkStack.open()) {
                stack.links();
            }
        });
    }

    /** Whether this kernel has IPVS or not: after each, the socket is gone. */
    @Test
    void shouldLoseNoneOfAnIpvsThatCannotBeOpened() {
        assertNoneIsLost(() -> {
            try (NetlinkIpvs ipvs = NetlinkIpvs.open()) {
                ipvs.info();
            } catch (LvsException e) {
                assertThat(e).hasMessageContaining("IPVS");
            }
            NetlinkIpvs.probe();
        });
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldCloseTheSocketOfAnOpeningThatFails(Fault fault) {
        for (int call = 0; call < 2; call++) {
            FakeNetlinkSocket socket = new FakeIpvsKernel().socket();
            socket.fail(call == 0 ? new Fault[] {fault} : new Fault[] {Fault.FOREIGN_PORT, fault});
            Throwable failure = catchThrowable(() -> NetlinkIpvs.over(socket).close());
            assertThat(failure == null || failure instanceof LvsException)
                    .as("%s", failure)
                    .isTrue();
            assertThat(socket.isClosed()).isTrue();
        }
    }

    /** A socket that is connected to the kernel takes nothing from anybody else. */
    @Test
    @RequiresRoot
    void shouldBeOutOfReachOfOtherSenders() {
        try (NetlinkSocket socket = LinuxSockets.netlink(NetlinkProtocol.ROUTE)) {
            assertThat(socket.port()).isNotZero();
            assertThatThrownBy(() -> ForeignSender.acknowledge(NetlinkProtocol.ROUTE.number(), socket.port(), 1))
                    .isInstanceOf(LastErrorException.class)
                    .satisfies(refused -> assertThat(((LastErrorException) refused).getErrorCode())
                            .isIn(ECONNREFUSED, Errno.EPERM));
            assertThat(socket.receive()).isZero();
        }
    }
}
