package io.github.lvs4j.director.conf;

import java.time.Duration;

/** {@code TCP_CHECK}: up when a connection is established. */
final class TcpCheckReader extends CheckDraft {

    TcpCheckReader(Position position) {
        super(position);
    }

    void read(Arguments block) {
        commonWords(new Keywords("TCP_CHECK", KnownWords.TCP_CHECK))
                .meant("nb_get_retry", "retry", timing::retry)
                .read(block.children(), block.report());
    }

    @Override
    Duration defaultDelayBeforeRetry() {
        return Duration.ofSeconds(1);
    }
}
