package io.github.lvs4j.verification.contract;

import io.github.lvs4j.netlink.namespace.NetworkNamespace;
import java.io.IOException;
import java.util.function.Supplier;

/** A network namespace of one test, with {@code lo} up; gone when closed. */
final class FreshNamespace implements AutoCloseable {

    private static int count;

    private final String name;

    FreshNamespace() throws IOException, InterruptedException {
        name = "l4j-ct" + ProcessHandle.current().pid() + "-" + ++count;
        ip("netns", "add", name);
        ip("-n", name, "link", "set", "lo", "up");
    }

    <T> T open(Supplier<T> opener) {
        try (NetworkNamespace namespace = NetworkNamespace.named(name)) {
            return namespace.open(opener);
        }
    }

    private static void ip(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "ip";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new AssertionError(String.join(" ", command) + " ended with status " + status);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        ip("netns", "delete", name);
    }
}
