package io.github.lvs4j.verification.vrrp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quick form of {@link ThousandRoutersSoak}: a hundred, which are all master and all advertise. */
@Tag("netns")
@RequiresRoot
@RequiresTool({"ip", "tcpdump"})
class ThousandRoutersTest {

    private static final int ROUTERS = 100;

    @TempDir
    private Path directory;

    @Test
    void shouldBeMasterOfAllAndAdvertiseForEach() throws IOException {
        Path conf = Files.writeString(directory.resolve("keepalived.conf"), ThousandRouters.conf(ROUTERS));
        ThousandRouters.Seen seen = ThousandRouters.watch(
                ThousandRouters.ours(conf.toString()), ROUTERS, Duration.ZERO, Duration.ofSeconds(4));
        assertThat(seen.cadence().routers()).isEqualTo(ROUTERS);
        assertThat(seen.missed()).isZero();
    }
}
