package io.github.lvs4j.verification.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.healthcheck.CheckTarget;
import io.github.lvs4j.healthcheck.check.HttpChecker;
import io.github.lvs4j.healthcheck.check.HttpDigest;
import io.github.lvs4j.healthcheck.check.HttpProtocol;
import io.github.lvs4j.healthcheck.check.HttpUrl;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.testkit.junit.RequiresPeer;
import io.github.lvs4j.testkit.peers.Peers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our digest and our request beside those of keepalived's genhash, which is its checker's own code. */
@RequiresPeer("genhash")
@Timeout(60)
final class GenhashComparisonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.0 200 OK\r\n\r\nhello",
                "HTTP/1.0 200 OK\r\n\r\n",
                "HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 302 Found\r\nLocation: /\r\n\r\nmoved",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhello surplus",
                "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nhello surplus",
                "HTTP/1.1 200 OK\r\nCONTENT-LENGTH: 3\r\n\r\nhello surplus",
                "HTTP/1.1 200 OK\r\nContent-Length: 300\r\n\r\nshort",
                "HTTP/1.1 200 OK\r\nContent-Length:3\r\n\r\nhello surplus",
                "HTTP/1.1 200 OK\r\nContent-Length:   3\r\n\r\nhello surplus",
                "HTTP/1.1 200 OK\r\nContent-Length: 3 \r\n\r\nhello surplus",
                "HTTP/1.1 200 OK\r\nX-Content-Length: 3\r\n\r\nhello surplus",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\u001f\u008b\b\u0000\u00ff",
                "nonsense\r\n\r\nbody"
            })
    void shouldPrintTheSameDigestAsGenhash(String reply) throws Exception {
        try (ScriptedServer server = new ScriptedServer("127.0.0.1", reply)) {
            String genhash = genhash(server.target(), "/");
            HttpDigest ours = HttpDigest.fetch(server.target(), "/", Duration.ofSeconds(5));
            assertThat(ours.digest().hex()).isEqualTo(genhash.strip());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, /, 1.0, ",
        "127.0.0.1, /a/b?c=d, 1.0c, ",
        "127.0.0.1, /, 1.1, ",
        "127.0.0.1, /, 1.0, shop.test",
        "127.0.0.1, /, 1.1, shop.test:8080",
        "::1, /, 1.0, ",
        "::1, /, 1.1, shop.test"
    })
    void shouldSendTheSameBytesAsGenhash(String address, String path, String protocol, String virtualHost)
            throws Exception {
        try (ScriptedServer server = new ScriptedServer(address, "HTTP/1.0 200 OK\r\n\r\nhello")) {
            List<String> more = new ArrayList<>(List.of("-P", protocol));
            Optional<String> host = Optional.ofNullable(virtualHost);
            host.ifPresent(name -> more.addAll(List.of("-V", name)));
            genhash(server.target(), path, more.toArray(String[]::new));
            HttpChecker checker = HttpChecker.builder()
                    .addUrls(HttpUrl.of(path))
                    .protocol(protocol(protocol))
                    .virtualHost(host)
                    .build();
            HttpDigest.fetch(server.target(), checker, 0, Duration.ofSeconds(5));
            String theirs = server.requests.poll(5, TimeUnit.SECONDS);
            assertThat(server.requests.poll(5, TimeUnit.SECONDS)).isEqualTo(theirs);
        }
    }

    private static HttpProtocol protocol(String name) {
        return switch (name) {
            case "1.0" -> HttpProtocol.HTTP_1_0;
            case "1.0c" -> HttpProtocol.HTTP_1_0_CLOSE;
            default -> HttpProtocol.HTTP_1_1;
        };
    }

    private static String genhash(CheckTarget target, String path, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "-s",
                IpAddress.format(target.endpoint().address()),
                "-p",
                String.valueOf(target.endpoint().port()),
                "-u",
                path));
        arguments.addAll(List.of(more));
        return Shell.run(Peers.require("genhash").command(arguments.toArray(String[]::new)));
    }
}
