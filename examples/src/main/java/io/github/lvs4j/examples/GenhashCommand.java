package io.github.lvs4j.examples;

import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.healthcheck.CheckTarget;
import io.github.lvs4j.healthcheck.check.HttpChecker;
import io.github.lvs4j.healthcheck.check.HttpDigest;
import io.github.lvs4j.healthcheck.check.HttpProtocol;
import io.github.lvs4j.healthcheck.check.HttpUrl;
import io.github.lvs4j.healthcheck.check.StatusCodes;
import io.github.lvs4j.healthcheck.check.TlsPolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;

/**
 * Prints the digest that a {@code digest} line of a keepalived.conf needs, as keepalived's genhash does. Usage: {@code
 * GenhashCommand -s ADDRESS -p PORT -u URL [-V VIRTUALHOST] [-P 1.0|1.0c|1.1] [-S] [-t SECONDS]}. Exit status: 0 when a
 * digest was printed, 1 when there was no reply, 2 when the arguments are wrong.
 *
 * <p>The digest is printed whatever the status; one that is no success is told on standard error, because an error page
 * is rarely what should be recognised.
 */
public final class GenhashCommand {

    private static final String USAGE =
            "usage: genhash -s ADDRESS -p PORT -u URL [-V VIRTUALHOST] [-P 1.0|1.0c|1.1] [-S] [-t SECONDS]";

    private String address = "";
    private int port;
    private String url = "";
    private Duration timeout = Duration.ofSeconds(5);
    private final HttpChecker.Builder checker = HttpChecker.builder();

    private GenhashCommand() {}

    /**
     * Runs the command.
     *
     * @param arguments as above
     * @throws InterruptedException never: nobody interrupts the main thread
     */
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(new GenhashCommand().run(arguments));
    }

    private int run(String[] arguments) throws InterruptedException {
        CheckTarget target;
        HttpChecker asking;
        try {
            read(Arrays.asList(arguments).iterator());
            if (address.isEmpty() || port == 0 || url.isEmpty()) {
                throw new IllegalArgumentException("-s, -p and -u are needed");
            }
            target = CheckTarget.of(address, port);
            asking = checker.addUrls(HttpUrl.of(url)).build();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + USAGE);
            return 2;
        }
        try {
            HttpDigest digest = HttpDigest.fetch(target, asking, 0, timeout);
            System.out.println(digest.digest());
            if (!StatusCodes.SUCCESS.contains(digest.status())) {
                System.err.println("note: this page came with status " + digest.status());
            }
            return 0;
        } catch (LvsException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private void read(Iterator<String> arguments) {
        while (arguments.hasNext()) {
            String option = arguments.next();
            switch (option) {
                case "-s" -> address = value(option, arguments);
                case "-p" -> port = number(option, arguments, 65535);
                case "-u" -> url = value(option, arguments);
                case "-V" -> checker.virtualHost(value(option, arguments));
                case "-P" -> checker.protocol(protocol(value(option, arguments)));
                case "-S" -> checker.tls(TlsPolicy.withoutVerification());
                case "-t" -> timeout = Duration.ofSeconds(number(option, arguments, 3600));
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
    }

    private static String value(String option, Iterator<String> arguments) {
        if (!arguments.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return arguments.next();
    }

    private static int number(String option, Iterator<String> arguments, int highest) {
        String text = value(option, arguments);
        int number = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > highest) {
            throw new IllegalArgumentException(option + " \"" + text + "\" is out of range: 1 to " + highest);
        }
        return number;
    }

    private static HttpProtocol protocol(String name) {
        return switch (name) {
            case "1.0" -> HttpProtocol.HTTP_1_0;
            case "1.0c", "1.0C" -> HttpProtocol.HTTP_1_0_CLOSE;
            case "1.1" -> HttpProtocol.HTTP_1_1;
            default -> throw new IllegalArgumentException("-P \"" + name + "\" is not one of 1.0, 1.0c, 1.1");
        };
    }
}
