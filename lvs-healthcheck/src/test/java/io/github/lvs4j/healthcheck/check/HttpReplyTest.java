package io.github.lvs4j.healthcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

final class HttpReplyTest {

    @Test
    void shouldReadStatusAndHashTheBody() {
        HttpReply reply = reply("HTTP/1.1 200 OK\r\nServer: x\r\n\r\nhello");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.digest()).isEqualTo(md5("hello"));
        assertThat(reply.bodyBytes()).isEqualTo(5);
    }

    @Test
    void shouldStopHashingAtTheAnnouncedLength() {
        assertThat(reply("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhello").digest())
                .isEqualTo(md5("hel"));
    }

    @Test
    void shouldIgnoreALengthThatIsSpelledOtherwise() {
        assertThat(reply("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nhello").digest())
                .isEqualTo(md5("hello"));
        assertThat(reply("HTTP/1.1 200 OK\r\nContent-Length : 3\r\n\r\nhello").digest())
                .isEqualTo(md5("hello"));
        assertThat(reply("HTTP/1.1 200 OK\r\nContent-Length: 3 \r\n\r\nhello").digest())
                .isEqualTo(md5("hello"));
        assertThat(reply("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nhello").digest())
                .isEqualTo(md5("hello"));
    }

    @Test
    void shouldHashAShortBodyAsItCame() {
        assertThat(reply("HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\nhello").digest())
                .isEqualTo(md5("hello"));
    }

    @Test
    void shouldHashChunkFramingAsItIs() {
        String chunks = "5\r\nhello\r\n0\r\n\r\n";
        assertThat(reply("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks)
                        .digest())
                .isEqualTo(md5(chunks));
    }

    @Test
    void shouldReadNoStatusFromAMalformedLine() {
        assertThat(reply("HTTP/1.1\r\n\r\n").status()).isZero();
        assertThat(reply("HTTP/1.1 20\r\n\r\n").status()).isZero();
        assertThat(reply("HTTP/1.1 200\r\nA: b\r\n\r\n").status()).isZero();
        assertThat(reply("HTTP/1.1  200 OK\r\n\r\n").status()).isZero();
        assertThat(reply("HTTP/1.1 2000 OK\r\n\r\n").status()).isZero();
        assertThat(reply("HTTP/1.1 2x0 OK\r\n\r\n").status()).isZero();
        assertThat(reply("HTTP/1.1\r\nA: b 200 c\r\n\r\n").status()).isZero();
        assertThat(reply("\r\n\r\n").status()).isZero();
    }

    @Test
    void shouldAcceptAHeaderOf4095BytesAndNoLongerOne() {
        assertThat(reply(headerOf(4095) + "hello").digest()).isEqualTo(md5("hello"));
        HttpReply tooLong = new HttpReply();
        byte[] bytes = headerOf(4096).getBytes(StandardCharsets.US_ASCII);
        assertThat(tooLong.add(bytes, bytes.length)).isFalse();
        assertThat(tooLong.hasHeader()).isFalse();
    }

    @Test
    void shouldHaveNoHeaderWithoutAnEmptyLine() {
        assertThat(reply("").hasHeader()).isFalse();
        assertThat(reply("HTTP/1.1 200 OK\r\n").hasHeader()).isFalse();
        assertThat(reply("HTTP/1.1 200 OK\n\nhello").hasHeader()).isFalse();
    }

    private static String headerOf(int bytes) {
        String start = "HTTP/1.1 200 OK\r\nA: ";
        return start + "a".repeat(bytes - start.length() - 4) + "\r\n\r\n";
    }

    private static HttpReply reply(String text) {
        HttpReply reply = new HttpReply();
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(reply.add(bytes, bytes.length)).isTrue();
        return reply;
    }

    static BodyDigest md5(String body) {
        MessageDigest md5 = BodyDigest.md5();
        return BodyDigest.of(md5.digest(body.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
