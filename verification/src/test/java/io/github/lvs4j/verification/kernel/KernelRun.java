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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;

/**
 * One boot of the kernel VM in which the JUnit console launcher runs tests over this very class path; each comes back as a
 * test of its own.
 *
 * @param output the directory that the guest writes to
 * @param options for the guest's JVM
 * @param tags which tests, as a tag expression of JUnit
 * @param limit for everything, boot included
 * @param listener hears the guest's lines as they come
 */
record KernelRun(Path output, List<String> options, String tags, Duration limit, Consumer<String> listener) {

    List<DynamicTest> tests() throws IOException, InterruptedException {
        Requirement.demand(KernelVm.obstacle());
        Files.createDirectories(output);
        removeOldReports();
        VmResult result = KernelVm.builder()
                .environment(Peers.DIRECTORY_VARIABLE, Peers.directory().toString())
                .console(listener)
                .build()
                .run(consoleLauncher(), output, limit);
        List<GuestReport.Outcome> outcomes = GuestReport.read(output);
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

    private List<String> consoleLauncher() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:-UsePerfData"));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "org.junit.platform.console.ConsoleLauncher",
                "execute",
                "--disable-banner",
                "--disable-ansi-colors",
                "--details=testfeed",
                "--scan-classpath=" + Path.of("target", "test-classes").toAbsolutePath(),
                "--reports-dir=" + output,
                "--include-classname=" + System.getProperty("kernel.class", ".*"),
                "--include-tag=" + tags));
        return command;
    }

    private void removeOldReports() throws IOException {
        try (DirectoryStream<Path> old = Files.newDirectoryStream(output, "TEST-*.xml")) {
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
        return Stream.concat(outcomes.stream().map(KernelRun::dynamicTest), Stream.of(whole))
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
