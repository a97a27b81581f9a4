package io.github.lvs4j.vrrp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which test covers which sentence of RFC 9568: complete, and as {@code docs/conformance.md} has it. */
class ConformanceTableTest {

    private static final String WRITE = "conformance.write";
    private static final Map<String, Set<String>> POSITIVE = new TreeMap<>();
    private static final Map<String, Set<String>> NEGATIVE = new TreeMap<>();

    @BeforeAll
    static void collect() throws IOException, URISyntaxException, ClassNotFoundException {
        Path classes = classes();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(classes)) {
            files = walk.filter(file -> file.toString().endsWith("Test.class")
                            || file.toString().endsWith("Properties.class"))
                    .toList();
        }
        for (Path file : files) {
            String name = classes.relativize(file).toString().replace('/', '.');
            Class<?> test = Class.forName(
                    name.substring(0, name.length() - ".class".length()),
                    false,
                    ConformanceTableTest.class.getClassLoader());
            for (Method method : test.getDeclaredMethods()) {
                for (Covers covers : method.getAnnotationsByType(Covers.class)) {
                    for (String id : covers.value()) {
                        add(id, covers.side(), test.getSimpleName() + "." + method.getName());
                    }
                }
            }
        }
        for (Binding binding : Binding.all()) {
            add(binding.id(), binding.side(), binding.name());
        }
    }

    private static void add(String id, Covers.Side side, String test) {
        Map<String, Set<String>> tests = side == Covers.Side.POSITIVE ? POSITIVE : NEGATIVE;
        tests.computeIfAbsent(id, any -> new TreeSet<>()).add(test);
    }

    @Test
    void shouldNameOnlyTestsThatAreThere() throws IOException, URISyntaxException {
        Path sources = root().resolve("verification/src/test/java");
        for (Binding binding : Binding.all()) {
            assertThat(binding.isIn(sources))
                    .as("%s, which is to hold us to %s", binding.name(), binding.id())
                    .isTrue();
        }
    }

    @Test
    void shouldHoldEachObligationByAPositiveAndANegativeTest() throws IOException {
        List<String> gaps = new ArrayList<>();
        for (Sentence sentence : Sentence.ledger()) {
            if (sentence.isOurs() && sentence.isObligation()) {
                if (!POSITIVE.containsKey(sentence.id())) {
                    gaps.add(sentence.id() + " has no positive test");
                }
                if (!NEGATIVE.containsKey(sentence.id())) {
                    gaps.add(sentence.id() + " has no negative test");
                }
            }
        }
        assertThat(gaps).isEmpty();
    }

    @Test
    void shouldNameNoSentenceThatIsNotInTheLedger() throws IOException {
        Set<String> known = new TreeSet<>();
        Sentence.ledger().forEach(sentence -> known.add(sentence.id()));
        assertThat(known).containsAll(POSITIVE.keySet()).containsAll(NEGATIVE.keySet());
    }

    @Test
    void shouldShowThePresentTable() throws IOException, URISyntaxException {
        Path file = root().resolve("docs/conformance.md");
        String table = table();
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(file, table);
        }
        assertThat(Files.readString(file))
                .as("%s is out of date: run this test with -D%s=true", file, WRITE)
                .isEqualTo(table);
    }

    private static String table() throws IOException {
        StringBuilder text = new StringBuilder("""
                # RFC 9568, sentence by sentence

                Which test holds the code to which sentence, in our own words, errata included; ids are sections. A positive test shows
                that it is done, a negative one that it is done only then, or that what is forbidden is refused. Made by
                `ConformanceTableTest` from the tests' annotations, and from `wire.txt` for tests that read the wire; do not edit.

                | id | strength | sentence | positive | negative |
                |---|---|---|---|---|
                """);
        for (Sentence sentence : Sentence.ledger()) {
            text.append("| ").append(sentence.id()).append(" | ").append(sentence.strength());
            text.append(" | ").append(sentence.text());
            if (sentence.isOurs()) {
                text.append(" | ")
                        .append(names(POSITIVE, sentence))
                        .append(" | ")
                        .append(names(NEGATIVE, sentence));
            } else if (sentence.isOpen()) {
                text.append(" | **open** ").append(names(POSITIVE, sentence));
                text.append(" | **open** ").append(names(NEGATIVE, sentence));
            } else {
                text.append(" | not decided here: ").append(sentence.who()).append(" |");
            }
            text.append(" |\n");
        }
        return text.toString();
    }

    private static String names(Map<String, Set<String>> side, Sentence sentence) {
        return String.join(", ", side.getOrDefault(sentence.id(), Set.of()));
    }

    private static Path classes() throws URISyntaxException {
        return Path.of(ConformanceTableTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static Path root() throws URISyntaxException {
        Path folder = classes();
        while (!Files.exists(folder.resolve("docs").resolve("measurements.md"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
