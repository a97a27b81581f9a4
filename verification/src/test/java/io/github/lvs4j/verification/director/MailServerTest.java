package io.github.lvs4j.verification.director;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.lvs4j.director.mail.MailCredentials;
import io.github.lvs4j.director.mail.MailMessage;
import io.github.lvs4j.director.mail.MailQueue;
import io.github.lvs4j.director.mail.MailSecurity;
import io.github.lvs4j.director.mail.MailSettings;
import io.github.lvs4j.director.mail.MailTexts;
import io.github.lvs4j.director.mail.MailTransport;
import io.github.lvs4j.testkit.hosts.Eventually;
import io.github.lvs4j.vrrp.VrrpState;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Mail as a real SMTP server receives it, down to the raw header lines. */
@Timeout(60)
class MailServerTest {

    private static final MailTexts TEXTS = new MailTexts("DEMO");

    private GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    private int port = 25;

    @AfterEach
    void stopTheServer() {
        server.stop();
    }

    @Test
    void shouldArriveWithTheSubjectAndBodyThatKeepalivedWrites() throws Exception {
        start();

        MailTransport.smtp().deliver(settings().build(), TEXTS.syncGroup("HK_GRP1", VrrpState.MASTER));

        MimeMessage mail = received();
        assertThat(headers(mail))
                .contains("Subject: [DEMO] VRRP Group HK_GRP1 - Entering MASTER state")
                .contains("From: lvs@higkoo.org")
                .contains("To: admin@higkoo.org, Op Two <op2@higkoo.org>")
                .anyMatch(line -> line.startsWith("Date: "));
        assertThat(GreenMailUtil.getBody(mail).strip())
                .isEqualTo("=> All VRRP group instances are now in MASTER state <=");
        assertThat(server.getReceivedMessages()).hasSize(2);
    }

    @Test
    void shouldCarryUtf8InSubjectAndBody() throws Exception {
        start();

        MailTransport.smtp().deliver(settings().build(), new MailMessage("[主机] VRRP Group 一组", "=> 状态 <="));

        MimeMessage mail = received();
        assertThat(headers(mail)).anyMatch(line -> line.startsWith("Subject: =?UTF-8?"));
        assertThat(mail.getSubject()).isEqualTo("[主机] VRRP Group 一组");
        assertThat(mail.getContent()).asString().contains("=> 状态 <=");
    }

    @Test
    void shouldWaitForAServerThatComesBack() throws Exception {
        start();
        server.stop();
        List<String> failures = new CopyOnWriteArrayList<>();
        MailSettings settings = MailSettings.builder()
                .from(settings().build())
                .attempts(1000)
                .retryDelay(Duration.ofMillis(50))
                .build();
        CountDownLatch failed = new CountDownLatch(1);
        MailTransport transport = (to, message) -> {
            try {
                MailTransport.smtp().deliver(to, message);
            } catch (IOException e) {
                failed.countDown();
                throw e;
            }
        };
        try (MailQueue queue = new MailQueue(settings, transport, (where, e) -> failures.add(where))) {
            queue.offer(TEXTS.virtualRouter("LVS_WAN", VrrpState.BACKUP));
            queue.offer(TEXTS.virtualRouter("LVS_WAN", VrrpState.MASTER));
            assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();
            server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
            server.start();
            Eventually.within(Duration.ofSeconds(20), "two deliveries", () -> queue.delivered() == 2);
        }

        assertThat(failures).isEmpty();
        assertThat(server.getReceivedMessages()[0].getSubject()).endsWith("Entering BACKUP state");
        // The server shows one mailbox after the other.
        assertThat(server.getReceivedMessages()[1].getSubject()).endsWith("Entering MASTER state");
    }

    @Test
    void shouldSayWhichServerDoesNotAnswer() {
        start();
        server.stop();

        assertThatThrownBy(() -> MailTransport.smtp().deliver(settings().build(), new MailMessage("s", "b")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1 port " + port);
    }

    @Test
    void shouldAuthenticateOverTlsToAServerItBelieves(@TempDir Path directory) throws Exception {
        Path keys = certificate(directory);
        System.setProperty("greenmail.tls.keystore.file", keys.toString());
        System.setProperty("greenmail.tls.keystore.password", "changeit");
        try {
            server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
            server.setUser("lvs@higkoo.org", "lvs", "secret");
            server.start();
            port = server.getSmtps().getPort();
        } finally {
            System.clearProperty("greenmail.tls.keystore.file");
            System.clearProperty("greenmail.tls.keystore.password");
        }
        MailSettings.Builder settings = settings();
        settings.security(MailSecurity.TLS).credentials(new MailCredentials("lvs", "secret"));

        MailSettings distrusting = settings.build();
        assertThatThrownBy(() -> MailTransport.smtp().deliver(distrusting, new MailMessage("s", "b")))
                .isInstanceOf(IOException.class);
        MailSettings trusting = settings.tlsContext(trust(keys)).build();
        MailTransport.smtp().deliver(trusting, new MailMessage("over TLS", "b"));

        assertThat(server.getReceivedMessages()[0].getSubject()).isEqualTo("over TLS");
        MailSettings stranger = MailSettings.builder()
                .from(trusting)
                .credentials(new MailCredentials("lvs", "wrong"))
                .build();
        assertThatThrownBy(() -> MailTransport.smtp().deliver(stranger, new MailMessage("s", "b")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void shouldRefuseToSendAPasswordInClear() {
        assertThatThrownBy(() -> settings()
                        .credentials(new MailCredentials("lvs", "secret"))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("STARTTLS or TLS");
    }

    private void start() {
        server.start();
        port = server.getSmtp().getPort();
    }

    private MailSettings.Builder settings() {
        MailSettings.Builder builder = MailSettings.builder();
        builder.server("127.0.0.1")
                .port(port)
                .sender("lvs@higkoo.org")
                .addRecipients("admin@higkoo.org", "Op Two <op2@higkoo.org>")
                .timeout(Duration.ofSeconds(5));
        return builder;
    }

    private MimeMessage received() {
        assertThat(server.waitForIncomingEmail(10_000, 1)).isTrue();
        return server.getReceivedMessages()[0];
    }

    private static List<String> headers(MimeMessage mail) {
        return GreenMailUtil.getHeaders(mail)
                .replace("\r\n\t", " ")
                .replace("\r\n ", " ")
                .lines()
                .toList();
    }

    private static Path certificate(Path directory) throws IOException, InterruptedException {
        Path keys = directory.resolve("server.p12");
        int status = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=mail",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        "changeit")
                .inheritIO()
                .start()
                .waitFor();
        assertThat(status).isZero();
        return keys;
    }

    private static SSLContext trust(Path keys) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, "changeit".toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", store.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
