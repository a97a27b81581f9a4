package io.github.lvs4j.director.conf;

/**
 * A word of a statement, quotes and escapes already resolved.
 *
 * @param text what it says
 * @param position its first character
 */
record Word(String text, Position position) {}
