package io.github.lvs4j.verification.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.healthcheck.CheckResult;
import io.github.lvs4j.healthcheck.Deadline;
import io.github.lvs4j.healthcheck.check.HttpChecker;
import io.github.lvs4j.healthcheck.check.HttpDigest;
import io.github.lvs4j.healthcheck.check.HttpUrl;
import io.github.lvs4j.healthcheck.check.TlsPolicy;
import io.github.lvs4j.testkit.junit.RequiresPeer;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.testkit.peers.Peers;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS against nginx with a certificate of openssl's making, for the name {@code shop.test} only. */
@RequiresPeer({"nginx", "genhash"})
@RequiresTool("openssl")
@Timeout(60)
final class TlsCheckerNginxTest {

    @TempDir
    private Path directory = Path.of("");

    private LocalNginx nginx;

    @BeforeEach
    void startNginx() throws Exception {
        Shell.run(List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=shop.test",
                "-addext",
                "subjectAltName=DNS:shop.test",
                "-keyout",
                directory.resolve("key.pem").toString(),
                "-out",
                directory.resolve("cert.pem").toString()));
        nginx = LocalNginx.start(directory, """
                ssl_certificate DIR/cert.pem;
                ssl_certificate_key DIR/key.pem;
                location /name { default_type text/plain; return 200 "[$ssl_server_name]"; }
                """);
        nginx.page("index.html", "secure\n".getBytes(StandardCharsets.US_ASCII));
    }

    @AfterEach
    void stopNginx() {
        nginx.close();
    }

    @Test
    void shouldDigestAsGenhashDoesWithoutVerification() throws Exception {
        HttpChecker checker = checker(TlsPolicy.withoutVerification(), "/");
        String genhash = Shell.run(Peers.require("genhash")
                .command("-S", "-s", "127.0.0.1", "-p", String.valueOf(nginx.port()), "-u", "/"));
        assertThat(HttpDigest.fetch(nginx.target(), checker, 0, Duration.ofSeconds(5))
                        .digest()
                        .hex())
                .isEqualTo(genhash.strip());
    }

    @Test
    void shouldBelieveOnlyATrustedCertificateWithTheRightName() throws Exception {
        TlsPolicy trusting = TlsPolicy.verifying(trusting(directory.resolve("cert.pem")));
        assertThat(check(trusting.withServerName("shop.test"))).isEqualTo(CheckResult.passed());
        assertThat(check(trusting.withServerName("other.test")).toString()).contains("failed", "other.test");
        assertThat(check(trusting).toString()).contains("failed", "127.0.0.1");
        TlsPolicy stranger = TlsPolicy.verifying(SSLContext.getDefault());
        assertThat(check(stranger.withServerName("shop.test"))).isInstanceOf(CheckResult.Failed.class);
        assertThat(check(TlsPolicy.withoutVerification())).isEqualTo(CheckResult.passed());
    }

    @Test
    void shouldIndicateAServerNameOnlyWhenGivenOne() throws Exception {
        TlsPolicy any = TlsPolicy.withoutVerification();
        assertThat(bodyBytes(any)).isEqualTo("[]".length());
        assertThat(bodyBytes(any.withServerName("shop.test"))).isEqualTo("[shop.test]".length());
    }

    @Test
    void shouldFailOnAServerThatSpeaksNoTls() throws Exception {
        try (ScriptedServer plain = new ScriptedServer("127.0.0.1", "HTTP/1.0 200 OK\r\n\r\n")) {
            HttpChecker checker = checker(TlsPolicy.withoutVerification(), "/");
            Deadline deadline = Deadline.in(Duration.ofSeconds(2));
            assertThat(checker.check(plain.target(), deadline)).isInstanceOf(CheckResult.Failed.class);
        }
    }

    @Test
    void shouldBeEqualWhenMadeAlike() throws Exception {
        TlsPolicy any = TlsPolicy.withoutVerification();
        assertThat(any).isEqualTo(TlsPolicy.withoutVerification());
        assertThat(any).isNotEqualTo(any.withServerName("shop.test"));
        assertThat(any).isNotEqualTo(TlsPolicy.verifying(SSLContext.getDefault()));
    }

    private CheckResult check(TlsPolicy policy) throws InterruptedException {
        return checker(policy, "/").check(nginx.target(), Deadline.in(Duration.ofSeconds(5)));
    }

    private long bodyBytes(TlsPolicy policy) throws InterruptedException {
        return HttpDigest.fetch(nginx.target(), checker(policy, "/name"), 0, Duration.ofSeconds(5))
                .bodyBytes();
    }

    private static HttpChecker checker(TlsPolicy policy, String path) {
        return HttpChecker.builder().addUrls(HttpUrl.of(path)).tls(policy).build();
    }

    private static SSLContext trusting(Path certificate) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null);
        try (InputStream in = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "nginx", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
