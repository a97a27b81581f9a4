package io.github.lvs4j.healthcheck.machine;

import io.github.lvs4j.healthcheck.HealthState;
import io.github.lvs4j.healthcheck.RecoveryRule;

/**
 * A second opinion on the counting rules, written apart from the machine: it keeps no counters but looks at the whole
 * history each time, from the words of keepalived's behaviour. '+' passed, '-' failed, '?' not possible.
 */
final class HealthOracle {

    /** What must be true after a history. Delays in seconds. */
    record Verdict(HealthState state, int probe, int delay) {}

    private final RecoveryRule rule;
    private final int retries;
    private final int probes;
    private final int interval;
    private final int retryDelay;

    HealthOracle(RecoveryRule rule, int retries, int probes, int interval, int retryDelay) {
        this.rule = rule;
        this.retries = retries;
        this.probes = probes;
        this.interval = interval;
        this.retryDelay = retryDelay;
    }

    Verdict after(String history) {
        // What was not possible leaves no trace but its own delay.
        String heard = history.replace("?", "");
        Verdict verdict = rule == RecoveryRule.ONE_SUCCESS ? tcp(heard) : http(heard);
        return history.endsWith("?") ? new Verdict(verdict.state(), verdict.probe(), interval) : verdict;
    }

    private Verdict tcp(String heard) {
        int probe = (int) heard.chars().filter(c -> c == '+').count() % probes;
        if (heard.isEmpty()) {
            return new Verdict(HealthState.UNKNOWN, probe, 0);
        }
        int lastPass = heard.lastIndexOf('+');
        int failuresSince = heard.length() - 1 - lastPass;
        if (lastPass >= 0 && failuresSince <= retries) {
            return new Verdict(HealthState.UP, probe, failuresSince == 0 ? interval : retryDelay);
        }
        return new Verdict(HealthState.DOWN, probe, interval);
    }

    /** Cuts the history into the phases of an HTTP check and follows them from one to the next. */
    private Verdict http(String heard) {
        int firstFailure = heard.indexOf('-');
        String start = heard.substring(0, firstFailure < 0 ? heard.length() : firstFailure);
        if (start.length() < probes) {
            if (firstFailure < 0) {
                return new Verdict(HealthState.UNKNOWN, start.length(), heard.isEmpty() ? 0 : quick());
            }
            return down(heard, firstFailure + 1, firstFailure);
        }
        return up(heard, probes);
    }

    /** The target came up with the result before {@code from}; the next probe there is number 0. */
    private Verdict up(String heard, int from) {
        String rest = heard.substring(from);
        String fatal = "-".repeat(retries + 1);
        int fall = rest.indexOf(fatal);
        String lived = fall < 0 ? rest : rest.substring(0, fall);
        int probe = (int) lived.chars().filter(c -> c == '+').count() % probes;
        if (fall < 0) {
            return new Verdict(HealthState.UP, probe, lived.endsWith("-") ? retryDelay : interval);
        }
        return down(heard, from + fall + fatal.length(), probe);
    }

    /** The target went down with the result before {@code from}, by the given probe. */
    private Verdict down(String heard, int from, int probe) {
        int pass = heard.indexOf('+', from);
        if (pass < 0) {
            return new Verdict(HealthState.DOWN, probe, Math.max(interval, retryDelay));
        }
        // The run over all probes: it ends with as many passes, whatever fails between them.
        int passes = 0;
        for (int i = pass + 1; i < heard.length(); i++) {
            passes += heard.charAt(i) == '+' ? 1 : 0;
            if (passes == probes) {
                return up(heard, i + 1);
            }
        }
        return new Verdict(HealthState.DOWN, passes, heard.endsWith("-") ? retryDelay : quick());
    }

    private int quick() {
        return rule == RecoveryRule.ALL_PROBES_AT_ONCE ? 0 : interval;
    }
}
