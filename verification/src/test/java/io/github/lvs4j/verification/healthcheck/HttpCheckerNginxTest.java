package io.github.lvs4j.verification.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.healthcheck.CheckResult;
import io.github.lvs4j.healthcheck.CheckTarget;
import io.github.lvs4j.healthcheck.Deadline;
import io.github.lvs4j.healthcheck.HealthChecker;
import io.github.lvs4j.healthcheck.check.HttpChecker;
import io.github.lvs4j.healthcheck.check.HttpDigest;
import io.github.lvs4j.healthcheck.check.HttpProtocol;
import io.github.lvs4j.healthcheck.check.HttpUrl;
import io.github.lvs4j.healthcheck.check.StatusCodes;
import io.github.lvs4j.healthcheck.check.TcpConnectChecker;
import io.github.lvs4j.testkit.junit.RequiresPeer;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.time.Ticker;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The stock checkers against nginx, and their digest against what curl and md5sum make of the same page. */
@RequiresPeer("nginx")
@RequiresTool({"curl", "md5sum"})
@Timeout(60)
final class HttpCheckerNginxTest {

    private static final Duration STEP = Duration.ofSeconds(5);

    @TempDir
    private Path directory = Path.of("");

    private LocalNginx nginx;
    private int deadPort;

    @BeforeEach
    void startNginx() throws IOException {
        deadPort = LocalNginx.freePort();
        nginx = LocalNginx.start(directory, """
                location /gone { proxy_pass http://127.0.0.1:DEAD; }
                location /moved { return 302 /index.html; }
                location /host { default_type text/plain; return 200 "$host $request\\n"; }
                location /slow { limit_rate 4k; }
                """.replace("DEAD", String.valueOf(deadPort)));
    }

    @AfterEach
    void stopNginx() {
        nginx.close();
    }

    @Test
    void shouldDigestAsCurlAndMd5sumDo() throws Exception {
        byte[] body = new byte[300_000];
        new Random(1).nextBytes(body);
        nginx.page("page", body);
        String md5sum = Shell.run(List.of("sh", "-c", "curl -s " + nginx.url("/page") + " | md5sum"))
                .substring(0, 32);
        HttpDigest digest = HttpDigest.fetch(nginx.target(), "/page", STEP);
        assertThat(digest.digest().hex()).isEqualTo(md5sum);
        assertThat(digest.bodyBytes()).isEqualTo(body.length);
        assertThat(check(HttpUrl.of("/page", md5sum))).isEqualTo(CheckResult.passed());
    }

    @Test
    void shouldNoticeAChangedBodyByItsDigestOnly() throws Exception {
        nginx.page("index.html", "before\n".getBytes(StandardCharsets.US_ASCII));
        String digest = HttpDigest.fetch(nginx.target(), "/", STEP).digest().hex();
        nginx.page("index.html", "after\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(check(HttpUrl.of("/", digest)).toString()).contains("digest", digest);
        assertThat(check(HttpUrl.of("/"))).isEqualTo(CheckResult.passed());
        assertThat(tcp()).isEqualTo(CheckResult.passed());
    }

    @Test
    void shouldNoticeABadGatewayThatATcpCheckCannotSee() throws Exception {
        assertThat(check(HttpUrl.of("/gone")).toString()).contains("status 502, wanted 200-299");
        assertThat(tcp()).isEqualTo(CheckResult.passed());
    }

    @Test
    void shouldNotFollowARedirect() throws Exception {
        nginx.page("index.html", "here\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(check(HttpUrl.of("/moved")).toString()).contains("status 302");
        HttpUrl wanted = HttpUrl.builder()
                .path("/moved")
                .statusCodes(StatusCodes.of(302))
                .build();
        assertThat(check(wanted)).isEqualTo(CheckResult.passed());
    }

    @Test
    void shouldReachTheVirtualHostInEveryProtocol() throws Exception {
        for (HttpProtocol protocol : HttpProtocol.values()) {
            HttpChecker.Builder builder = HttpChecker.builder();
            builder.addUrls(HttpUrl.of("/host")).virtualHost("shop.test").protocol(protocol);
            HttpDigest digest = HttpDigest.fetch(nginx.target(), builder.build(), 0, STEP);
            String version = protocol == HttpProtocol.HTTP_1_1 ? "1.1" : "1.0";
            String said = "shop.test GET /host HTTP/" + version + "\n";
            assertThat(digest.bodyBytes()).isEqualTo(said.length());
            assertThat(digest.status()).isEqualTo(200);
        }
    }

    @Test
    void shouldWaitForASlowBodyAsLongAsItFlowsAndNoLongerThanTheWhole() throws Exception {
        nginx.page("slow", new byte[12_000]);
        HttpChecker checker = HttpChecker.of(HttpUrl.of("/slow"));
        Deadline patient = Deadline.of(Duration.ofMillis(2500), Duration.ofSeconds(30), Ticker.system());
        assertThat(checker.check(nginx.target(), patient)).isEqualTo(CheckResult.passed());
        Deadline bounded = Deadline.of(Duration.ofMillis(2500), Duration.ofMillis(700), Ticker.system());
        assertThat(checker.check(nginx.target(), bounded)).isInstanceOf(CheckResult.Failed.class);
    }

    @Test
    void shouldFailOnAServerThatAcceptsAndNeverAnswers() throws Exception {
        try (ServerSocket halfOpen = new ServerSocket(deadPort)) {
            CheckTarget target = CheckTarget.of("127.0.0.1", deadPort);
            Deadline deadline = Deadline.of(Duration.ofMillis(200), STEP, Ticker.system());
            assertThat(HttpChecker.of(HttpUrl.of("/")).check(target, deadline).toString())
                    .contains("no data");
            assertThat(new TcpConnectChecker().check(target, Deadline.in(STEP))).isEqualTo(CheckResult.passed());
            halfOpen.setSoTimeout(5000);
            try (Socket asked = halfOpen.accept()) {
                asked.setSoTimeout(5000);
                assertThat(readToEnd(asked)).as("our side closed in order").contains("GET / HTTP/1.0");
            }
        }
    }

    @Test
    void shouldFailWhenTheServerIsStopped() throws Exception {
        nginx.page("index.html", new byte[1]);
        assertThat(tcp()).isEqualTo(CheckResult.passed());
        nginx.close();
        assertThat(tcp()).isEqualTo(CheckResult.failed("Connection refused"));
        assertThat(check(HttpUrl.of("/"))).isEqualTo(CheckResult.failed("Connection refused"));
    }

    private static String readToEnd(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the checker left its connection open", e);
        }
    }

    private CheckResult check(HttpUrl url) throws InterruptedException {
        return ask(HttpChecker.of(url));
    }

    private CheckResult tcp() throws InterruptedException {
        return ask(new TcpConnectChecker());
    }

    private CheckResult ask(HealthChecker checker) throws InterruptedException {
        return checker.check(nginx.target(), Deadline.in(STEP));
    }
}
