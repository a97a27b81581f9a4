package io.github.lvs4j.verification.vrrp.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** {@link OurRouter} in a program that keeps some hundred megabytes of small objects and replaces them without end. */
final class PressedRouter {

    private static final int KEPT = 1_000_000;

    private PressedRouter() {}

    public static void main(String[] arguments) throws InterruptedException {
        Thread pressure = new Thread(PressedRouter::allocate, "pressure");
        pressure.setDaemon(true);
        pressure.start();
        OurRouter.main(arguments);
    }

    private static void allocate() {
        List<Object[]> kept = new ArrayList<>();
        while (true) {
            Object[] one = {new byte[24], kept.isEmpty() ? null : kept.get(kept.size() - 1)[0]};
            if (kept.size() < KEPT) {
                kept.add(one);
            } else {
                kept.set(ThreadLocalRandom.current().nextInt(KEPT), one);
            }
        }
    }
}
