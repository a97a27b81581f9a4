package io.github.lvs4j.examples.demo;

import io.github.lvs4j.testkit.hosts.HostProcess;
import io.github.lvs4j.testkit.hosts.TestHost;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A client that asks for a page again and again with {@code curl}, one request after the other, and keeps what came of each.
 * Confined to one thread.
 */
public final class Requests implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    // One line for each request: begin and end as seconds since the epoch with a fraction, then curl's exit status.
    private static final String LOOP = "while :; do a=$EPOCHREALTIME; curl -sf -m \"$1\" -o /dev/null \"$0\"; s=$?;"
            + " echo $a $EPOCHREALTIME $s; done";

    private final HostProcess process;

    private Requests(HostProcess process) {
        this.process = process;
    }

    /**
     * One request.
     *
     * @param begin when it was sent
     * @param end when its outcome was known
     * @param answered whether the page came
     */
    public record Attempt(Instant begin, Instant end, boolean answered) {}

    /**
     * Starts asking.
     *
     * @param host from where
     * @param url for what
     * @return the running client
     */
    public static Requests start(TestHost host, String url) {
        return new Requests(host.start(
                List.of("bash", "-c", LOOP, url, Long.toString(PATIENCE.toSeconds())), Map.of("LC_ALL", "C")));
    }

    /**
     * What came of the requests so far.
     *
     * @return in their order
     */
    public List<Attempt> attempts() {
        List<Attempt> attempts = new ArrayList<>();
        for (String line : process.lines()) {
            String[] parts = line.split(" ");
            if (parts.length == 3) {
                attempts.add(new Attempt(instant(parts[0]), instant(parts[1]), parts[2].equals("0")));
            }
        }
        return attempts;
    }

    /**
     * How many of the latest requests were answered without one between them that was not.
     *
     * @return 0 if the latest one failed
     */
    public int answeredInARow() {
        List<Attempt> attempts = attempts();
        int count = 0;
        for (int i = attempts.size() - 1; i >= 0 && attempts.get(i).answered(); i--) {
            count++;
        }
        return count;
    }

    private static Instant instant(String seconds) {
        BigDecimal value = new BigDecimal(seconds);
        return Instant.ofEpochSecond(
                value.longValue(),
                value.remainder(BigDecimal.ONE).movePointRight(9).longValue());
    }

    @Override
    public void close() {
        process.kill();
    }
}
