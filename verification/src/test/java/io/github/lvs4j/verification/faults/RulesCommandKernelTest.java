package io.github.lvs4j.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.examples.RulesCommand;
import io.github.lvs4j.testkit.hosts.CommandResult;
import io.github.lvs4j.testkit.hosts.TestHost;
import io.github.lvs4j.testkit.hosts.TestLan;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.kernel.KernelTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./lvs4j rules}: a table goes from {@code ipvsadm} to lvs4j and back. */
@KernelTest
@RequiresTool({"ip", "ipvsadm"})
@Timeout(120)
class RulesCommandKernelTest {

    private static final String RULES = """
            -A -t 10.0.0.1:80 -s wrr -p 60
            -a -t 10.0.0.1:80 -r 10.1.0.9:8080 -m -w 0
            -a -t 10.0.0.1:80 -r 10.1.0.10:8080 -m -w 2
            """;

    @TempDir
    private Path directory;

    private TestLan lan;
    private TestHost host;

    @BeforeEach
    void makeTheHost() {
        lan = TestLan.create();
        host = lan.host("lvs1");
    }

    @AfterEach
    void removeIt() {
        lan.close();
    }

    private CommandResult rules(String... arguments) {
        return host.run(Duration.ofSeconds(60), Program.command(RulesCommand.class, (Object[]) arguments));
    }

    private String saved() {
        return host.run("ipvsadm", "-Sn").orFail();
    }

    private String file(String text) throws IOException {
        return Files.writeString(directory.resolve("rules"), text).toString();
    }

    @Test
    void shouldMakeTheTableWhatIpvsadmSaved() throws IOException {
        String file = file(RULES);
        assertThat(rules(file).orFail()).startsWith("3 changes");
        assertThat(saved()).isEqualTo(RULES);
        assertThat(rules(file).orFail()).startsWith("nothing to change");
        assertThat(rules().orFail()).isEqualTo(saved());
    }

    @Test
    void shouldLeaveOtherServicesAlone() throws IOException {
        host.run("ipvsadm", "-A", "-u", "10.0.0.7:53", "-s", "rr").orFail();
        rules(file(RULES)).orFail();
        assertThat(saved()).contains(RULES).contains("-A -u 10.0.0.7:53 -s rr");
    }

    @Test
    void shouldRefuseAWrongFileWholeAndSayWhere() throws IOException {
        CommandResult result = rules(file(RULES + "-a -t 10.0.0.1:80 -r web2:80 -m\n"));
        assertThat(result.exitStatus()).isEqualTo(2);
        assertThat(result.errorOutput()).contains("4").contains("web2");
        assertThat(saved()).isEmpty();
    }
}
