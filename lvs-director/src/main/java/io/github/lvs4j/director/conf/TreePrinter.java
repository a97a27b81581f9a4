package io.github.lvs4j.director.conf;

import java.util.List;

/** Statements as text that reads back as the same statements. */
final class TreePrinter {

    private static final String INDENT = "    ";

    private TreePrinter() {}

    static String print(List<Statement> statements) {
        StringBuilder text = new StringBuilder();
        statements.forEach(statement -> print(statement, "", text));
        return text.toString();
    }

    private static void print(Statement statement, String indent, StringBuilder text) {
        text.append(indent).append(quote(statement.name()));
        statement.arguments().forEach(word -> text.append(' ').append(quote(word.text())));
        if (statement.block().isPresent()) {
            text.append(" {\n");
            statement.children().forEach(child -> print(child, indent + INDENT, text));
            text.append(indent).append('}');
        }
        text.append('\n');
    }

    private static String quote(String word) {
        boolean plain =
                !word.isEmpty() && word.chars().noneMatch(c -> LineScan.isBlank(c) || "#!{}\\$@~".indexOf(c) >= 0);
        return plain ? word : '"' + word + '"';
    }
}
