package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Feeds the decoders with bad datagrams: {@code ./lvs4j soak DecoderFuzz}, an hour or {@code -Dsoak.seconds}. {@code
 * -Dsoak.seed} makes another run; without it each run is another one.
 */
@Tag("soak")
class DecoderFuzzSoak {

    private static final int MINUTE = 60;

    @Test
    void shouldMakeValuesOrDocumentedFailuresOfAnyBytes() {
        int seconds = Integer.getInteger("soak.seconds", 60 * MINUTE);
        long seed = Long.getLong("soak.seed", System.nanoTime());
        DecoderFuzz fuzz = new DecoderFuzz(seed);
        long begin = System.nanoTime();
        System.out.println("seed " + seed);
        for (int until = Math.min(seconds, MINUTE); ; until = Math.min(seconds, until + MINUTE)) {
            long end = begin + TimeUnit.SECONDS.toNanos(until);
            fuzz.run(() -> System.nanoTime() - end < 0);
            System.out.println(fuzz.figures(until));
            if (until == seconds) {
                break;
            }
        }
        fuzz.failures().forEach((place, example) -> System.out.println(place + ": " + example));
        assertThat(fuzz.failures()).isEmpty();
        assertThat(fuzz.isBounded()).isTrue();
    }
}
