package io.github.lvs4j.director.conf;

import io.github.lvs4j.ipvs.Persistence;
import io.github.lvs4j.net.IpAddress;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** The words of a virtual server about client stickiness. */
final class PersistenceDraft {

    private Optional<Duration> timeout = Optional.empty();
    private OptionalInt clientPrefix = OptionalInt.empty();
    private Optional<String> engine = Optional.empty();

    Keywords words(Keywords keywords) {
        return keywords.on("persistence_timeout", this::timeout)
                .on("persistence_granularity", this::granularity)
                .on("persistence_engine", arguments -> engine = arguments.text("an engine"));
    }

    Optional<Persistence> persistence() {
        return timeout.map(value -> new Persistence(value, clientPrefix, engine));
    }

    /** A service of all ports works only with persistence; keepalived gives it its default. */
    void force() {
        timeout = Optional.of(Persistence.DEFAULT.timeout());
    }

    private void timeout(Arguments arguments) {
        if (!arguments.hasNext()) {
            timeout = Optional.of(Persistence.DEFAULT.timeout());
            return;
        }
        Word word = arguments.peek();
        if (word.text().equals("0")) {
            arguments.skip();
            arguments
                    .report()
                    .warning(word.position(), "persistence_timeout 0 means no persistence; remove the line to say so");
            timeout = Optional.empty();
            return;
        }
        var seconds = arguments.longNumber("timeout", 1, Duration.ofDays(31).toSeconds());
        timeout = seconds.isPresent() ? Optional.of(Duration.ofSeconds(seconds.getAsLong())) : Optional.empty();
    }

    /** A netmask for IPv4, a prefix length for IPv6. */
    private void granularity(Arguments arguments) {
        arguments.word("a netmask or a prefix length").ifPresent(word -> {
            int prefix = word.text().contains(".") ? maskLength(word.text()) : length(word.text());
            if (prefix < 1 || prefix > 128) {
                arguments
                        .report()
                        .error(
                                word.position(),
                                "persistence_granularity \"" + word.text()
                                        + "\" is neither a netmask as 255.255.255.0 nor a prefix length from 1 to 128");
            } else {
                clientPrefix = OptionalInt.of(prefix);
            }
        });
    }

    private static int length(String text) {
        return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
    }

    private static int maskLength(String text) {
        try {
            long mask = new BigInteger(1, IpAddress.parse(text).getAddress()).longValue();
            int ones = Long.bitCount(mask);
            return mask == ((0xffff_ffffL << (32 - ones)) & 0xffff_ffffL) ? ones : -1;
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }
}
