package io.github.lvs4j.healthcheck.check;

import io.github.lvs4j.healthcheck.CheckResult;
import io.github.lvs4j.healthcheck.CheckTarget;
import io.github.lvs4j.healthcheck.Deadline;
import io.github.lvs4j.healthcheck.HealthChecker;
import io.github.lvs4j.healthcheck.HealthPolicy;
import io.github.lvs4j.style.LvsStyle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * A target is well if it serves the right pages (keepalived's HTTP_GET, and SSL_GET with {@link #tls}). Immutable; any
 * thread. Each URL is one probe, on a connection of its own. Use it with {@link HealthPolicy#http()}.
 *
 * <p>The client is our own and not the JDK's {@code HttpClient}, because verdict and digest depend on what that one hides
 * or refuses: HTTP/1.0 requests, a Host header taken verbatim, bodies hashed as they are on the wire (chunk framing and
 * surplus bytes included), reading to the end of the connection, a local address to bind, and a time-out for each step
 * instead of one for the whole.
 *
 * <p>What is read, as keepalived does it: the header must end within its first 4,095 bytes. The status is the three digits
 * after the first blank, and a blank must follow. The body is what comes after the first empty line until the peer closes;
 * its digest stops at the length that a header spelled exactly {@code Content-Length:} announces. Redirects are not
 * followed, encodings not undone. The verdict is on an empty reply first, then on the status, then on the digest.
 *
 * <p>One difference: keepalived waits for ever on a server that sends a byte now and then; here the whole probe has {@link
 * #wholeTimeout}.
 */
@LvsStyle
@Value.Immutable
public abstract class HttpChecker implements HealthChecker {

    HttpChecker() {}

    /**
     * Starts a description.
     *
     * @return an empty builder; at least one URL must be given
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A checker of one or more pages, with all else as keepalived has it.
     *
     * @param urls at least one
     * @return the checker
     * @throws IllegalArgumentException if there is none
     */
    public static HttpChecker of(HttpUrl... urls) {
        return builder().addUrls(urls).build();
    }

    /**
     * The pages, in the order in which they are fetched.
     *
     * @return at least one
     */
    public abstract List<HttpUrl> urls();

    /**
     * What the Host header says, verbatim, for URLs that do not say it themselves.
     *
     * @return empty for the target's address and port
     */
    public abstract Optional<String> virtualHost();

    /**
     * The protocol of the request.
     *
     * @return {@link HttpProtocol#HTTP_1_0} unless set
     */
    @Value.Default
    public HttpProtocol protocol() {
        return HttpProtocol.HTTP_1_0;
    }

    /**
     * Whether and how to speak TLS.
     *
     * @return empty for plain HTTP
     */
    public abstract Optional<TlsPolicy> tls();

    /**
     * The time that one probe may take in all.
     *
     * @return empty for ten times the policy's timeout
     */
    public abstract Optional<Duration> wholeTimeout();

    @Override
    public int probes() {
        return urls().size();
    }

    @Override
    public Duration limit(Duration timeout) {
        return wholeTimeout().orElseGet(() -> timeout.multipliedBy(10));
    }

    /** Fetches all pages in turn, up to the first that is not as it should be. */
    @Override
    public CheckResult check(CheckTarget target, Deadline deadline) throws InterruptedException {
        CheckResult result = CheckResult.passed();
        for (int probe = 0; probe < probes() && result instanceof CheckResult.Passed; probe++) {
            result = check(target, probe, deadline);
        }
        return result;
    }

    @Override
    public CheckResult check(CheckTarget target, int probe, Deadline deadline) throws InterruptedException {
        HttpUrl url = urls().get(probe);
        try {
            return judge(url, HttpFetch.fetch(this, url, target, deadline));
        } catch (ProbeException e) {
            return e.result();
        }
    }

    private static CheckResult judge(HttpUrl url, HttpReply reply) {
        if (!reply.hasHeader()) {
            return CheckResult.failed(url.path() + ": no complete header within the first " + HttpReply.HEADER_LIMIT
                    + " bytes, " + reply.receivedBytes() + " bytes received");
        }
        if (!url.statusCodes().contains(reply.status())) {
            return CheckResult.failed(url.path() + ": status "
                    + (reply.status() == 0 ? "unreadable" : String.valueOf(reply.status())) + ", wanted "
                    + url.statusCodes());
        }
        if (url.digest().isPresent() && !url.digest().get().equals(reply.digest())) {
            return CheckResult.failed(url.path() + ": digest " + reply.digest() + ", wanted "
                    + url.digest().get());
        }
        return CheckResult.passed();
    }

    @Value.Check
    void check() {
        if (urls().isEmpty()) {
            throw new IllegalArgumentException("HTTP check: no URL; give at least one");
        }
        virtualHost().ifPresent(host -> HttpUrl.requireSendable("virtual host", host));
        wholeTimeout().ifPresent(time -> {
            if (time.isNegative() || time.isZero()) {
                throw new IllegalArgumentException("HTTP check: whole timeout " + time + " is not more than zero");
            }
        });
    }

    /** The pages, for log lines; the other settings are in the configuration. */
    @Override
    public String toString() {
        return (tls().isPresent() ? "HTTPS GET " : "HTTP GET ")
                + urls().stream().map(HttpUrl::path).toList();
    }

    /** Builds an {@link HttpChecker}. Confined to one thread. {@code build()} checks what the accessors promise. */
    public static final class Builder extends ImmutableHttpChecker.Builder {
        Builder() {}
    }
}
