package io.github.lvs4j.healthcheck.check;

import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.healthcheck.CheckTarget;
import io.github.lvs4j.healthcheck.Deadline;
import io.github.lvs4j.time.Ticker;
import java.time.Duration;

/**
 * The digest to write into a configuration: what keepalived's {@code genhash} prints. It is taken whatever the status, by
 * the same code that later checks it. Immutable.
 *
 * @param digest the MD5 of the body
 * @param status the status that came with it, or 0 if it cannot be read; a digest of an error page is rarely wanted
 * @param bodyBytes how many bytes the body has
 */
public record HttpDigest(BodyDigest digest, int status, long bodyBytes) {

    /**
     * Fetches a page over plain HTTP/1.0. Blocks; any thread.
     *
     * @param target whom to ask
     * @param path as in {@link HttpUrl#path}
     * @param timeout for each step, as in a health policy
     * @return its digest
     * @throws LvsException if there was no reply; the message says why
     * @throws InterruptedException if the thread was interrupted
     */
    public static HttpDigest fetch(CheckTarget target, String path, Duration timeout) throws InterruptedException {
        return fetch(target, HttpChecker.of(HttpUrl.of(path)), 0, timeout);
    }

    /**
     * Fetches a page as the given checker would. Blocks; any thread.
     *
     * @param target whom to ask
     * @param checker virtual host, protocol and TLS
     * @param url which of its URLs, from 0
     * @param timeout for each step, as in a health policy
     * @return its digest
     * @throws LvsException if there was no reply; the message says why
     * @throws InterruptedException if the thread was interrupted
     */
    public static HttpDigest fetch(CheckTarget target, HttpChecker checker, int url, Duration timeout)
            throws InterruptedException {
        HttpUrl page = checker.urls().get(url);
        Deadline deadline = Deadline.of(timeout, checker.limit(timeout), Ticker.system());
        try {
            HttpReply reply = HttpFetch.fetch(checker, page, target, deadline);
            if (!reply.hasHeader()) {
                throw new LvsException("digest of " + page.path() + " at " + target
                        + ": the server closed the connection without a complete header, after "
                        + reply.receivedBytes() + " bytes");
            }
            return new HttpDigest(reply.digest(), reply.status(), reply.bodyBytes());
        } catch (ProbeException e) {
            throw new LvsException("digest of " + page.path() + " at " + target + ": " + e.result(), e);
        }
    }
}
