package io.github.lvs4j.verification.vrrp.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * {@link OurRouter} in a program that keeps some thousands of small objects and replaces them without end; each half minute it keeps
 * ten times as many for five seconds, so that the collector's pauses are of all lengths.
 */
final class PressedRouter {

    private static final int KEPT = 200_000;
    private static final int KEPT_AT_TIMES = 2_000_000;
    private static final long PERIOD_NANOS = 30_000_000_000L;
    private static final long QUIET_NANOS = 25_000_000_000L;
    private static final int BATCH = 100_000;

    private PressedRouter() {}

    public static void main(String[] arguments) throws InterruptedException {
        Thread pressure = new Thread(PressedRouter::allocate, "pressure");
        pressure.setDaemon(true);
        pressure.start();
        OurRouter.main(arguments);
    }

    private static void allocate() {
        long begin = System.nanoTime();
        List<byte[][]> kept = new ArrayList<>();
        while (true) {
            boolean more = (System.nanoTime() - begin) % PERIOD_NANOS > QUIET_NANOS;
            int most = more ? KEPT_AT_TIMES : KEPT;
            if (kept.size() > most) {
                kept.subList(most, kept.size()).clear();
            }
            for (int i = 0; i < BATCH; i++) {
                replace(kept, most);
            }
        }
    }

    private static void replace(List<byte[][]> kept, int most) {
        byte[][] one = {new byte[24], kept.isEmpty() ? new byte[8] : kept.get(kept.size() - 1)[0]};
        if (kept.size() < most) {
            kept.add(one);
        } else {
            kept.set(ThreadLocalRandom.current().nextInt(most), one);
        }
    }
}
