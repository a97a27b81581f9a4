package io.github.lvs4j.healthcheck.check;

/**
 * The protocol named in the request. The reply is read until its end in any case, so a server that keeps the connection
 * open fails the check.
 */
public enum HttpProtocol {
    /** HTTP/1.0 and nothing said about the connection, which servers close by themselves. */
    HTTP_1_0("HTTP/1.0", false),
    /** HTTP/1.0 with {@code Connection: close} (keepalived's {@code 1.0C}). */
    HTTP_1_0_CLOSE("HTTP/1.0", true),
    /** HTTP/1.1 with {@code Connection: close}. Chunks, if the server sends them, are not decoded. */
    HTTP_1_1("HTTP/1.1", true);

    private final String text;
    private final boolean close;

    HttpProtocol(String text, boolean close) {
        this.text = text;
        this.close = close;
    }

    String text() {
        return text;
    }

    boolean saysClose() {
        return close;
    }
}
