package io.github.lvs4j.verification.vrrp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.hosts.Capture;
import io.github.lvs4j.testkit.hosts.CapturedFrame;
import io.github.lvs4j.testkit.hosts.HostProcess;
import io.github.lvs4j.testkit.junit.RequiresPeer;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * 10,000 packets a second from a third host, each like an advertisement of priority 254 but for its password: {@code ./lvs4j soak
 * SpoofedFlood}, 5 seconds or {@code -Dsoak.seconds}, at {@code -Dsoak.rate} packets a second.
 */
@Tag("soak")
@RequiresRoot
@RequiresTool({"ip", "tcpdump"})
@RequiresPeer("keepalived")
class SpoofedFloodSoak {

    private static final int SECONDS = Integer.getInteger("soak.seconds", 5);
    private static final int RATE = Integer.getInteger("soak.rate", 10_000);
    private static final int ETHERNET = 14;
    private static final int MESSAGE = ETHERNET + 20;
    private static final String QUIET = "ip proto 112 and not src host 10.9.0.19"; // tcpdump loses frames of the flood
    private static final Variant VARIANT = Variant.V2_PASS;

    @Test
    void shouldAdvertiseInTimeWhileFlooded() {
        try (Bed bed = new Bed(VARIANT, false, true);
                Capture quiet = bed.third.capture("eth0", QUIET)) {
            bed.startOurs();
            Instant first =
                    bed.await(0, true, Instant.MIN, "first", seen -> true).time();
            bed.await(0, true, first.plusSeconds(2), "settled", seen -> true);
            Instant begin = bed.lastClaim(0, true);
            flood(bed);
            Instant end = Instant.now();
            Instant before = begin;
            Duration latest = Duration.ZERO;
            for (OnWire seen : claims(bed, quiet, true)) {
                if (seen.time().isAfter(begin) && seen.time().isBefore(end)) {
                    Duration late = Duration.between(before, seen.time()).minus(VARIANT.ourInterval());
                    latest = late.compareTo(latest) > 0 ? late : latest;
                    before = seen.time();
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "[measure] flooded master: advertisements at most %.1f ms late, bound 50 ms%n",
                    latest.toNanos() / 1e6);
            assertThat(latest).isLessThanOrEqualTo(Duration.ofMillis(50));
            assertThat(Duration.between(before, end)).as("still advertises").isLessThan(Duration.ofSeconds(2));
            assertThat(bed.weHold()).isTrue();
        }
    }

    /** keepalived is master and is killed in the flood: what is rejected neither prolongs its life nor ends it. */
    @Test
    void shouldTakeOverInTimeWhileFlooded() {
        try (Bed bed = new Bed(VARIANT, false, false);
                Capture quiet = bed.third.capture("eth0", QUIET)) {
            bed.peer.start();
            bed.startOurs();
            Instant first =
                    bed.await(0, false, Instant.MIN, "first", seen -> true).time();
            bed.await(0, false, first.plusSeconds(2), "settled", seen -> true);
            flood(bed);
            assertThat(claims(bed, quiet, true)).as("no false takeover").isEmpty();
            HostProcess flood = startFlood(bed, SECONDS + 10);
            bed.peer.kill();
            Waiting.sleep(
                    VARIANT.down(100, VARIANT.ourInterval()).plusMillis(300)); // reading the capture would disturb
            Instant last = claims(bed, quiet, false)
                    .get(claims(bed, quiet, false).size() - 1)
                    .time();
            Instant taken = bed.await(0, true, last, "takeover", seen -> true).time();
            flood.kill();
            Duration took = Duration.between(last, taken);
            System.out.printf(
                    Locale.ROOT,
                    "[measure] flooded backup: no takeover in %d s; after a SIGKILL %.1f ms, theory %.1f ms%n",
                    SECONDS,
                    took.toNanos() / 1e6,
                    VARIANT.down(100, VARIANT.ourInterval()).toNanos() / 1e6);
            Duration theory = VARIANT.down(100, VARIANT.ourInterval());
            assertThat(took).isBetween(theory.minusMillis(5), theory.plusMillis(50));
        }
    }

    private static List<OnWire> claims(Bed bed, Capture quiet, boolean ofOurs) {
        return quiet.frames().stream()
                .flatMap(frame -> OnWire.of(frame).stream())
                .filter(seen -> seen.priority() > 0 && bed.isOurs(0, seen) == ofOurs)
                .toList();
    }

    private static void flood(Bed bed) {
        HostProcess flood = startFlood(bed, SECONDS);
        String sent = flood.awaitLine(line -> line.startsWith("sent "), Bed.PATIENCE.plusSeconds(SECONDS));
        System.out.println("[measure] the third host " + sent);
    }

    private static HostProcess startFlood(Bed bed, int seconds) {
        HostProcess flood = bed.third.start(FrameSender.command("eth0", RATE, seconds, List.of(forged(bed))), Map.of());
        flood.awaitLine("sending"::equals, Bed.PATIENCE);
        return flood;
    }

    private static String mac(Bed bed) {
        return bed.ourHost
                .run("cat", "/sys/class/net/eth0/address")
                .orFail()
                .strip()
                .replace(":", "");
    }

    /**
     * An advertisement from the wire, to our host alone (keepalived falls silent as master under such a flood), now of the third host and with priority 254; its password is changed so that the sum of the
     * message stays what it was, and only the password is wrong.
     */
    private static String forged(Bed bed) {
        CapturedFrame real = bed.frames(0).stream()
                .filter(frame ->
                        OnWire.of(frame).filter(seen -> seen.priority() > 0).isPresent())
                .findFirst()
                .orElseThrow();
        byte[] bytes = new byte[MESSAGE + 20];
        real.bytes().get(bytes);
        byte[] target = HexFormat.of().parseHex(mac(bed));
        System.arraycopy(target, 0, bytes, 0, target.length);
        bytes[ETHERNET - 3] ^= 1;
        bytes[MESSAGE - 5] = 19; // 10.9.0.19
        bytes[ETHERNET + 10] = 0;
        bytes[ETHERNET + 11] = 0;
        int sum = 0;
        for (int at = ETHERNET; at < MESSAGE; at += 2) {
            sum += (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
        }
        sum = ~((sum & 0xffff) + (sum >> 16));
        bytes[ETHERNET + 10] = (byte) (sum >> 8);
        bytes[ETHERNET + 11] = (byte) sum;

        int surplus = 254 - Byte.toUnsignedInt(bytes[MESSAGE + 2]);
        boolean carries = Byte.toUnsignedInt(bytes[MESSAGE + 18]) < surplus;
        bytes[MESSAGE + 2] = (byte) 254;
        bytes[MESSAGE + 18] = (byte) (bytes[MESSAGE + 18] - surplus);
        bytes[MESSAGE + 19] = (byte) (bytes[MESSAGE + 19] - (carries ? 1 : 0));
        return HexFormat.of().formatHex(bytes);
    }
}
