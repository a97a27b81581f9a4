package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Feeds the decoders with bad datagrams: {@code ./lvs4j soak DecoderFuzz}, an hour or {@code -Dsoak.seconds} of inputs that
 * Jazzer finds by the code they reach, and a sixth of that of datagrams changed at random. {@code -Dsoak.seed} makes another
 * run; without it each run is another one.
 */
@Tag("soak")
class DecoderFuzzSoak {

    private static final int MINUTE = 60;

    private final int seconds = Integer.getInteger("soak.seconds", 60 * MINUTE);
    private final long seed = Long.getLong("soak.seed", System.nanoTime());

    @Test
    void shouldMakeValuesOrDocumentedFailuresOfWhateverReachesNewCode() throws Exception {
        GuidedFuzz fuzz = new GuidedFuzz(Path.of("target", "guided-fuzz").toAbsolutePath());
        fuzz.run(seconds, seed);
        System.out.println("seed " + seed + ": " + fuzz.figures());
        assertThat(fuzz.findings()).isEmpty();
        assertThat(fuzz.exitStatus()).as(fuzz.figures()).isZero();
    }

    @Test
    void shouldMakeValuesOrDocumentedFailuresOfAnyBytes() {
        DecoderFuzz fuzz = new DecoderFuzz(seed);
        long begin = System.nanoTime();
        System.out.println("seed " + seed);
        int all = Math.max(1, seconds / 6);
        for (int until = Math.min(all, MINUTE); ; until = Math.min(all, until + MINUTE)) {
            long end = begin + TimeUnit.SECONDS.toNanos(until);
            fuzz.run(() -> System.nanoTime() - end < 0);
            System.out.println(fuzz.figures(until));
            if (until == all) {
                break;
            }
        }
        fuzz.failures().forEach((place, example) -> System.out.println(place + ": " + example));
        assertThat(fuzz.failures()).isEmpty();
        assertThat(fuzz.isBounded()).isTrue();
    }
}
