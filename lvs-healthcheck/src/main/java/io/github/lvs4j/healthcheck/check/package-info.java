/** The stock checkers: TCP connect, and HTTP by status and digest as keepalived's HTTP_GET judges it. */
@NullMarked
package io.github.lvs4j.healthcheck.check;

import org.jspecify.annotations.NullMarked;
