/** The director against doubles that tell the truth, a real mail server, and in the kernel VM against keepalived. */
package io.github.lvs4j.verification.director;
