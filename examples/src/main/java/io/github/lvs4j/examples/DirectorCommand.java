package io.github.lvs4j.examples;

import io.github.lvs4j.director.Director;
import io.github.lvs4j.director.DirectorConfig;
import io.github.lvs4j.director.DirectorEvent;
import io.github.lvs4j.director.DirectorOptions;
import io.github.lvs4j.director.conf.ConfReading;
import io.github.lvs4j.error.LvsException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a director from a keepalived.conf in the foreground, in the current network namespace, until SIGTERM or Ctrl-C.
 * Usage: {@code DirectorCommand FILE [--no-vrrp]}. Exit status: 1 when the kernel or another director refuses, 2 when the
 * file is refused, 143 after SIGTERM and 130 after Ctrl-C, as of any program that they end.
 */
public final class DirectorCommand {

    private DirectorCommand() {}

    /**
     * Runs the command.
     *
     * @param arguments as above
     * @throws InterruptedException never: nobody interrupts the main thread
     */
    public static void main(String[] arguments) throws InterruptedException {
        List<String> words = Arrays.asList(arguments);
        boolean withVrrp = !words.contains("--no-vrrp");
        if (words.size() != (withVrrp ? 1 : 2) || words.get(0).startsWith("-")) {
            System.err.println("usage: director FILE [--no-vrrp]");
            System.exit(2);
        }
        Optional<DirectorConfig> config = ConfFile.read(words.get(0)).flatMap(ConfReading::config);
        if (config.isEmpty()) {
            System.exit(2);
        }
        DirectorOptions options = DirectorOptions.builder()
                .vrrp(withVrrp)
                .addListeners(DirectorCommand::tell)
                .build();
        CompletableFuture<Optional<Director>> started = new CompletableFuture<>();
        // SIGTERM runs this, be it during the start: the virtual routers step down before the process is gone.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> started.join().ifPresent(Director::close), "close"));
        try {
            start(config.get(), options, started);
            say("director runs; stop it with SIGTERM or Ctrl-C");
            new CountDownLatch(1).await();
        } catch (LvsException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void start(
            DirectorConfig config, DirectorOptions options, CompletableFuture<Optional<Director>> started) {
        try {
            started.complete(Optional.of(Director.start(config, options)));
        } finally {
            started.complete(Optional.empty()); // nothing to close if it has thrown; too late to matter if not
        }
    }

    private static void tell(DirectorEvent event) {
        say(event.describe());
    }

    private static void say(String what) {
        System.out.println(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS) + " " + what);
    }
}
