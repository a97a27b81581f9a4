package io.github.lvs4j.director.conf;

/** Small questions about a line that several readers ask. */
final class LineScan {

    private LineScan() {}

    static boolean isBlank(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    static int skipBlanks(SourceLine line, int from) {
        int at = from;
        while (at < line.length() && isBlank(line.characterAt(at))) {
            at++;
        }
        return at;
    }

    static int skipWord(SourceLine line, int from) {
        int at = from;
        while (at < line.length() && !isBlank(line.characterAt(at))) {
            at++;
        }
        return at;
    }

    /** One past the last character that is not blank; 0 for a blank line. */
    static int trimmedEnd(SourceLine line) {
        int end = line.length();
        while (end > 0 && isBlank(line.characterAt(end - 1))) {
            end--;
        }
        return end;
    }

    static int indexOf(SourceLine line, int character) {
        for (int i = 0; i < line.length(); i++) {
            if (line.characterAt(i) == character) {
                return i;
            }
        }
        return -1;
    }
}
