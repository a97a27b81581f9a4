package io.github.lvs4j.healthcheck.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.lvs4j.healthcheck.CheckResult;
import io.github.lvs4j.healthcheck.CheckTarget;
import io.github.lvs4j.healthcheck.Deadline;
import io.github.lvs4j.time.Ticker;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class HttpCheckerTest {

    private static final String HELLO = "HTTP/1.0 200 OK\r\nServer: raw\r\n\r\nhello";
    private static final String HELLO_MD5 = "5d41402abc4b2a76b9719d911017c592"; // printf hello | md5sum

    @Test
    void shouldPassOnSuccessWithTheRightBody() throws Exception {
        assertThat(check(HELLO, HttpUrl.of("/", HELLO_MD5))).isEqualTo(CheckResult.passed());
        assertThat(check(HELLO, HttpUrl.of("/"))).isEqualTo(CheckResult.passed());
    }

    @Test
    void shouldSendTheRequestAsKeepalivedDoes() throws Exception {
        try (RawServer server = RawServer.answering(HELLO)) {
            check(server, HttpChecker.of(HttpUrl.of("/a?b")));
            assertThat(server.requests.take())
                    .isEqualTo("GET /a?b HTTP/1.0\r\nUser-Agent: KeepAliveClient\r\nHost: "
                            + server.target().endpoint() + "\r\n\r\n");
            HttpUrl named = HttpUrl.builder().path("/").virtualHost("url.test").build();
            HttpChecker.Builder builder = HttpChecker.builder();
            builder.addUrls(named, HttpUrl.of("/x"))
                    .virtualHost("checker.test:8080")
                    .protocol(HttpProtocol.HTTP_1_1);
            HttpChecker checker = builder.build();
            checker.check(server.target(), 0, deadline(5000));
            assertThat(server.requests.take())
                    .isEqualTo("GET / HTTP/1.1\r\nUser-Agent: KeepAliveClient\r\nConnection: close\r\n"
                            + "Host: url.test\r\n\r\n");
            checker.check(server.target(), 1, deadline(5000));
            assertThat(server.requests.take())
                    .isEqualTo("GET /x HTTP/1.1\r\nUser-Agent: KeepAliveClient\r\nConnection: close\r\n"
                            + "Host: checker.test:8080\r\n\r\n");
        }
    }

    @Test
    void shouldPutIpv6InBracketsIntoTheHostHeader() {
        byte[] request = HttpRequest.encode(
                HttpChecker.of(HttpUrl.of("/")),
                HttpUrl.of("/"),
                CheckTarget.of("2001:db8::1", 80).endpoint());
        assertThat(new String(request, StandardCharsets.US_ASCII)).contains("\r\nHost: [2001:db8::1]:80\r\n\r\n");
    }

    @Test
    void shouldFailOnEachKindOfWrongReply() throws Exception {
        assertFailed("", HttpUrl.of("/"), "no complete header");
        assertFailed("HTTP/1.0 502 Bad Gateway\r\n\r\n", HttpUrl.of("/"), "status 502, wanted 200-299");
        assertFailed("nonsense\r\n\r\n", HttpUrl.of("/"), "status unreadable");
        assertFailed("HTTP/1.0 200 OK\r\n\r\nhallo", HttpUrl.of("/", HELLO_MD5), "digest ");
        assertFailed("HTTP/1.0 302 Found\r\nLocation: /\r\n\r\nhello", HttpUrl.of("/", HELLO_MD5), "status 302");
        assertFailed("HTTP/1.0 200 OK\r\nA: " + "a".repeat(5000) + "\r\n\r\n", HttpUrl.of("/"), "no complete header");
    }

    @Test
    void shouldNotLookAtTheBodyWhenOnlyAStatusIsAskedFor() throws Exception {
        HttpUrl found = HttpUrl.builder()
                .path("/")
                .statusCodes(StatusCodes.parse("302 404-410"))
                .build();
        assertThat(check("HTTP/1.0 404 Not Found\r\n\r\nwhatever", found)).isEqualTo(CheckResult.passed());
        assertFailed(HELLO, found, "status 200, wanted 302 404-410");
    }

    @Test
    void shouldGiveEachReadItsOwnTime() throws Exception {
        RawServer.Treatment dripping = socket -> {
            OutputStream out = socket.getOutputStream();
            for (byte b : HELLO.getBytes(StandardCharsets.US_ASCII)) {
                out.write(b);
                new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            }
        };
        try (RawServer server = new RawServer("127.0.0.1", dripping)) {
            HttpChecker checker = HttpChecker.of(HttpUrl.of("/", HELLO_MD5));
            Deadline patient = Deadline.of(Duration.ofMillis(500), Duration.ofSeconds(20), Ticker.system());
            assertThat(checker.check(server.target(), patient)).isEqualTo(CheckResult.passed());
            Deadline bounded = Deadline.of(Duration.ofMillis(500), Duration.ofMillis(400), Ticker.system());
            assertThat(checker.check(server.target(), bounded).toString())
                    .contains("time for the whole probe was over");
        }
    }

    @Test
    void shouldFailAfterASilenceWhateverCameBefore() throws Exception {
        RawServer.Treatment halfOpen = socket -> {
            socket.getOutputStream().write(HELLO.getBytes(StandardCharsets.US_ASCII));
            new CountDownLatch(1).await();
        };
        try (RawServer server = new RawServer("127.0.0.1", halfOpen)) {
            long start = System.nanoTime();
            Deadline deadline = Deadline.of(Duration.ofMillis(200), Duration.ofSeconds(20), Ticker.system());
            CheckResult result = HttpChecker.of(HttpUrl.of("/")).check(server.target(), deadline);
            assertThat(result.toString())
                    .contains("no data and no end of the reply")
                    .contains("after " + HELLO.length() + " bytes");
            assertThat(System.nanoTime() - start).isBetween(190_000_000L, 5_000_000_000L);
        }
    }

    @Test
    void shouldFailWhenThePeerResets() throws Exception {
        RawServer.Treatment resetting = socket -> {
            socket.getOutputStream().write(HELLO.getBytes(StandardCharsets.US_ASCII));
            socket.setSoLinger(true, 0);
        };
        try (RawServer server = new RawServer("127.0.0.1", resetting)) {
            assertThat(check(server, HttpChecker.of(HttpUrl.of("/")))).isInstanceOf(CheckResult.Failed.class);
        }
    }

    @Test
    void shouldEndSoonAfterAnInterrupt() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        RawServer.Treatment silent = socket -> {
            asked.countDown();
            new CountDownLatch(1).await();
        };
        try (RawServer server = new RawServer("127.0.0.1", silent)) {
            Thread checking = new Thread(() -> {
                try {
                    HttpChecker.of(HttpUrl.of("/")).check(server.target(), deadline(60_000));
                } catch (InterruptedException e) {
                    return; // as it should be; the join below sees it
                }
            });
            checking.start();
            assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
            checking.interrupt();
            checking.join(10_000);
            assertThat(checking.isAlive()).isFalse();
        }
    }

    @Test
    void shouldFetchEachUrlWhenCheckedAsAWhole() throws Exception {
        try (RawServer server = RawServer.answering(HELLO)) {
            HttpChecker checker = HttpChecker.of(HttpUrl.of("/1"), HttpUrl.of("/2", "0".repeat(32)), HttpUrl.of("/3"));
            assertThat(checker.probes()).isEqualTo(3);
            assertThat(check(server, checker).toString()).contains("/2: digest " + HELLO_MD5);
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void shouldDigestWhateverTheStatus() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.0 404 Not Found\r\n\r\nhello")) {
            HttpDigest digest = HttpDigest.fetch(server.target(), "/", Duration.ofSeconds(5));
            assertThat(digest).isEqualTo(new HttpDigest(new BodyDigest(HELLO_MD5), 404, 5));
        }
    }

    @Test
    void shouldRefuseWhatCannotBeSentOrMeant() {
        assertThatIllegalArgumentException().isThrownBy(() -> HttpUrl.of("/a b"));
        assertThatIllegalArgumentException().isThrownBy(() -> HttpUrl.of("/\r\nX: y"));
        assertThatIllegalArgumentException().isThrownBy(() -> HttpUrl.of("")).withMessageContaining("empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpUrl.of("/", "3ef1"))
                .withMessageContaining("3ef1");
        assertThatIllegalArgumentException().isThrownBy(() -> HttpChecker.of()).withMessageContaining("at least one");
        assertThatIllegalArgumentException().isThrownBy(() -> StatusCodes.parse("2xx"));
        assertThatIllegalArgumentException().isThrownBy(() -> StatusCodes.parse("299-200"));
        assertThatIllegalArgumentException().isThrownBy(() -> StatusCodes.of(600));
    }

    @Test
    void shouldBeEqualWhenMadeAlike() {
        HttpChecker one = HttpChecker.of(HttpUrl.of("/", HELLO_MD5));
        assertThat(one).isEqualTo(HttpChecker.of(HttpUrl.of("/", HELLO_MD5.toUpperCase(Locale.ROOT))));
        assertThat(one).hasToString("HTTP GET [/]");
        assertThat(StatusCodes.parse("200 201-299"))
                .isEqualTo(StatusCodes.SUCCESS)
                .hasToString("200-299");
    }

    private static void assertFailed(String reply, HttpUrl url, String words) throws Exception {
        CheckResult result = check(reply, url);
        assertThat(result).isInstanceOf(CheckResult.Failed.class);
        assertThat(result.toString()).contains(words);
    }

    private static CheckResult check(String reply, HttpUrl url) throws Exception {
        try (RawServer server = RawServer.answering(reply)) {
            return check(server, HttpChecker.of(url));
        }
    }

    private static CheckResult check(RawServer server, HttpChecker checker) throws InterruptedException {
        return checker.check(server.target(), deadline(5000));
    }

    private static Deadline deadline(long millis) {
        return Deadline.in(Duration.ofMillis(millis));
    }
}
