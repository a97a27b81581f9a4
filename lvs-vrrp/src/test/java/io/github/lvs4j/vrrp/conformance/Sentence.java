package io.github.lvs4j.vrrp.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One line of the ledger: a sentence that a router is held to. */
record Sentence(String id, String strength, String who, String text) {

    /** Whether it needs a positive and a negative test here. */
    boolean isOurs() {
        return who.equals("ours");
    }

    /** Whether it is ours, and a test is known to be missing. */
    boolean isOpen() {
        return who.startsWith("open");
    }

    boolean isObligation() {
        return strength.equals("MUST");
    }

    static List<Sentence> ledger() throws IOException {
        List<Sentence> sentences = new ArrayList<>();
        InputStream stream = Objects.requireNonNull(
                Sentence.class.getResourceAsStream("/conformance/rfc9568.txt"), "conformance/rfc9568.txt");
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] fields = line.split(" \\| ", 4);
                    sentences.add(new Sentence(fields[0], fields[1], fields[2], fields[3]));
                }
            }
        }
        return sentences;
    }
}
