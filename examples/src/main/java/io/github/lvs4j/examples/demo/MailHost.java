package io.github.lvs4j.examples.demo;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.lvs4j.netlink.namespace.NetworkNamespace;
import io.github.lvs4j.testkit.hosts.TestHost;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import java.util.List;

/** An SMTP server on a host's loopback address, port 25, that keeps what it receives. Thread-safe. */
public final class MailHost implements AutoCloseable {

    private final GreenMail server;

    private MailHost(GreenMail server) {
        this.server = server;
    }

    /**
     * Starts the server. Its threads inherit the host's network namespace from the one that starts them.
     *
     * @param host where
     * @return the running server
     */
    static MailHost start(TestHost host) {
        try (NetworkNamespace namespace = NetworkNamespace.at(host.namespacePath())) {
            return namespace.open(() -> {
                GreenMail server = new GreenMail(new ServerSetup(25, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
                server.start();
                return new MailHost(server);
            });
        }
    }

    /**
     * What was received so far.
     *
     * @return the mails in the order of their arrival
     */
    public List<MimeMessage> received() {
        return Arrays.asList(server.getReceivedMessages());
    }

    /**
     * The subjects of what was received so far.
     *
     * @return in the order of arrival
     */
    public List<String> subjects() {
        return received().stream().map(MailHost::subject).toList();
    }

    private static String subject(MimeMessage message) {
        try {
            return message.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException("a mail without a readable subject", e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
