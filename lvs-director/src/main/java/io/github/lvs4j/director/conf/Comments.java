package io.github.lvs4j.director.conf;

/** Where the comment of a line begins: {@code #} or {@code !} outside double quotes, unless a backslash stands before it. */
final class Comments {

    private Comments() {}

    static SourceLine strip(SourceLine line) {
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            int c = line.characterAt(i);
            if (c == '\\' && !quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '#' || c == '!')) {
                return line.truncated(i);
            }
        }
        return line;
    }
}
