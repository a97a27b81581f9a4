package io.github.lvs4j.verification.vrrp.interop;

import io.github.lvs4j.vrrp.VrrpRouter;
import io.github.lvs4j.vrrp.VrrpStatus;
import io.github.lvs4j.vrrp.linux.LinuxVrrp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * Our side as a program of its own, until SIGTERM: {@code VARIANT HOST PRIORITY}. It prints its events, and in the end what it has
 * rejected.
 */
final class OurRouter {

    private OurRouter() {}

    public static void main(String[] arguments) throws InterruptedException {
        int host = Integer.parseInt(arguments[1]);
        int priority = Integer.parseInt(arguments[2]);
        VrrpRouter router = LinuxVrrp.start(
                Variant.valueOf(arguments[0]).config(host, priority),
                event -> System.out.println("event: " + event.describe()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            printRejected(router.status());
            router.close();
        }));
        System.out.println("started");
        new CountDownLatch(1).await();
    }

    private static void printRejected(VrrpStatus status) {
        Stream.concat(
                        status.routers().stream().map(VrrpStatus.RouterStatus::rejected),
                        status.links().stream().map(VrrpStatus.LinkStatus::unclaimed))
                .flatMap(counters -> counters.entrySet().stream())
                .forEach(counter -> System.out.println("rejected " + counter.getKey() + " " + counter.getValue()));
    }

    static final List<String> SMALL = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m");

    /** The program, or another main class that takes the same three arguments. */
    static List<String> command(Class<?> program, List<String> flags, Variant variant, int host, int priority) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(variant.name(), Integer.toString(host), Integer.toString(priority)));
        return command;
    }
}
