package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The quick form of {@link DecoderFuzzSoak}: always the same executions. */
@Timeout(120)
class DecoderFuzzTest {

    private static final int EXECUTIONS = 15_000;

    @Test
    void shouldMakeValuesOrDocumentedFailuresOfAnyBytes() {
        DecoderFuzz fuzz = new DecoderFuzz(1);
        int[] done = {0};
        fuzz.run(() -> done[0]++ < EXECUTIONS);
        assertThat(fuzz.failures()).isEmpty();
        assertThat(fuzz.values()).isGreaterThan(EXECUTIONS / 20);
        assertThat(fuzz.values()).isLessThan(EXECUTIONS);
        assertThat(fuzz.isBounded()).isTrue();
    }
}
