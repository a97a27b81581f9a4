package io.github.lvs4j.director.conf;

/** How grave a {@link Diagnostic} is. */
public enum Severity {
    /** The file is usable; the message says what was understood, or left out. */
    WARNING,
    /** The file is refused whole. */
    ERROR
}
