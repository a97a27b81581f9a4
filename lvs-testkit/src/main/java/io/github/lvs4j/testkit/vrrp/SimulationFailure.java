package io.github.lvs4j.testkit.vrrp;

import java.util.List;

/**
 * A simulation found something that must not be. The message has the seed, the faults that are needed for it and the end of
 * the trace; the same seed fails in the same way every time.
 */
public final class SimulationFailure extends AssertionError {

    private static final long serialVersionUID = 1L;
    private static final int LINES = 80;

    private final long seed;
    private final transient Violation violation;
    private final transient List<Fault> faults;
    private final String trace;

    SimulationFailure(long seed, Violation violation, List<Fault> faults, String trace) {
        super(message(seed, violation, faults, trace));
        this.seed = seed;
        this.violation = violation;
        this.faults = List.copyOf(faults);
        this.trace = trace;
    }

    /**
     * The seed.
     *
     * @return what to replay
     */
    public long seed() {
        return seed;
    }

    /**
     * What did not hold.
     *
     * @return the first violation
     */
    public Violation violation() {
        return violation;
    }

    /**
     * The faults with which it fails.
     *
     * @return in the order of time; after shrinking only what is needed
     */
    public List<Fault> faults() {
        return faults;
    }

    /**
     * What has happened.
     *
     * @return the whole trace, a line for each event; empty if it was not kept
     */
    public String trace() {
        return trace;
    }

    private static String message(long seed, Violation violation, List<Fault> faults, String trace) {
        StringBuilder text =
                new StringBuilder("seed ").append(seed).append(": ").append(violation);
        if (!faults.isEmpty()) {
            text.append("\nwith these faults:");
            faults.forEach(fault -> text.append("\n  ").append(fault));
        }
        String[] lines = trace.isEmpty() ? new String[0] : trace.split("\n");
        if (lines.length > 0) {
            text.append("\nthe last of ").append(lines.length).append(" events:");
            for (int i = Math.max(0, lines.length - LINES); i < lines.length; i++) {
                text.append("\n  ").append(lines[i]);
            }
        }
        return text.toString();
    }
}
