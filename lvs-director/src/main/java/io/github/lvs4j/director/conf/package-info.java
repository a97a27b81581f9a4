/**
 * Reads keepalived.conf(5) as one director needs it: text, tokens with line and column, a tree of statements, then a {@link
 * io.github.lvs4j.director.DirectorConfig} with everything that was worth a remark.
 */
@NullMarked
package io.github.lvs4j.director.conf;

import org.jspecify.annotations.NullMarked;
