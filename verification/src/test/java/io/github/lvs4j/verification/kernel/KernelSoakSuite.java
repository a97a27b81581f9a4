package io.github.lvs4j.verification.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * The same for the long forms, tagged {@code kernel} and {@code soak}: {@code ./lvs4j soak NAME}. What they print is seen at
 * once. Properties whose name begins with {@code soak.} reach the guest: they make a run longer or shorter.
 */
@Tag("soak")
class KernelSoakSuite {

    @TestFactory
    List<DynamicTest> shouldHoldForLong() throws IOException, InterruptedException {
        return new KernelRun(
                        Path.of("target", "kernel-soak").toAbsolutePath(),
                        soakProperties(),
                        "kernel & soak",
                        Duration.ofHours(12),
                        System.out::println)
                .tests();
    }

    private static List<String> soakProperties() {
        Properties all = System.getProperties();
        return all.stringPropertyNames().stream()
                .filter(name -> name.startsWith("soak."))
                .map(name -> "-D" + name + "=" + all.getProperty(name))
                .toList();
    }
}
