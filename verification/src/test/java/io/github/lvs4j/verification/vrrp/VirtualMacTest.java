package io.github.lvs4j.verification.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.testkit.hosts.CapturedFrame;
import io.github.lvs4j.testkit.hosts.TestHost;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.vrrp.VirtualMac;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpRouter;
import io.github.lvs4j.vrrp.VrrpState;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The virtual MAC on the wire and in the kernel; what is expected of frames is from keepalived's captures. */
@Tag("netns")
@RequiresRoot
@RequiresTool({"ip", "tcpdump", "curl"})
class VirtualMacTest {

    private static final String VIRTUAL = "00005e000164";
    private static final String PHYSICAL = "02000000000a";
    private static final String GROUP = "01005e000012";
    private static final String ADVERTISEMENT =
            "45c0002800010000ff701887c000020be0000012216464010101e6ff71e24d583163376635343561";
    private static final String ANNOUNCEMENT =
            "ffffffffffff" + VIRTUAL + "08060001080006040001" + VIRTUAL + "71e24d58ffffffffffff71e24d58";

    private final DutiesBed bed = new DutiesBed();

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void shouldSendKeepalivedsFramesFromTheVirtualMac() {
        bed.startMaster(bed.a, DutiesBed.golden(b -> b.virtualMac(VirtualMac.DEFAULT)));
        CapturedFrame first = advertisement();
        assertThat(first.hex()).startsWith(GROUP + VIRTUAL + "0800" + ADVERTISEMENT);
        awaitAnnouncements();
    }

    @Test
    void shouldSendKeepalivedsFramesFromTheInterfaceBelow() {
        bed.startMaster(bed.a, DutiesBed.golden(b -> b.virtualMac(VirtualMac.DEFAULT.transmittingOnBase())));
        assertThat(advertisement().hex()).startsWith(GROUP + PHYSICAL + "0800" + ADVERTISEMENT);
        awaitAnnouncements();
    }

    @Test
    void shouldSpeakAndAnnounceFromTheVirtualMacOverIpv6() {
        String linkLocal = bed.a.ip("-6", "-o", "address", "show", "dev", "eth0", "scope", "link");
        assertThat(linkLocal).contains("fe80::ff:fe00:a/64");
        bed.startMaster(
                bed.a,
                DutiesBed.quick(
                        100, b -> b.addresses("fe80::100", "2001:db8::88").virtualMac(VirtualMac.DEFAULT)));
        bed.capture.await(
                frame -> frame.hex().startsWith("333300000012" + "00005e000264" + "86dd6"), DutiesBed.PATIENCE);
        bed.capture.await(
                frame -> frame.hex().startsWith("333300000001" + "00005e000264" + "86dd")
                        && frame.hex().contains("8800")
                        && frame.hex().contains("20010db8000000000000000000000088"),
                DutiesBed.PATIENCE);
        assertThat(bed.a.ip("-6", "-o", "address", "show", "dev", "vrrp.100"))
                .as("no address derived from the virtual MAC")
                .doesNotContain("5eff:fe");
        assertThat(bed.capture.frames()).noneMatch(frame -> frame.hex().startsWith("333300000012" + PHYSICAL));
    }

    @Test
    void shouldBeResolvedToTheVirtualMacAndNeverToThePhysicalOne() {
        bed.startMaster(bed.a, quick(100));
        bed.listener.ip("neigh", "flush", "all");
        assertThat(answers()).isTrue();
        assertThat(bed.listener.ip("neigh", "show", "113.226.77.88")).contains("00:00:5e:00:01:64");
        String answer = "0806" + "0001080006040002" + PHYSICAL + "71e24d58";
        assertThat(bed.capture.frames()).noneMatch(frame -> frame.hex().contains(answer));
        bed.listener.ip("neigh", "flush", "all");
        assertThat(bed.answers("192.0.2.11")).isTrue();
        assertThat(bed.listener.ip("neigh", "show", "192.0.2.11"))
                .as("the host's own address stays with its own MAC")
                .contains("02:00:00:00:00:0a");
    }

    @Test
    void shouldMoveBetweenTwoDirectorsOfOneVirtualMac() {
        VrrpRouter weak = bed.startMaster(bed.b, quick(100));
        VrrpRouter strong = bed.startMaster(bed.a, quick(150));
        DutiesBed.await("the weaker one hears it", () -> DutiesBed.state(weak) == VrrpState.BACKUP);
        DutiesBed.await("its macvlan is down", () -> isDown(bed.b));
        assertThat(answers()).isTrue();
        assertThat(weak.status().router("VI").orElseThrow().rejected()).isEmpty();
        strong.close();
        DutiesBed.await("takeover", () -> DutiesBed.state(weak) == VrrpState.MASTER && !isDown(bed.b));
        DutiesBed.await("it answers", this::answers);
    }

    @Test
    void shouldSettleAConflictOfTwoMastersOfOneVirtualMac() {
        VrrpRouter strong = bed.startMaster(bed.a, quick(150));
        bed.b.setCarrier("eth0", false);
        VrrpRouter weak = bed.start(bed.b, quick(100));
        bed.b.setCarrier("eth0", true);
        bed.a.setCarrier("eth0", false);
        DutiesBed.await("b alone", () -> DutiesBed.state(weak) == VrrpState.MASTER);
        bed.a.setCarrier("eth0", true);
        DutiesBed.await("a again", () -> DutiesBed.state(strong) == VrrpState.MASTER);
        DutiesBed.await("b yields", () -> DutiesBed.state(weak) == VrrpState.BACKUP);
    }

    @Test
    void shouldRemoveItAtTheEndAndGiveBackTheSysctl() {
        assertThat(sysctl("eth0/arp_ignore")).isEqualTo("0");
        VrrpRouter router = bed.startMaster(bed.a, quick(100));
        assertThat(bed.a.ip("-d", "link", "show", "vrrp.100"))
                .contains("macvlan mode private")
                .contains("00:00:5e:00:01:64");
        assertThat(sysctl("vrrp.100/arp_ignore")).isEqualTo("1");
        assertThat(sysctl("eth0/arp_ignore")).isEqualTo("1");
        router.close();
        assertThat(bed.a.ip("link")).doesNotContain("vrrp.100");
        assertThat(sysctl("eth0/arp_ignore")).isEqualTo("0");
        assertThat(sysctl("eth0/arp_announce")).isEqualTo("0");
    }

    @Test
    void shouldAdoptWhatAKilledRunLeftAndRefuseAnotherInterface() {
        bed.a.ip(
                "link",
                "add",
                "vrrp.100",
                "link",
                "eth0",
                "address",
                "00:00:5e:00:01:64",
                "type",
                "macvlan",
                "mode",
                "private");
        bed.a.ip("link", "set", "vrrp.100", "up");
        DutiesBed.addMarked(bed.a, "vrrp.100", "113.226.77.88/32");
        VrrpRouter router = bed.startMaster(bed.a, quick(100));
        assertThat(answers()).isTrue();
        router.close();
        bed.b.ip("link", "add", "vrrp.100", "type", "veth", "peer", "name", "other");
        assertThatThrownBy(() -> bed.start(bed.b, quick(100)))
                .isInstanceOf(AlreadyExistsException.class)
                .hasMessageContaining("there is an interface vrrp.100");
        assertThat(bed.b.ip("link")).contains("vrrp.100");
    }

    @Test
    void shouldMakeItAnewWhenSomebodyRemovesIt() {
        bed.startMaster(bed.a, quick(100));
        bed.a.ip("link", "del", "vrrp.100");
        DutiesBed.await("made anew", () -> bed.a.ip("address").contains("113.226.77.88/32 scope global vrrp.100"));
        DutiesBed.await("it answers", this::answers);
        bed.a.ip("link", "set", "vrrp.100", "down");
        DutiesBed.await("set up again", () -> !isDown(bed.a));
    }

    private static VirtualRouter quick(int priority) {
        return DutiesBed.quick(priority, b -> b.addresses("113.226.77.88").virtualMac(VirtualMac.DEFAULT));
    }

    private CapturedFrame advertisement() {
        return bed.capture.await(frame -> !Heard.in(List.of(frame)).isEmpty(), DutiesBed.PATIENCE);
    }

    private void awaitAnnouncements() {
        DutiesBed.await(
                "five announcements",
                () -> bed.capture.frames().stream()
                                .filter(frame -> frame.hex().startsWith(ANNOUNCEMENT))
                                .count()
                        == 5);
    }

    private boolean answers() {
        return bed.answers("113.226.77.88");
    }

    private static boolean isDown(TestHost host) {
        return !host.ip("link", "show", "vrrp.100").contains(",UP");
    }

    private String sysctl(String key) {
        return bed.a.run("cat", "/proc/sys/net/ipv4/conf/" + key).orFail().strip();
    }
}
