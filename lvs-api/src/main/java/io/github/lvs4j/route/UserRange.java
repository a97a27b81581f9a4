package io.github.lvs4j.route;

/**
 * Users from one to another, by number (struct fib_rule_uid_range of linux/fib_rules.h).
 *
 * @param first lowest, 0 to 4294967294
 * @param last highest, not below the first
 */
public record UserRange(long first, long last) {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if a number is out of range, or the last is below the first
     */
    public UserRange {
        if (first < 0 || last >= 0xffff_ffffL || last < first) {
            throw new IllegalArgumentException(
                    "users " + first + " to " + last + " are out of range: 0 to 4294967294, the lower first");
        }
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
