package io.github.lvs4j.director.mail;

import io.github.lvs4j.error.NotSupportedException;
import java.io.IOException;

/** Carries one message to a mail server. Called on the mail thread alone; may block within the settings' time-outs. */
@FunctionalInterface
public interface MailTransport {

    /**
     * Delivers a message or fails; when it returns, the server has taken responsibility.
     *
     * @param settings where to and from whom
     * @param message what
     * @throws IOException when the server cannot be reached or refuses; the message may be tried again
     */
    void deliver(MailSettings settings, MailMessage message) throws IOException;

    /**
     * SMTP by angus-mail, an optional dependency of the program. Text beyond ASCII goes as UTF-8, in headers as RFC 2047
     * has it.
     *
     * @return the transport
     * @throws NotSupportedException if angus-mail is absent; the message names the artifact to add
     */
    static MailTransport smtp() {
        try {
            Class.forName("org.eclipse.angus.mail.smtp.SMTPTransport", false, MailTransport.class.getClassLoader());
            return new AngusMailTransport();
        } catch (ClassNotFoundException | LinkageError e) {
            throw new NotSupportedException(
                    "send mail",
                    0,
                    "",
                    "angus-mail is absent: add org.eclipse.angus:angus-mail to the program, or leave mail out");
        }
    }
}
