package io.github.lvs4j.verification.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the README shows is code that compiles: each block stands between marks in a program of the examples. */
class ReadmeTest {

    private static final Path CHECKOUT = Path.of("..");
    private static final Path EXAMPLES = CHECKOUT.resolve("examples/src/main/java/io/github/lvs4j/examples");

    @ParameterizedTest
    @CsvSource({
        "FillTable.java, fill",
        "MoveTable.java, move",
        "FailOver.java, fail over",
        "HandOver.java, hand over",
        "RunDirector.java, director",
        "TrackDatabase.java, track"
    })
    void shouldShowTheCodeOfTheExamples(String file, String mark) throws IOException {
        List<String> lines = Files.readAllLines(EXAMPLES.resolve(file));
        int begin = lines.indexOf("        // README: " + mark) + 1;
        int end = lines.indexOf("        // README: end");
        assertThat(begin).isPositive();
        assertThat(end).isGreaterThan(begin);
        String block = lines.subList(begin, end).stream()
                .map(line -> line.isEmpty() ? line : line.substring(8))
                .collect(Collectors.joining("\n", "```java\n", "\n```"));

        assertThat(Files.readString(CHECKOUT.resolve("README.md"))).contains(block);
    }
}
