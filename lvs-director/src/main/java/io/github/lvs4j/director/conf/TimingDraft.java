package io.github.lvs4j.director.conf;

import java.time.Duration;
import java.util.Optional;

/** The timing words of a check; virtual servers and real servers may say them for all checks below. */
final class TimingDraft {

    private static final Duration LONGEST = Duration.ofDays(31);
    private static final Duration SHORTEST = Duration.ofNanos(1000);

    Optional<Duration> connectTimeout = Optional.empty();
    Optional<Integer> retry = Optional.empty();
    Optional<Duration> delayBeforeRetry = Optional.empty();
    Optional<Duration> delayLoop = Optional.empty();
    Optional<Duration> warmup = Optional.empty();
    Optional<Boolean> alpha = Optional.empty();

    Keywords words(Keywords keywords) {
        return keywords.on("connect_timeout", a -> connectTimeout = a.seconds("timeout", SHORTEST, LONGEST))
                .on("retry", this::retry)
                .on("delay_before_retry", a -> delayBeforeRetry = a.seconds("delay", Duration.ZERO, LONGEST))
                .on("delay_loop", a -> delayLoop = a.seconds("period", SHORTEST, LONGEST))
                .on("warmup", a -> warmup = a.seconds("delay", Duration.ZERO, LONGEST))
                .on("alpha", a -> alpha = a.flag());
    }

    void retry(Arguments arguments) {
        var number = arguments.number("number of retries", 0, Integer.MAX_VALUE);
        retry = number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }

    /** These words where they are said, the outer ones elsewhere. */
    TimingDraft within(TimingDraft outer) {
        TimingDraft merged = new TimingDraft();
        merged.connectTimeout = connectTimeout.or(() -> outer.connectTimeout);
        merged.retry = retry.or(() -> outer.retry);
        merged.delayBeforeRetry = delayBeforeRetry.or(() -> outer.delayBeforeRetry);
        merged.delayLoop = delayLoop.or(() -> outer.delayLoop);
        merged.warmup = warmup.or(() -> outer.warmup);
        merged.alpha = alpha.or(() -> outer.alpha);
        return merged;
    }
}
