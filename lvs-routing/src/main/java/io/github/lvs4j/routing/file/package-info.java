/**
 * Policy routing in files that outlive the program: table names, and one writer for each way in which distributions bring
 * up their networks. Every path is below a root directory that the caller names. A writer changes its own lines only, keeps
 * all others byte by byte, and replaces a file whole or not at all.
 */
@NullMarked
package io.github.lvs4j.routing.file;

import org.jspecify.annotations.NullMarked;
