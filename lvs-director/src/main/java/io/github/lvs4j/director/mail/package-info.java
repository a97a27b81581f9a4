/**
 * Mail on transitions, with the subjects and bodies that keepalived sends: a bounded queue on its own thread in front of an
 * SMTP transport.
 */
@NullMarked
package io.github.lvs4j.director.mail;

import org.jspecify.annotations.NullMarked;
