package io.github.lvs4j.ipvs;

import io.github.lvs4j.error.LvsException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What became of each change of a plan. Immutable. Applying a fresh plan towards the same desired table finishes what was
 * not done.
 */
public final class ApplyOutcome {

    /** What became of one change. */
    public enum Result {
        /** The kernel made it. */
        DONE,
        /** The kernel refused it. */
        FAILED,
        /** The kernel's answer was lost: read the table to know. */
        UNKNOWN,
        /** It was not sent, because an earlier one had failed. */
        NOT_ATTEMPTED
    }

    private final List<IpvsChange> changes;
    private final Map<Integer, LvsException> failures;
    private final Set<Integer> unknown;
    private final int attempted;

    /**
     * Makes an outcome; for implementations of {@link Ipvs}.
     *
     * @param plan the plan that was applied
     * @param attempted how many of its changes were sent, from the first on
     * @param failures the refused ones, by their index in the plan; also why the work broke off, at the index where it did
     * @param unknown indices of those whose answer was lost
     */
    public ApplyOutcome(IpvsPlan plan, int attempted, Map<Integer, LvsException> failures, Set<Integer> unknown) {
        this.changes = plan.changes();
        this.attempted = attempted;
        this.failures = new TreeMap<>(failures);
        this.unknown = new TreeSet<>(unknown);
    }

    /**
     * How many changes the plan had.
     *
     * @return the number of changes
     */
    public int size() {
        return changes.size();
    }

    /**
     * How many changes were sent to the kernel, one message each.
     *
     * @return 0 to {@link #size()}
     */
    public int attempted() {
        return attempted;
    }

    /**
     * What became of one change.
     *
     * @param index its place in the plan, from 0
     * @return its result
     * @throws IndexOutOfBoundsException if the plan has no such change
     */
    public Result result(int index) {
        Objects.checkIndex(index, changes.size());
        if (index >= attempted) {
            return Result.NOT_ATTEMPTED;
        }
        if (unknown.contains(index)) {
            return Result.UNKNOWN;
        }
        return failures.containsKey(index) ? Result.FAILED : Result.DONE;
    }

    /**
     * Whether every change was made.
     *
     * @return true if none failed, is unknown or was left out
     */
    public boolean isComplete() {
        return attempted == changes.size() && failures.isEmpty() && unknown.isEmpty();
    }

    /**
     * The refused changes; and where the work broke off, the change at hand with the reason.
     *
     * @return each with the kernel's refusal, in the plan's order
     */
    public List<Failure> failures() {
        return failures.entrySet().stream()
                .map(entry -> new Failure(changes.get(entry.getKey()), entry.getValue()))
                .toList();
    }

    /**
     * Returns if every change was made, else throws.
     *
     * @throws LvsException that names the number of changes not made and the first refusal, which is its cause
     */
    public void orThrow() {
        if (isComplete()) {
            return;
        }
        LvsException first =
                failures.isEmpty() ? null : failures.values().iterator().next();
        Set<Integer> notMade = new TreeSet<>(failures.keySet());
        notMade.addAll(unknown);
        int open = changes.size() - attempted + notMade.size();
        throw new LvsException(
                open + " of " + changes.size() + " changes were not made"
                        + (first == null ? "; read the table and plan again" : "; the first: " + first.getMessage()),
                first);
    }

    /**
     * A change that was refused, or at which the work broke off.
     *
     * @param change what was asked
     * @param cause why it was refused
     */
    public record Failure(IpvsChange change, LvsException cause) {}

    @Override
    public String toString() {
        return attempted + " of " + changes.size() + " changes sent, " + failures.size() + " refused, " + unknown.size()
                + " unknown";
    }
}
