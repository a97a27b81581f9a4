package io.github.lvs4j.director.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each {@code NAME.conf} beside its {@code NAME.expected}: every remark in order, then the verdict. Run with {@code
 * -Dlvs4j.golden.write=true} to write the expectations anew, and read the difference.
 */
class DiagnosticsGoldenTest {

    private static final Path DIRECTORY = Path.of("src/test/resources/diagnostics");

    static List<String> files() throws IOException {
        try (Stream<Path> paths = Files.list(DIRECTORY)) {
            return paths.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".conf"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldReportExactlyWhatIsExpected(String file) throws IOException {
        Path expected = DIRECTORY.resolve(file.replace(".conf", ".expected"));
        boolean strict = file.startsWith("strict");
        String actual = verdict(Files.readString(DIRECTORY.resolve(file)), file, strict);
        if (Boolean.getBoolean("lvs4j.golden.write")) {
            Files.writeString(expected, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(expected));
    }

    private static String verdict(String text, String file, boolean strict) {
        ConfReading reading = KeepalivedConf.parse(text, file, new ConfOptions(strict, "lvs1"));
        String remarks = reading.diagnostics().stream()
                .map(diagnostic -> diagnostic + "\n")
                .collect(Collectors.joining());
        return remarks + (reading.config().isPresent() ? "accepted\n" : "refused\n");
    }
}
