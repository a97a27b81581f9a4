package io.github.lvs4j.verification.vrrp;

import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.vrrp.Authentication;
import io.github.lvs4j.vrrp.ChecksumPolicy;
import io.github.lvs4j.vrrp.Hmac;
import io.github.lvs4j.vrrp.HmacKey;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpRouter;
import io.github.lvs4j.vrrp.VrrpVersion;
import io.github.lvs4j.vrrp.linux.LinuxVrrp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/**
 * One virtual router on eth0 as a program of its own, until SIGTERM. Arguments are KEY=VALUE: version, priority, millis, addresses
 * and peers (with commas), pass, ah, hmac (a key of mode enforce), source, checksum. It prints its events.
 */
final class OneRouter {

    private OneRouter() {}

    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> options = new TreeMap<>();
        for (String argument : arguments) {
            options.put(argument.substring(0, argument.indexOf('=')), argument.substring(argument.indexOf('=') + 1));
        }
        VrrpRouter router = LinuxVrrp.start(
                VrrpConfig.of(router(options)), event -> System.out.println("event: " + event.describe()));
        Runtime.getRuntime().addShutdownHook(new Thread(router::close));
        System.out.println("started");
        new CountDownLatch(1).await();
    }

    static List<String> command(String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                OneRouter.class.getName()));
        command.addAll(List.of(options));
        return command;
    }

    private static VirtualRouter router(Map<String, String> options) {
        VirtualRouter.Builder builder = VirtualRouter.on("eth0", 100)
                .name("VI")
                .version(options.get("version").equals("2") ? VrrpVersion.V2 : VrrpVersion.V3)
                .priority(Priority.of(Integer.parseInt(options.getOrDefault("priority", "100"))))
                .advertisementInterval(Duration.ofMillis(Long.parseLong(options.get("millis"))))
                .checksum(ChecksumPolicy.valueOf(options.getOrDefault("checksum", "AUTOMATIC")))
                .addresses(options.get("addresses").split(","));
        if (options.containsKey("pass")) {
            builder.authentication(Authentication.simpleText(options.get("pass")));
        }
        if (options.containsKey("ah")) {
            builder.authentication(Authentication.authenticationHeader(options.get("ah")));
        }
        if (options.containsKey("hmac")) {
            builder.hmac(Hmac.of(1, HmacKey.parse(options.get("hmac"))));
        }
        if (options.containsKey("source")) {
            builder.sourceAddress(IpAddress.parse(options.get("source")));
        }
        if (options.containsKey("peers")) {
            for (String peer : options.get("peers").split(",")) {
                builder.addUnicastPeers(IpAddress.parse(peer));
            }
        }
        return builder.build();
    }
}
