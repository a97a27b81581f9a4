package io.github.lvs4j.verification.vrrp.interop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time in which a program could not run.
 *
 * @param begin its start, by the wall clock, to a millisecond
 * @param length how long it lasted; for a JVM the time until all threads had stopped is counted
 * @param cause the JVM's name of the operation, or {@link #MACHINE}
 */
record Standstill(Instant begin, Duration length, String cause) {

    static final String MACHINE = "machine";

    /** The JVM says of each safepoint when it ended and how long it took. */
    static final String LOGGED = "-Xlog:safepoint:stdout:timemillis";

    private static final Pattern SAFEPOINT = Pattern.compile("^\\[(\\d+)ms] Safepoint \"(\\w+)\".*Total: +(\\d+) ns");
    private static final Pattern STALL = Pattern.compile("^stalled (\\d+) (\\d+)$");

    Instant end() {
        return begin.plus(length);
    }

    boolean isOfCollector() {
        return cause.startsWith("G1") || cause.startsWith("GenCollect") || cause.startsWith("CGC");
    }

    /** All safepoints in a JVM's output. */
    static List<Standstill> safepoints(List<String> lines) {
        List<Standstill> found = new ArrayList<>();
        for (String line : lines) {
            Matcher stopped = SAFEPOINT.matcher(line);
            if (stopped.find()) {
                Duration length = Duration.ofNanos(Long.parseLong(stopped.group(3)));
                Instant end = Instant.ofEpochMilli(Long.parseLong(stopped.group(1)));
                found.add(new Standstill(end.minus(length), length, stopped.group(2)));
            }
        }
        return found;
    }

    /** What a {@link StallWitness} has printed. */
    static List<Standstill> stalls(List<String> lines) {
        List<Standstill> found = new ArrayList<>();
        for (String line : lines) {
            Matcher stalled = STALL.matcher(line);
            if (stalled.find()) {
                Duration length = Duration.ofNanos(Long.parseLong(stalled.group(2)));
                Instant begin = Instant.ofEpochMilli(Long.parseLong(stalled.group(1)));
                found.add(new Standstill(begin, length, MACHINE));
            }
        }
        return found;
    }

    /** How long it lasted between two instants. */
    Duration within(Instant from, Instant to) {
        Instant first = begin.isAfter(from) ? begin : from;
        Instant last = end().isBefore(to) ? end() : to;
        return first.isBefore(last) ? Duration.between(first, last) : Duration.ZERO;
    }

    /** How long at least one of these lasted between two instants. */
    static Duration covered(List<Standstill> all, Instant from, Instant to) {
        Duration sum = Duration.ZERO;
        Instant done = from;
        for (Standstill one : all.stream()
                .sorted(Comparator.comparing(Standstill::begin))
                .filter(stop -> stop.end().isAfter(from) && stop.begin().isBefore(to))
                .toList()) {
            sum = sum.plus(one.within(done, to));
            done = one.end().isAfter(done) ? one.end() : done;
        }
        return sum;
    }

    @Override
    public String toString() {
        return begin + " " + cause + " " + length.toNanos() / 1_000_000 + " ms";
    }
}
