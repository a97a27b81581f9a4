package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.netlink.ipvs.IpvsModule;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.kernel.KernelTest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The VM has loaded ip_vs; its own modprobe finds no modules, for they are not where modprobe looks by itself. */
@KernelTest
@RequiresTool({"modprobe", "unshare", "env"})
class IpvsModuleKernelTest {

    /** Where the VM keeps them. */
    private static final String FOUND = "MODPROBE_OPTIONS=-d /run/lvs4j";

    private static final String NOT_FOUND = "MODPROBE_OPTIONS=";

    /** In a mount namespace of its own where the kernel seems to have no module, so that modprobe is run. */
    private static String loadWhereNothingSeemsLoaded(String modprobeOptions) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return TwoHosts.run(List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs none /sys/module && exec \"$@\"",
                "sh",
                "env",
                modprobeOptions,
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                ModuleLoader.class.getName()));
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
}
