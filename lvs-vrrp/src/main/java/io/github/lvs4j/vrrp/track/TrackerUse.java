package io.github.lvs4j.vrrp.track;

/**
 * How a virtual router or a sync group uses a tracker. Immutable.
 *
 * @param tracker what is used
 * @param weight what it counts, -254 to 254; 0 makes it a condition without which there is only the fault state
 * @param reversed whether the weight counts with the other sign, at the same times as without; a condition holds while down
 */
public record TrackerUse(Tracker tracker, int weight, boolean reversed) {

    /**
     * Checks the weight.
     *
     * @throws IllegalArgumentException if it is not -254 to 254
     */
    public TrackerUse {
        if (weight < -254 || weight > 254) {
            throw new IllegalArgumentException(
                    "weight " + weight + " of tracker " + tracker.name() + " is out of range: -254 to 254");
        }
    }

    /**
     * The same use the other way round, as keepalived's {@code reverse}: a positive weight is subtracted while up, a negative one
     * adds its amount while down, and a condition is at fault while up.
     *
     * @return the changed use
     */
    public TrackerUse reverse() {
        return new TrackerUse(tracker, weight, !reversed);
    }

    /** The weight with its sign. */
    int signedWeight() {
        return reversed ? -weight : weight;
    }

    /** As "database weight -50", for status and events. */
    @Override
    public String toString() {
        return tracker.name() + " weight " + weight + (reversed ? " reversed" : "");
    }
}
