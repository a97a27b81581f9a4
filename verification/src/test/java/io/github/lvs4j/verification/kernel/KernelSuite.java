package io.github.lvs4j.verification.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Boots the kernel VM once, runs every test tagged {@code kernel} in it over this very class path, and shows each as a
 * test of its own. {@code -Dkernel.class=REGEX} limits the run to classes whose full name matches.
 */
class KernelSuite {

    @TestFactory
    List<DynamicTest> shouldHoldOnTheKernelOfTheVm() throws IOException, InterruptedException {
        return new KernelRun(
                        Path.of("target", "kernel-suite").toAbsolutePath(),
                        List.of("-XX:TieredStopAtLevel=1"), // one short run on one CPU: the second compiler never pays
                        "kernel & !soak",
                        Duration.ofMinutes(10),
                        line -> {})
                .tests();
    }
}
