package io.github.lvs4j.director.mail;

/**
 * A mail to be sent, before it has a sender and recipients.
 *
 * @param subject one line
 * @param body lines separated by a line feed
 */
public record MailMessage(String subject, String body) {

    /**
     * Keeps the subject on one line: a line break in it would start a header of its own.
     */
    public MailMessage {
        subject = subject.replace('\r', ' ').replace('\n', ' ');
    }
}
