package io.github.lvs4j.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.examples.CheckCommand;
import io.github.lvs4j.examples.DirectorCommand;
import io.github.lvs4j.examples.GenhashCommand;
import io.github.lvs4j.examples.PlanCommand;
import io.github.lvs4j.testkit.hosts.CommandResult;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that no command takes: each is refused before the kernel is asked for anything. */
class RefusedFileTest {

    private static final String SERVICE =
            "virtual_server 192.0.2.1 80 {\n protocol TCP\n real_server 10.0.0.1 80 {\n  weight 1\n }\n}\n";

    private static final String ROUTER =
            "vrrp_instance A {\n interface eth0\n virtual_router_id 7\n virtual_ipaddress {\n  192.0.2.1\n }\n}\n";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "weight 1             | weight 2147483648     | 4:10: error: weight 2147483648 | out of range: 0 to 2147483647",
                "weight 1             | weight -1             | 4:10: error: weight -1         | out of range: 0 to 2147483647",
                "192.0.2.1            | 192.0.2.256           | 1:16: error: not a numeric IP  | write it as 192.0.2.1",
                "10.0.0.1             | ten                   | 3:14: error: not a numeric IP  | write it as 192.0.2.1",
                "192.0.2.1 80         | 192.0.2.1 65536       | 1:26: error: port 65536        | out of range: 0 to 65535",
                "protocol TCP         | protocol ICMP         | 2:11: error: protocol          | none of TCP, UDP, SCTP"
            })
    void shouldNameThePlaceAndTheRemedyOfABadValue(String good, String bad, String place, String remedy)
            throws Exception {
        Path file = file("bad.conf", SERVICE.replace(good, bad));

        assertThat(Program.onlyError(check(file), 2))
                .startsWith(file + ":" + place)
                .contains(remedy);
    }

    @Test
    void shouldRefuseATimeoutThatTheKernelWouldCut() throws Exception {
        Path file = file("long.conf", SERVICE.replace("protocol TCP", "protocol TCP\n persistence_timeout 4294968"));
        assertThat(Program.onlyError(check(file), 2))
                .isEqualTo(file
                        + ":3:22: error: timeout 4294968 of \"persistence_timeout\" is out of range: 1 to 2678400");
    }

    @Test
    void shouldNameBothPlacesOfADuplicateVirtualService() throws Exception {
        Path file = file("twice.conf", SERVICE + SERVICE);
        assertThat(Program.onlyError(check(file), 2))
                .isEqualTo(file + ":7:1: error: virtual_server TCP 192.0.2.1:80 is defined on line 1 already; merge the"
                        + " two");
    }

    @Test
    void shouldNameBothPlacesOfADuplicateVirtualRouter() throws Exception {
        Path file = file("twice.conf", ROUTER + ROUTER.replace("A", "B").replace("192.0.2.1", "192.0.2.2"));
        assertThat(Program.onlyError(check(file), 2))
                .isEqualTo(file + ":10:20: error: virtual_router_id 7 is used on eth0 on line 3 already; choose another"
                        + " from 1 to 255");
    }

    @Test
    void shouldNameTheOpeningLineOfAnUnclosedBlock() throws Exception {
        Path file = file("open.conf", ROUTER.substring(0, ROUTER.length() - 2));
        assertThat(Program.onlyError(check(file), 2))
                .startsWith(file + ":1:1: error: the block \"vrrp_instance A\"")
                .endsWith("is not closed; add its }");
    }

    @Test
    void shouldNameTheFirstByteThatIsNotUtf8() throws Exception {
        Path file = directory.resolve("gbk.conf");
        Files.write(file, ("# 调度机\n" + SERVICE).getBytes(Charset.forName("GB18030")));
        assertThat(Program.onlyError(check(file), 2))
                .startsWith(file + ":1:3: error: the file is not UTF-8: byte 0xb5 at offset 2")
                .contains("iconv");
    }

    @Test
    void shouldSayOnceThatAFileIsNoText() throws Exception {
        Path file = directory.resolve("disk.img");
        Files.write(file, new byte[10_000]);
        assertThat(Program.onlyError(check(file), 2)).startsWith(file + ":1:1: error: a NUL character");
    }

    @Test
    void shouldWarnThatAllPortsNeedPersistence() throws Exception {
        Path file = file("port0.conf", SERVICE.replace(" 80", " 0"));
        CommandResult result = check(file);
        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.errorOutput())
                .startsWith(file + ":1:1: warning: ")
                .contains("port 0", "persistence_timeout 360 is taken");
    }

    @Test
    void shouldRefuseAFileThatIsNotThereInEveryCommand() throws Exception {
        Path file = directory.resolve("nowhere.conf");
        for (Class<?> command : List.of(CheckCommand.class, PlanCommand.class, DirectorCommand.class)) {
            assertThat(Program.onlyError(run(command, file), 2))
                    .isEqualTo(file + ": error: there is no file " + file + "; check the path");
        }
        assertThat(Program.onlyError(check(directory), 2))
                .isEqualTo(directory + ": error: cannot be read: Is a directory");
    }

    @Test
    void shouldRefuseANameThatTheLocaleCannotHold() throws Exception {
        // The shell makes the name 配置.conf: this test's own locale may be as bare.
        String withName = "exec \"$@\" \"$0/$(printf '\\351\\205\\215\\347\\275\\256').conf\"";
        List<String> command = new ArrayList<>(List.of("env", "LC_ALL=C", "sh", "-c", withName, directory.toString()));
        command.addAll(Program.command(CheckCommand.class));
        CommandResult result = Program.run(directory, command);
        assertThat(Program.onlyError(result, 2)).contains("error: ");
    }

    @Test
    void shouldRefuseTheSameInADirectorAndAPlan() throws Exception {
        Path file = file("bad.conf", SERVICE.replace("weight 1", "weight much"));
        String error = Program.onlyError(check(file), 2);
        assertThat(Program.onlyError(run(DirectorCommand.class, file, "--no-vrrp"), 2))
                .isEqualTo(error);
        assertThat(Program.onlyError(run(PlanCommand.class, file), 2)).isEqualTo(error);
    }

    @Test
    void shouldNameThePageThatGenhashDoesNotGet() throws Exception {
        Object[] closed = {"-s", "127.0.0.1", "-p", 1, "-u", "/", "-t", 5};
        assertThat(Program.onlyError(run(GenhashCommand.class, closed), 1)).contains("127.0.0.1:1");
        Object[] malformed = {"-s", "127.0.0", "-p", 1, "-u", "/"};
        assertThat(run(GenhashCommand.class, malformed).errorOutput())
                .startsWith("not a numeric IP address: \"127.0.0\"")
                .contains("usage: genhash");
    }

    @Test
    void shouldExplainItselfWhenTheArgumentsAreWrong() throws Exception {
        for (Object[] arguments : Arrays.asList(
                new Object[] {}, new Object[] {"--no-vrrp"}, new Object[] {"a", "b"}, new Object[] {"a", "--vrrp"})) {
            assertThat(Program.onlyError(run(DirectorCommand.class, arguments), 2))
                    .isEqualTo("usage: director FILE [--no-vrrp]");
        }
    }

    private CommandResult check(Path file) throws Exception {
        return run(CheckCommand.class, file);
    }

    private CommandResult run(Class<?> program, Object... arguments) throws Exception {
        return Program.run(directory, Program.command(program, arguments));
    }

    private Path file(String name, String text) throws Exception {
        return Files.writeString(directory.resolve(name), text, StandardCharsets.UTF_8);
    }
}
