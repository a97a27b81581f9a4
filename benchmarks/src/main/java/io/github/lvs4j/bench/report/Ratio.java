package io.github.lvs4j.bench.report;

import java.util.Locale;

/**
 * How something compares with a peer in the same run.
 *
 * @param shape of the table
 * @param what was done
 * @param ours nanoseconds
 * @param peer whose figure it is compared with
 * @param theirs nanoseconds
 * @param bound what the ratio shall not exceed; infinite if it is only told
 * @param spread of our passes
 */
record Ratio(String shape, String what, double ours, String peer, double theirs, double bound, String spread) {

    double value() {
        return ours / theirs;
    }

    boolean isBounded() {
        return !Double.isInfinite(bound);
    }

    boolean holds() {
        return value() <= bound;
    }

    String bar() {
        return isBounded() ? number(bound) + (holds() ? "" : " (missed)") : "";
    }

    /** Two digits that count. */
    static String number(double value) {
        return String.format(Locale.ROOT, value < 0.0995 ? "%.4f" : "%.2f", value);
    }

    static String milliseconds(double nanoseconds) {
        double value = nanoseconds / 1e6;
        return String.format(Locale.ROOT, value < 10 ? "%.2f ms" : "%.0f ms", value);
    }
}
