package io.github.lvs4j.healthcheck.check;

import io.github.lvs4j.style.LvsStyle;
import java.util.Optional;
import org.immutables.value.Value;

/** One page to fetch and what its reply must look like. Immutable. */
@LvsStyle
@Value.Immutable
public abstract class HttpUrl {

    HttpUrl() {}

    /**
     * Starts a description.
     *
     * @return an empty builder; {@link Builder#path} must be given
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A page that must answer with success.
     *
     * @param path as in {@link #path}
     * @return the description
     * @throws IllegalArgumentException if the path cannot be sent
     */
    public static HttpUrl of(String path) {
        return builder().path(path).build();
    }

    /**
     * A page that must answer with success and this body.
     *
     * @param path as in {@link #path}
     * @param digest 32 hexadecimal digits
     * @return the description
     * @throws IllegalArgumentException if the path cannot be sent or the digest is malformed
     */
    public static HttpUrl of(String path, String digest) {
        return builder().path(path).digest(new BodyDigest(digest)).build();
    }

    /**
     * What stands in the request line, as it is: encode what needs encoding.
     *
     * @return never empty, without blanks and control characters
     */
    public abstract String path();

    /**
     * The MD5 that the body must have.
     *
     * @return empty if the body may be anything
     */
    public abstract Optional<BodyDigest> digest();

    /**
     * The status codes that are good.
     *
     * @return {@link StatusCodes#SUCCESS} unless set, with a digest too
     */
    @Value.Default
    public StatusCodes statusCodes() {
        return StatusCodes.SUCCESS;
    }

    /**
     * What the Host header says, verbatim.
     *
     * @return empty to use the checker's
     */
    public abstract Optional<String> virtualHost();

    @Value.Check
    void check() {
        requireSendable("path", path());
        virtualHost().ifPresent(host -> requireSendable("virtual host", host));
    }

    static void requireSendable(String name, String value) {
        if (value.isEmpty() || value.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            throw new IllegalArgumentException(
                    "HTTP check: " + name + " \"" + value + "\" is empty or holds a blank or control character");
        }
    }

    /** Builds an {@link HttpUrl}. Confined to one thread. {@code build()} checks what the accessors promise. */
    public static final class Builder extends ImmutableHttpUrl.Builder {
        Builder() {}
    }
}
