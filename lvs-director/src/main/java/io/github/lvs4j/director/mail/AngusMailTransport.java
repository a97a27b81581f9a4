package io.github.lvs4j.director.mail;

import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;

/**
 * The only class that knows angus-mail: it must not be loaded before somebody has looked whether that is there. Stateless.
 */
final class AngusMailTransport implements MailTransport {

    @Override
    public void deliver(MailSettings settings, MailMessage message) throws IOException {
        try {
            Session session = session(settings);
            MimeMessage mail = new MimeMessage(session);
            mail.setFrom(new InternetAddress(settings.sender(), false));
            for (String recipient : settings.recipients()) {
                mail.addRecipient(Message.RecipientType.TO, new InternetAddress(recipient, false));
            }
            mail.setSubject(message.subject(), "UTF-8");
            mail.setHeader("X-Mailer", "lvs4j");
            mail.setSentDate(Date.from(Instant.now()));
            mail.setText(message.body() + "\n", "UTF-8");
            Transport.send(mail);
        } catch (MessagingException e) {
            throw new IOException(
                    "mail server " + settings.server() + " port " + settings.port() + ": " + e.getMessage(), e);
        }
    }

    private static Session session(MailSettings settings) {
        String protocol = settings.security() == MailSecurity.TLS ? "smtps" : "smtp";
        String timeout = Long.toString(settings.timeout().toMillis());
        Properties properties = new Properties();
        String prefix = "mail." + protocol + ".";
        properties.setProperty("mail.transport.protocol", protocol);
        properties.setProperty("mail.transport.protocol.rfc822", protocol);
        properties.setProperty(prefix + "host", settings.server());
        properties.setProperty(prefix + "port", Integer.toString(settings.port()));
        properties.setProperty(prefix + "connectiontimeout", timeout);
        properties.setProperty(prefix + "timeout", timeout);
        properties.setProperty(prefix + "writetimeout", timeout);
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        if (settings.security() == MailSecurity.STARTTLS) {
            properties.setProperty(prefix + "starttls.enable", "true");
            properties.setProperty(prefix + "starttls.required", "true");
        }
        settings.tlsContext()
                .ifPresent(context -> properties.put(prefix + "ssl.socketFactory", context.getSocketFactory()));
        settings.greeting().ifPresent(name -> properties.setProperty(prefix + "localhost", name));
        if (settings.credentials().isEmpty()) {
            return Session.getInstance(properties);
        }
        MailCredentials credentials = settings.credentials().get();
        properties.setProperty(prefix + "auth", "true");
        return Session.getInstance(properties, new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(credentials.user(), credentials.password());
            }
        });
    }
}
