package io.github.lvs4j.vrrp.track;

/**
 * How many results in a row it takes to believe them. The first one is believed at once, unless the count starts down. Not
 * thread-safe.
 */
public final class RiseAndFall {

    private final int rise;
    private final int fall;
    private boolean known;
    private boolean up;
    private int against; // results in a row that contradict what is believed

    /**
     * Starts to count.
     *
     * @param rise successes in a row that make up of down, at least 1
     * @param fall failures in a row that make down of up, at least 1
     * @param startsDown whether down is believed before the first result
     */
    public RiseAndFall(int rise, int fall, boolean startsDown) {
        this.rise = rise;
        this.fall = fall;
        this.known = startsDown;
    }

    /**
     * Takes a result.
     *
     * @param success what it is
     * @return whether up is believed now
     */
    public boolean onResult(boolean success) {
        if (!known) {
            known = true;
            up = success;
        } else if (success == up) {
            against = 0;
        } else if (++against >= (up ? fall : rise)) {
            up = success;
            against = 0;
        }
        return up;
    }
}
