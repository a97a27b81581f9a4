package io.github.lvs4j.healthcheck;

/** What one probe found. Immutable. */
public sealed interface CheckResult {

    /** The target answered as it should. */
    record Passed() implements CheckResult {
        @Override
        public String toString() {
            return "passed";
        }
    }

    /**
     * The target did not answer as it should: refused, unreachable, too late, or the wrong answer.
     *
     * @param reason what was found, as one line for people
     */
    record Failed(String reason) implements CheckResult {
        @Override
        public String toString() {
            return "failed: " + reason;
        }
    }

    /**
     * The probe could not be made for a cause on this side: no file descriptor, address to bind not there. Says nothing
     * about the target, so it is neither success nor failure; the probe is made again after the interval.
     *
     * @param reason what stood in the way, as one line for people
     */
    record NotPossible(String reason) implements CheckResult {
        @Override
        public String toString() {
            return "not possible: " + reason;
        }
    }

    /**
     * The good result.
     *
     * @return a value equal to every other {@link Passed}
     */
    static CheckResult passed() {
        return new Passed();
    }

    /**
     * A bad result.
     *
     * @param reason what was found, as one line for people
     * @return the result
     */
    static CheckResult failed(String reason) {
        return new Failed(reason);
    }

    /**
     * No result.
     *
     * @param reason what stood in the way, as one line for people
     * @return the result
     */
    static CheckResult notPossible(String reason) {
        return new NotPossible(reason);
    }
}
