package io.github.lvs4j.vrrp.track;

/** What a tracker has found. Immutable. */
public sealed interface TrackerState {

    /** Nothing so far. */
    TrackerState UNKNOWN = new Unknown();

    /** All is well. */
    TrackerState UP = new Up();

    /**
     * The state for people.
     *
     * @return a few words
     */
    String describe();

    /** There is no result yet. */
    record Unknown() implements TrackerState {
        @Override
        public String describe() {
            return "unknown";
        }
    }

    /** What is tracked is there and works. */
    record Up() implements TrackerState {
        @Override
        public String describe() {
            return "up";
        }
    }

    /**
     * What is tracked is missing or does not work.
     *
     * @param reason why, for people; empty if nobody said so
     */
    record Down(String reason) implements TrackerState {
        @Override
        public String describe() {
            return reason.isEmpty() ? "down" : "down (" + reason + ")";
        }
    }

    /**
     * The number in a file.
     *
     * @param number the number
     */
    record Value(int number) implements TrackerState {
        @Override
        public String describe() {
            return Integer.toString(number);
        }
    }
}
