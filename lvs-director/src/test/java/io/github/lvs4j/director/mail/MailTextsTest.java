package io.github.lvs4j.director.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.vrrp.VrrpState;
import org.junit.jupiter.api.Test;

/** The words as keepalived 2.2.7 sends them. */
class MailTextsTest {

    private final MailTexts texts = new MailTexts("DEMO");

    @Test
    void shouldWriteAGroupsTransitions() {
        assertThat(texts.syncGroup("HK_GRP1", VrrpState.MASTER))
                .isEqualTo(new MailMessage(
                        "[DEMO] VRRP Group HK_GRP1 - Entering MASTER state",
                        "=> All VRRP group instances are now in MASTER state <="));
        assertThat(texts.syncGroup("HK_GRP1", VrrpState.FAULT).body())
                .isEqualTo("=> All VRRP group instances are now in FAULT state <=");
        assertThat(texts.syncGroup("HK_GRP1", VrrpState.INITIALIZE))
                .isEqualTo(new MailMessage(
                        "[DEMO] VRRP Group HK_GRP1 - Stopping", "=> All VRRP group instances are now stopping <="));
    }

    @Test
    void shouldWriteAVirtualRoutersTransitions() {
        assertThat(texts.virtualRouter("LVS_WAN", VrrpState.MASTER))
                .isEqualTo(new MailMessage(
                        "[DEMO] VRRP Instance LVS_WAN - Entering MASTER state",
                        "=> VRRP Instance is now owning VRRP VIPs <="));
        assertThat(texts.virtualRouter("LVS_WAN", VrrpState.FAULT))
                .isEqualTo(new MailMessage(
                        "[DEMO] VRRP Instance LVS_WAN - Entering FAULT state",
                        "=> VRRP Instance is no longer owning VRRP VIPs <="));
    }

    @Test
    void shouldWriteARealServersUpsAndDowns() {
        VirtualServiceKey service = VirtualServiceKey.tcp("113.226.77.88", 80);
        RealServerKey server = RealServerKey.of("192.168.168.238", 80);

        assertThat(texts.realServer(service, server, false, "TCP CHECK failed on service"))
                .isEqualTo(new MailMessage(
                        "[DEMO] Realserver [192.168.168.238]:tcp:80 of virtual server [113.226.77.88]:tcp:80 - DOWN",
                        "=> TCP CHECK failed on service <="));
    }

    @Test
    void shouldWriteTheQuorumsGainAndLoss() {
        VirtualServiceKey service = VirtualServiceKey.udp("2001:db8::1", 53);

        assertThat(texts.quorumGained(service, 1, 0, 2))
                .isEqualTo(new MailMessage(
                        "[DEMO] Virtualserver [2001:db8::1]:udp:53 - UP", "=> Gained quorum 1+0=1 <= 2 <="));
        assertThat(texts.quorumLost(service, 3, 1, 1).body()).isEqualTo("=> Lost quorum 3-1=2 > 1 <=");
        assertThat(texts.quorumLost(VirtualServiceKey.firewallMark(7, AddressFamily.INET), 1, 0, 0)
                        .subject())
                .isEqualTo("[DEMO] Virtualserver FWM 7 - DOWN");
    }

    @Test
    void shouldKeepASubjectOnOneLine() {
        assertThat(new MailMessage("a\r\nBcc: b", "").subject()).isEqualTo("a  Bcc: b");
    }
}
