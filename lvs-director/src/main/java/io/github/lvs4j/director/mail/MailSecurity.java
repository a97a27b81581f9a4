package io.github.lvs4j.director.mail;

/** How the connection to the mail server is protected. */
public enum MailSecurity {
    /** Plain SMTP (RFC 5321), as keepalived speaks it; port 25 by habit. */
    NONE,
    /** SMTP that must turn to TLS by STARTTLS (RFC 3207), with the server's name checked; port 587 by habit. */
    STARTTLS,
    /** TLS from the first byte (RFC 8314), with the server's name checked; port 465 by habit. */
    TLS
}
