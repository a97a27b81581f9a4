package io.github.lvs4j.verification.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.hosts.Capture;
import io.github.lvs4j.testkit.hosts.CapturedFrame;
import io.github.lvs4j.testkit.hosts.CommandResult;
import io.github.lvs4j.testkit.hosts.HostProcess;
import io.github.lvs4j.testkit.hosts.TestHost;
import io.github.lvs4j.testkit.hosts.TestLan;
import io.github.lvs4j.testkit.hosts.TestNetwork;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Our director with the configuration under which keepalived's packets were captured (v2-pass: 192.0.2.11, 02:00:00:00:00:0a,
 * VRID 100, priority 100, PASS 1c7f545a, 113.226.77.88): the same bytes leave the interface.
 */
@Tag("netns")
@RequiresRoot
@RequiresTool({"ip", "tcpdump"})
class GoldenOnTheWireTest {

    private static final String ETHERNET = "01005e000012" + "02000000000a" + "0800";
    private static final String ADVERTISEMENT =
            "45c0002800010000ff701887c000020be0000012216464010101e6ff71e24d583163376635343561";
    private static final String RELEASE =
            "45c0002800080000ff701880c000020be00000122164000101014b0071e24d583163376635343561";
    private static final String ANNOUNCEMENT =
            "ffffffffffff02000000000a0806000108000604000102000000000a71e24d58ffffffffffff71e24d58";

    @Test
    void shouldSendKeepalivedsBytesAndSoundChecksums() {
        try (TestLan lan = TestLan.create()) {
            TestNetwork network = lan.network("wan");
            TestHost sender = lan.host("sender").connect("eth0", network);
            TestHost listener = lan.host("listener").connect("eth0", network, "192.0.2.99/24");
            sender.ip("link", "set", "eth0", "address", "02:00:00:00:00:0a");
            sender.ip("address", "add", "192.0.2.11/24", "dev", "eth0");
            try (Capture capture = listener.capture("eth0", "ip proto 112 or arp")) {
                HostProcess ours = sender.start(SeedNetwork.command("alone=yes", "priority=100"), Map.of());
                ours.awaitLine("started"::equals, SeedNetwork.PATIENCE);
                CapturedFrame first = capture.await(frame -> frame.etherType() == 0x0800, SeedNetwork.PATIENCE);
                assertThat(first.hex()).startsWith(ETHERNET + ADVERTISEMENT);
                capture.await(frame -> Heard.in(List.of(frame)).size() == 1 && isSeventh(frame), SeedNetwork.PATIENCE);
                ours.signal("TERM");
                CapturedFrame last = capture.await(
                        frame -> Heard.in(List.of(frame)).stream().anyMatch(heard -> heard.priority() == 0),
                        SeedNetwork.PATIENCE);
                assertThat(last.hex()).startsWith(ETHERNET + RELEASE);
                List<CapturedFrame> frames = capture.stop();
                assertThat(frames)
                        .filteredOn(frame -> frame.etherType() == 0x0806)
                        .isNotEmpty()
                        .allMatch(frame -> frame.hex().startsWith(ANNOUNCEMENT));
                CommandResult reading =
                        listener.run("tcpdump", "-n", "-v", "-r", capture.file().toString(), "ip proto 112");
                assertThat(reading.output())
                        .contains("vrid 100, prio 100, authtype simple, intvl 1s, length 20")
                        .contains("vrid 100, prio 0")
                        .doesNotContain("bad");
            }
        }
    }

    private static boolean isSeventh(CapturedFrame frame) {
        return frame.bytes().getShort(18) == 7; // identification in the IPv4 header
    }
}
