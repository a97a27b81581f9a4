package io.github.lvs4j.vrrp.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** One line of {@code conformance/wire.txt}: a test of another module that holds the code to a sentence. */
record Binding(String id, Covers.Side side, String type, String method) {

    static List<Binding> all() throws IOException {
        List<Binding> bindings = new ArrayList<>();
        InputStream stream = Objects.requireNonNull(
                Binding.class.getResourceAsStream("/conformance/wire.txt"), "conformance/wire.txt");
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] fields = line.split(" \\| ", 3);
                    String[] test = fields[2].split("\\.", 2);
                    Covers.Side side = Covers.Side.valueOf(fields[1].toUpperCase(Locale.ROOT));
                    bindings.add(new Binding(fields[0], side, test[0], test[1]));
                }
            }
        }
        return bindings;
    }

    String name() {
        return type + "." + method;
    }

    /** Whether the sources below a directory have such a test. */
    boolean isIn(Path sources) throws IOException {
        try (Stream<Path> walk = Files.walk(sources)) {
            for (Path file : walk.filter(path -> path.endsWith(type + ".java")).toList()) {
                String source = Files.readString(file);
                return source.contains("@Test\n") && source.contains("void " + method + "(");
            }
        }
        return false;
    }
}
