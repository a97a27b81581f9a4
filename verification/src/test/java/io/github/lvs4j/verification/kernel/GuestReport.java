package io.github.lvs4j.verification.kernel;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads what the JUnit console launcher wrote in the guest: one {@code TEST-ENGINE.xml} for each engine. */
final class GuestReport {
    private GuestReport() {}

    /** One test as the guest saw it; at most one of failure and skip reason is there. */
    record Outcome(String className, String name, Optional<String> failure, Optional<String> skipReason) {}

    static List<Outcome> read(Path directory) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        try (DirectoryStream<Path> reports = Files.newDirectoryStream(directory, "TEST-*.xml")) {
            for (Path report : reports) {
                outcomes.addAll(readOne(report));
            }
        }
        return outcomes;
    }

    private static List<Outcome> readOne(Path report) throws IOException {
        try {
            NodeList cases = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getElementsByTagName("testcase");
            List<Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < cases.getLength(); i++) {
                outcomes.add(outcome((Element) cases.item(i)));
            }
            return outcomes;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("cannot read the guest's report " + report, e);
        }
    }

    private static Outcome outcome(Element testCase) {
        Optional<String> failure = text(testCase, "failure").or(() -> text(testCase, "error"));
        return new Outcome(
                testCase.getAttribute("classname"), displayName(testCase), failure, text(testCase, "skipped"));
    }

    /** The launcher writes the display name, and for invocations their index, into the test's own output. */
    private static String displayName(Element testCase) {
        String name = testCase.getAttribute("name");
        return text(testCase, "system-out")
                .flatMap(out -> out.lines()
                        .filter(line -> line.startsWith("display-name: "))
                        .findFirst())
                .map(line -> line.substring("display-name: ".length()))
                .filter(display -> !display.equals(name))
                .map(display -> name + " " + display)
                .orElse(name);
    }

    private static Optional<String> text(Element parent, String tag) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && element.getTagName().equals(tag)) {
                String text = element.getTextContent().strip();
                return Optional.of(text.isEmpty() ? element.getAttribute("message") : text);
            }
        }
        return Optional.empty();
    }
}
