package io.github.lvs4j.healthcheck.check;

import static io.github.lvs4j.healthcheck.check.HttpReplyTest.md5;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class HttpReplyPropertyTest {

    @Property(tries = 300)
    void shouldNotDependOnHowTheBytesArrive(@ForAll @IntRange(min = 1, max = 60) int piece) {
        String text = "HTTP/1.1 404 Not Found\r\nA: b\r\nContent-Length: 20\r\n\r\n" + "0123456789".repeat(3);
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        HttpReply reply = new HttpReply();
        for (int at = 0; at < bytes.length; at += piece) {
            byte[] part = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece));
            assertThat(reply.add(part, part.length)).isTrue();
        }
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.bodyBytes()).isEqualTo(30);
        assertThat(reply.digest()).isEqualTo(md5("0123456789".repeat(2)));
    }

    @Property(tries = 1000)
    void shouldSurviveAnyBytes(@ForAll byte[] head, @ForAll byte[] tail) {
        HttpReply reply = new HttpReply();
        byte[] start = "HTTP/1.1 200 Content-Length:".getBytes(StandardCharsets.US_ASCII);
        byte[] end = {'\r', '\n', '\r', '\n'};
        reply.add(start, start.length);
        if (reply.add(head, head.length) && reply.add(end, 4)) {
            reply.add(tail, tail.length);
        }
        assertThat(reply.digest().hex()).hasSize(32);
    }
}
