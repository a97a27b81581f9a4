package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.netlink.ipvs.IpvsModule;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.kernel.KernelTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Loading and finding IPVS. The VM has loaded ip_vs; its own modprobe finds no modules, for they are not where modprobe looks by itself. */
@KernelTest
@RequiresTool({"modprobe", "unshare", "setpriv", "env"})
class IpvsModuleKernelTest {

    /** Where the VM keeps them. */
    private static final String FOUND = "MODPROBE_OPTIONS=-d /run/lvs4j";

    private static final String NOT_FOUND = "MODPROBE_OPTIONS=";

    /** In a mount namespace of its own where the kernel seems to have no module, so that modprobe is run. */
    private static String loadWhereNothingSeemsLoaded(String modprobeOptions) {
        return run(
                ModuleLoader.class,
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs none /sys/module && exec \"$@\"",
                "sh",
                "env",
                modprobeOptions);
    }

    /** A program as a process of its own, started by another. */
    private static String run(Class<?> program, String... starter) {
        List<String> command = new ArrayList<>(List.of(starter));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        return TwoHosts.run(command);
    }

    @Test
    void shouldDoNothingIfItIsLoaded() {
        IpvsModule.load();
        IpvsModule.load();
        assertThat(NetlinkIpvs.probe().isAvailable()).isTrue();
    }

    @Test
    void shouldLoadByModprobe() {
        assertThat(loadWhereNothingSeemsLoaded(FOUND)).isEqualTo("loaded\n");
        assertThat(NetlinkIpvs.probe().isAvailable()).isTrue();
    }

    @Test
    void shouldTellModprobesOwnWords() {
        assertThat(loadWhereNothingSeemsLoaded(NOT_FOUND))
                .startsWith("refused: load module ip_vs: modprobe: ")
                .contains("ip_vs not found");
    }

    @Test
    void shouldTellThatTheRightIsMissing() {
        assertThat(run(Prober.class, "env")).contains("AVAILABLE true IPVS 1.2.1");
        assertThat(run(Prober.class, "setpriv", "--bounding-set", "-all", "--inh-caps", "-all", "--clear-groups"))
                .contains("NOT_PERMITTED false")
                .contains("CAP_NET_ADMIN in the initial user namespace");
        assertThat(run(Prober.class, "unshare", "--user", "--map-root-user", "--net"))
                .contains("NOT_PERMITTED false")
                .contains("being root of another user namespace is not enough");
    }
}
