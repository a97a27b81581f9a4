package io.github.lvs4j.healthcheck.check;

import io.github.lvs4j.net.Endpoint;
import java.nio.charset.StandardCharsets;

/** The bytes of a request, header by header as keepalived's checker sends them; servers and logs may know them by it. */
final class HttpRequest {

    private HttpRequest() {}

    static byte[] encode(HttpChecker checker, HttpUrl url, Endpoint endpoint) {
        // An endpoint prints IPv6 in brackets, as the Host header wants it (RFC 9110, section 7.2).
        String host = url.virtualHost().or(checker::virtualHost).orElseGet(endpoint::toString);
        String request = "GET " + url.path() + " " + checker.protocol().text() + "\r\n"
                + "User-Agent: KeepAliveClient\r\n"
                + (checker.protocol().saysClose() ? "Connection: close\r\n" : "")
                + "Host: " + host + "\r\n"
                + "\r\n";
        return request.getBytes(StandardCharsets.UTF_8);
    }
}
