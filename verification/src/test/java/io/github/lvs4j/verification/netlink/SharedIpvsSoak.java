package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.kernel.KernelTest;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Eight threads read and write one {@link NetlinkIpvs}: {@code ./lvs4j soak SharedIpvs}, 60 s or {@code -Dsoak.seconds}. {@code
 * -Dsoak.seed} makes another run.
 */
@Tag("soak")
@KernelTest
@RequiresTool("ip")
class SharedIpvsSoak {

    @Test
    void shouldLoseNoUpdateOfManyThreads() throws Exception {
        Duration length = Duration.ofSeconds(Integer.getInteger("soak.seconds", 60));
        try (IpvsNamespace namespace = new IpvsNamespace();
                NetlinkIpvs ipvs = namespace.open()) {
            long end = System.nanoTime() + length.toNanos();
            String figures =
                    new SharedIpvsWork(ipvs, Long.getLong("soak.seed", 1L)).run(done -> System.nanoTime() - end >= 0);
            System.out.println(length.toSeconds() + " s: " + figures);
        }
    }
}
