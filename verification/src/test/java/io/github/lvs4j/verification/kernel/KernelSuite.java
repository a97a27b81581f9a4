package io.github.lvs4j.verification.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.junit.Requirement;
import io.github.lvs4j.testkit.peers.Peers;
import io.github.lvs4j.testkit.vm.KernelVm;
import io.github.lvs4j.testkit.vm.VmResult;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.AssertionFailedError;

/**
 * Boots the kernel VM once, runs every test tagged {@code kernel} in it over this very class path, and shows each as a
 * test of its own. {@code -Dkernel.class=REGEX} limits the run to classes whose full name matches.
 */
class KernelSuite {
    private static final Path OUTPUT = Path.of("target", "kernel-suite").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofMinutes(10);

    @TestFactory
    List<DynamicTest> shouldHoldOnTheKernelOfTheVm() throws IOException, InterruptedException {
        Requirement.demand(KernelVm.obstacle());
        Files.createDirectories(OUTPUT);
        removeOldReports();
        VmResult result = KernelVm.builder()
                .environment(Peers.DIRECTORY_VARIABLE, Peers.directory().toString())
                .build()
                .run(consoleLauncher(), OUTPUT, LIMIT);
        List<GuestReport.Outcome> outcomes = GuestReport.read(OUTPUT);
        assertThat(outcomes)
                .as(
                        "tests reported by the guest; its exit status was %d, its output:%n%s",
                        result.exitStatus(), result.text())
                .isNotEmpty();
        System.out.printf(
                "kernel VM: %d tests, boot %d ms, all %d ms, console in %s%n",
                outcomes.size(),
                result.bootTime().toMillis(),
                result.totalTime().toMillis(),
                result.consoleLog());
        return tests(outcomes, result);
    }

    private static List<String> consoleLauncher() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1", // one short run on one CPU: the second compiler never pays
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                "org.junit.platform.console.ConsoleLauncher",
                "execute",
                "--disable-banner",
                "--disable-ansi-colors",
                "--details=testfeed",
                "--scan-classpath=" + testClasses(),
                "--include-classname=" + System.getProperty("kernel.class", ".*"),
                "--include-tag=kernel",
                "--exclude-tag=soak",
                "--reports-dir=" + OUTPUT);
    }

    private static Path testClasses() {
        return Path.of("target", "test-classes").toAbsolutePath();
    }

    private static void removeOldReports() throws IOException {
        try (DirectoryStream<Path> old = Files.newDirectoryStream(OUTPUT, "TEST-*.xml")) {
            for (Path report : old) {
                Files.delete(report);
            }
        }
    }

    private static List<DynamicTest> tests(List<GuestReport.Outcome> outcomes, VmResult result) {
        boolean failureReported =
                outcomes.stream().anyMatch(outcome -> outcome.failure().isPresent());
        DynamicTest whole = DynamicTest.dynamicTest(
                "shouldEndAsItsTestsDid",
                () -> assertThat(result.succeeded())
                        .as(
                                "the launcher in the guest ended well, with status %d:%n%s",
                                result.exitStatus(), result.text())
                        .isEqualTo(!failureReported));
        return Stream.concat(outcomes.stream().map(KernelSuite::dynamicTest), Stream.of(whole))
                .toList();
    }

    private static DynamicTest dynamicTest(GuestReport.Outcome outcome) {
        return DynamicTest.dynamicTest(outcome.className() + "." + outcome.name(), () -> {
            outcome.failure().ifPresent(text -> {
                throw withoutOwnTrace(new AssertionFailedError("in the kernel VM: " + text));
            });
            Requirement.demand(outcome.skipReason());
        });
    }

    /** The message holds the guest's trace; this side's would only hide it. */
    private static AssertionFailedError withoutOwnTrace(AssertionFailedError failure) {
        failure.setStackTrace(new StackTraceElement[0]);
        return failure;
    }
}
