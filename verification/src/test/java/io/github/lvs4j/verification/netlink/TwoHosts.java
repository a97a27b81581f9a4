package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.netlink.namespace.NetworkNamespace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Two network namespaces with a cable between them: "left" has eth0 192.0.2.1/24 and 2001:db8::1/64, "right" 192.0.2.2/24 and
 * 2001:db8::2/64. Gone when closed.
 */
final class TwoHosts implements AutoCloseable {

    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String left;
    private final String right;

    TwoHosts() {
        String base = "l4j-nl" + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet();
        left = base + "a";
        right = base + "b";
        ip("netns", "add", left);
        ip("netns", "add", right);
        ip("-n", left, "link", "add", "eth0", "type", "veth", "peer", "name", "eth0", "netns", right);
        setUp(left, 1);
        setUp(right, 2);
        // Until the kernel has noticed the cable, it drops what is sent.
        for (String name : List.of(left, right)) {
            until(
                    "eth0 of " + name + " is up",
                    () -> ip("-n", name, "-j", "link", "show", "eth0").contains("\"operstate\":\"UP\""));
        }
    }

    private static void setUp(String name, int host) {
        ip("-n", name, "link", "set", "lo", "up");
        ip("-n", name, "addr", "add", "192.0.2." + host + "/24", "dev", "eth0");
        ip("-n", name, "addr", "add", "2001:db8::" + host + "/64", "dev", "eth0", "nodad");
        ip("-n", name, "link", "set", "eth0", "up");
    }

    String left() {
        return left;
    }

    String right() {
        return right;
    }

    /** Opens something in a namespace. */
    static <T> T in(String name, Supplier<T> opener) {
        try (NetworkNamespace namespace = NetworkNamespace.named(name)) {
            return namespace.open(opener);
        }
    }

    /** Runs ip(8) and returns what it printed. */
    static String ip(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** Runs a program to its end and returns what it printed. */
    static String run(List<String> command) {
        try {
            Path output = Files.createTempFile("l4j", ".out");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError(command + " did not end");
                }
                String text = Files.readString(output, StandardCharsets.UTF_8);
                if (process.exitValue() != 0) {
                    throw new AssertionError(command + " ended with " + process.exitValue() + ": " + text);
                }
                return text;
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new AssertionError(command + " did not start", e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for a condition. */
    static void until(String what, BooleanSupplier condition) {
        until(() -> what, condition);
    }

    /** The same with words that tell how it stands at the end. */
    static void until(Supplier<String> what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + PATIENCE + ": " + what.get());
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        ip("netns", "del", left);
        ip("netns", "del", right);
    }
}
