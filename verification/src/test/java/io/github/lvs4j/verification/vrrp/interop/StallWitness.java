package io.github.lvs4j.verification.vrrp.interop;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that has nothing to do but to wake up each 5 ms, and says when it could not for 20 ms: then the machine, and not the
 * program under test, stood still. It allocates nothing, so its own JVM has no reason to stop it.
 */
final class StallWitness {

    private static final long STEP_NANOS = 5_000_000;
    private static final long NOTED_NANOS = 20_000_000;

    private StallWitness() {}

    public static void main(String[] arguments) {
        System.out.println("watching");
        long before = System.nanoTime();
        while (true) {
            LockSupport.parkNanos(STEP_NANOS);
            long now = System.nanoTime();
            long lost = now - before - STEP_NANOS;
            if (lost > NOTED_NANOS) {
                System.out.println("stalled " + (System.currentTimeMillis() - lost / 1_000_000) + " " + lost);
            }
            before = now;
        }
    }

    static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx16m",
                "-cp",
                System.getProperty("java.class.path"),
                StallWitness.class.getName());
    }
}
