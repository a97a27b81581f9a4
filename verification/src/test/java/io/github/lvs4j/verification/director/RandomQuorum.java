package io.github.lvs4j.verification.director;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The quorum of a random virtual server, most often the default, and what keepalived 2.2.7 makes of it. Confined to one thread.
 */
final class RandomQuorum {

    private static final List<Integer> QUORUMS = List.of(1, 2, 3, 100, 65536, 200000);
    private static final List<Integer> HYSTERESES = List.of(0, 1, 2, 99, 65534);

    private final List<String> lines = new ArrayList<>();
    private int quorum = 1;
    private int hysteresis;

    RandomQuorum(Random random) {
        if (random.nextInt(100) < 40) {
            quorum = QUORUMS.get(random.nextInt(QUORUMS.size()));
            lines.add("    quorum " + quorum);
        }
        if (random.nextInt(100) < 25) {
            hysteresis = HYSTERESES.get(random.nextInt(HYSTERESES.size()));
            lines.add("    hysteresis " + hysteresis);
        }
    }

    List<String> lines() {
        return lines;
    }

    /**
     * keepalived lowers the quorum to the weight of all servers, then the hysteresis to less than that. Without any weight the
     * hysteresis becomes 2^32 - 1, which no weight reaches: no quorum, as for a weight of 0 later on.
     */
    boolean isGainedBy(long weight) {
        long lowered = Math.min(quorum, weight);
        return weight > 0 && weight >= lowered + Math.min(hysteresis, lowered - 1);
    }
}
