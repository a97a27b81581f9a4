package io.github.lvs4j.director.mail;

import io.github.lvs4j.style.LvsStyle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.immutables.value.Value;

/** Where mail goes and how. Immutable. */
@LvsStyle
@Value.Immutable
public abstract class MailSettings {

    MailSettings() {}

    /**
     * Starts settings.
     *
     * @return an empty builder; {@link Builder#server}, {@link Builder#sender} and a recipient must be given
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The mail server.
     *
     * @return its address or name; a name is looked up on the mail thread at each delivery
     */
    public abstract String server();

    /**
     * The mail server's port.
     *
     * @return 1 to 65535; 25 unless set
     */
    @Value.Default
    public int port() {
        return 25;
    }

    /**
     * The sender.
     *
     * @return an address, with or without a display name
     */
    public abstract String sender();

    /**
     * The recipients.
     *
     * @return one address or more, each with or without a display name
     */
    public abstract List<String> recipients();

    /**
     * The name we greet the server with.
     *
     * @return empty for this host's own name
     */
    public abstract Optional<String> greeting();

    /**
     * The longest wait for a connection and for each reply.
     *
     * @return 30 s unless set
     */
    @Value.Default
    public Duration timeout() {
        return Duration.ofSeconds(30);
    }

    /**
     * Protection of the connection.
     *
     * @return {@link MailSecurity#NONE} unless set
     */
    @Value.Default
    public MailSecurity security() {
        return MailSecurity.NONE;
    }

    /**
     * Whose certificates are believed.
     *
     * @return empty for the JDK's own trust store
     */
    public abstract Optional<SSLContext> tlsContext();

    /**
     * Credentials for SMTP AUTH.
     *
     * @return empty if the server takes our mail without
     */
    public abstract Optional<MailCredentials> credentials();

    /**
     * How many messages may wait; those beyond are dropped and reported.
     *
     * @return at least 1; 256 unless set
     */
    @Value.Default
    public int queueCapacity() {
        return 256;
    }

    /**
     * How often a message is tried before it is given up and reported.
     *
     * @return at least 1; 5 unless set (keepalived: 1)
     */
    @Value.Default
    public int attempts() {
        return 5;
    }

    /**
     * The wait after a failed attempt; it doubles with each one, up to ten minutes.
     *
     * @return 10 s unless set
     */
    @Value.Default
    public Duration retryDelay() {
        return Duration.ofSeconds(10);
    }

    @Value.Check
    void check() {
        require(!server().isBlank(), "mail server is empty; give an address or a name");
        require(port() >= 1 && port() <= 65535, "mail server port " + port() + " is out of range: 1 to 65535");
        require(!recipients().isEmpty(), "mail has no recipient; add one or leave the mail settings out");
        require(recipients().stream().noneMatch(MailSettings::broken), "mail recipient is empty or has a line break");
        require(!broken(sender()), "mail sender is empty or has a line break");
        require(queueCapacity() >= 1, "mail queue capacity " + queueCapacity() + " is out of range: at least 1");
        require(attempts() >= 1, "mail attempts " + attempts() + " is out of range: at least 1");
        require(!timeout().isNegative() && !timeout().isZero(), "mail timeout " + timeout() + " must be positive");
        require(
                !retryDelay().isNegative() && retryDelay().compareTo(Duration.ofDays(1)) <= 0,
                "mail retry delay " + retryDelay() + " is out of range: zero to a day");
        require(
                credentials().isEmpty() || security() != MailSecurity.NONE,
                "mail credentials would cross the network in clear; set security to STARTTLS or TLS");
    }

    private static boolean broken(String address) {
        return address.isBlank() || address.chars().anyMatch(c -> c == '\r' || c == '\n');
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Builds {@link MailSettings}. Confined to one thread. {@code build()} checks what the accessors promise. */
    public static final class Builder extends ImmutableMailSettings.Builder {
        Builder() {}
    }
}
