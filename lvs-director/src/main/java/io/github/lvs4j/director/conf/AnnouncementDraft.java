package io.github.lvs4j.director.conf;

import io.github.lvs4j.vrrp.AnnouncementPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** The {@code garp_} and {@code gna_} words, of an instance or, with a prefix, of {@code global_defs}. */
final class AnnouncementDraft {

    private static final Duration LONGEST = Duration.ofDays(1);

    private Optional<Integer> repeat = Optional.empty();
    private Optional<Duration> delay = Optional.empty();
    private Optional<Integer> conflictRepeat = Optional.empty();
    private Optional<Duration> conflictDelay = Optional.empty();
    private Optional<Duration> refresh = Optional.empty();
    private Optional<Integer> refreshRepeat = Optional.empty();
    private Optional<Duration> arpInterval = Optional.empty();
    private Optional<Duration> neighborInterval = Optional.empty();

    void register(Keywords keywords, String prefix) {
        keywords.on(prefix + "garp_master_repeat", number(1, value -> repeat = Optional.of(value)))
                .on(prefix + "garp_master_delay", seconds(value -> delay = Optional.of(value)))
                .on(prefix + "garp_lower_prio_repeat", number(0, value -> conflictRepeat = Optional.of(value)))
                .on(prefix + "garp_lower_prio_delay", seconds(value -> conflictDelay = Optional.of(value)))
                .on(prefix + "garp_master_refresh", seconds(value -> refresh = Optional.of(value)))
                .on(prefix + "garp_master_refresh_repeat", number(1, value -> refreshRepeat = Optional.of(value)))
                .on(prefix + "garp_interval", seconds(value -> arpInterval = Optional.of(value)))
                .on(prefix + "gna_interval", seconds(value -> neighborInterval = Optional.of(value)));
    }

    /** What is said here, else there, else keepalived's defaults: after a conflict as for a new master. */
    AnnouncementPolicy over(AnnouncementDraft globals) {
        AnnouncementPolicy standard = AnnouncementPolicy.DEFAULT;
        int times = repeat.or(() -> globals.repeat).orElse(standard.repeat());
        Duration later = delay.or(() -> globals.delay).orElse(standard.secondBurstDelay());
        return new AnnouncementPolicy(times, later)
                .withConflict(
                        conflictRepeat.or(() -> globals.conflictRepeat).orElse(times),
                        conflictDelay.or(() -> globals.conflictDelay).orElse(later))
                .withRefresh(
                        refresh.or(() -> globals.refresh).orElse(standard.refresh()),
                        refreshRepeat.or(() -> globals.refreshRepeat).orElse(standard.refreshRepeat()))
                .withIntervals(
                        arpInterval.or(() -> globals.arpInterval).orElse(Duration.ZERO),
                        neighborInterval.or(() -> globals.neighborInterval).orElse(Duration.ZERO));
    }

    private static Consumer<Arguments> number(int least, Consumer<Integer> into) {
        return arguments -> {
            OptionalInt number = arguments.number("number", least, 255);
            number.ifPresent(into::accept);
        };
    }

    private static Consumer<Arguments> seconds(Consumer<Duration> into) {
        return arguments -> arguments.seconds("time", Duration.ZERO, LONGEST).ifPresent(into);
    }
}
