package io.github.lvs4j.verification.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.testkit.vrrp.Happening;
import io.github.lvs4j.testkit.vrrp.SimulatedHost;
import io.github.lvs4j.testkit.vrrp.SimulatedLan;
import io.github.lvs4j.testkit.vrrp.SimulatedPacket;
import io.github.lvs4j.vrrp.VrrpEvent;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Advertisements of rejected content move no timer: the same piece is played with and without somebody who sends one every 7 ms, and
 * everything happens at the same time.
 */
class ForgedPacketsTest {

    private static final InetAddress STRANGER = IpAddress.parse("10.0.0.250");
    private static final InetAddress GROUP = IpAddress.parse("224.0.0.18");
    private static final Duration PIECE = Duration.ofSeconds(40);
    private static final int FULL_TTL = 255;

    /** What is wrong with it. Everything else is as a router's own. */
    enum Flaw {
        TIME_TO_LIVE(message -> {}),
        CHECKSUM(message -> message[6] ^= 1),
        VERSION(message -> message[0] = 0x41),
        TYPE(message -> message[0] = 0x22),
        INTERVAL(message -> message[5] = 2),
        COUNT(message -> message[3] = 2),
        NO_ADDRESS(message -> message[3] = 0),
        AUTHENTICATION(message -> message[4] = 1),
        VIRTUAL_ROUTER(message -> message[1] = 7);

        private final Consumer<byte[]> change;

        Flaw(Consumer<byte[]> change) {
            this.change = change;
        }

        SimulatedPacket packet(int priority) {
            byte[] message = {0x21, 100, (byte) priority, 1, 0, 1, 0, 0, 113, (byte) 226, 77, 88, 0, 0, 0, 0, 0, 0, 0, 0
            };
            if (this != CHECKSUM) {
                change.accept(message);
            }
            int sum = IntStream.range(0, message.length / 2)
                    .map(i -> (message[2 * i] & 0xff) << 8 | (message[2 * i + 1] & 0xff))
                    .sum();
            sum = (sum & 0xffff) + (sum >> 16);
            int checksum = ~((sum & 0xffff) + (sum >> 16));
            message[6] = (byte) (checksum >> 8);
            message[7] = (byte) checksum;
            if (this == CHECKSUM) {
                change.accept(message);
            }
            int timeToLive = this == TIME_TO_LIVE ? FULL_TTL - 1 : FULL_TTL;
            return new SimulatedPacket(SimulatedPacket.VRRP, STRANGER, GROUP, timeToLive, message);
        }
    }

    @ParameterizedTest
    @EnumSource(Flaw.class)
    void shouldMoveNoTimer(Flaw flaw) {
        List<Happening> calm = play(lan -> {});
        List<Happening> attacked = play(lan -> attack(lan, flaw, 0));
        assertThat(attacked).hasSameSizeAs(calm);
        for (int i = 0; i < calm.size(); i++) {
            assertThat(untimed(attacked.get(i))).isEqualTo(untimed(calm.get(i)));
            assertThat(attacked.get(i).at().minus(calm.get(i).at()).abs()).isLessThan(Duration.ofMillis(2));
        }
    }

    /** Without the milliseconds since the last advertisement, which two wakings round to different sides. */
    private static String untimed(Happening happening) {
        return happening.what().replaceAll("\\d+ ms after", "some ms after");
    }

    private static void attack(SimulatedLan lan, Flaw flaw, int number) {
        lan.link("wan").inject(flaw.packet(new int[] {255, 0, 1}[number % 3]));
        lan.after(Duration.ofMillis(7), () -> attack(lan, flaw, number + 1));
    }

    /** Start, crash, return, preemption. */
    private static List<Happening> play(Consumer<SimulatedLan> beside) {
        SimulatedLan lan = SimulatedLan.withSeed(5);
        SimulatedHost a = lan.host("a").on("wan").start(Pair.single(150));
        lan.host("b").on("wan").start(Pair.single(100));
        beside.accept(lan);
        lan.after(Duration.ofSeconds(10), a::crash);
        lan.after(Duration.ofSeconds(20), a::restart);
        lan.run(PIECE);
        return lan.trace().stream()
                .filter(happening -> happening instanceof Happening.Sent
                        || (happening instanceof Happening.Told told
                                && told.event() instanceof VrrpEvent.RouterTransition))
                .toList();
    }
}
