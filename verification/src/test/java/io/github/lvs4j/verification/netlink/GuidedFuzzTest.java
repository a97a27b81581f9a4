package io.github.lvs4j.verification.netlink;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The quick form of the guided half of {@link DecoderFuzzSoak}: the inputs it begins with, and always the same changes of them. */
@Timeout(120)
class GuidedFuzzTest {

    private static final int CHANGES_OF_EACH = 50;

    @Test
    void shouldMakeValuesOrDocumentedFailuresOfEverySeed() {
        DecoderTarget.seeds().forEach(DecoderTarget::fuzzerTestOneInput);
    }

    @Test
    void shouldMakeValuesOrDocumentedFailuresOfChangedSeeds() {
        Recorded recorded = new Recorded();
        Mutator mutator = new Mutator(1);
        for (byte[] seed : DecoderTarget.seeds()) {
            for (int i = 0; i < CHANGES_OF_EACH; i++) {
                DecoderTarget.fuzzerTestOneInput(mutator.mutate(seed, mutator.pick(recorded.all())));
            }
        }
    }
}
