package io.github.lvs4j.director.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lvs4j.director.DirectorConfig;
import io.github.lvs4j.director.RealServerConfig;
import io.github.lvs4j.director.ServiceConfig;
import io.github.lvs4j.healthcheck.CheckTarget;
import io.github.lvs4j.healthcheck.HealthCheck;
import io.github.lvs4j.healthcheck.HealthPolicy;
import io.github.lvs4j.healthcheck.RecoveryRule;
import io.github.lvs4j.healthcheck.check.HttpChecker;
import io.github.lvs4j.healthcheck.check.HttpProtocol;
import io.github.lvs4j.healthcheck.check.HttpUrl;
import io.github.lvs4j.healthcheck.check.StatusCodes;
import io.github.lvs4j.ipvs.SchedulerFlag;
import io.github.lvs4j.ipvs.Tunnel;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.Endpoint;
import io.github.lvs4j.vrrp.AnnouncementPolicy;
import io.github.lvs4j.vrrp.Authentication;
import io.github.lvs4j.vrrp.ChecksumPolicy;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpVersion;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeepalivedConfTest {

    private static final ConfOptions OPTIONS = new ConfOptions(false, "lvs1");

    @TempDir
    private Path directory;

    @Test
    void shouldRefuseAFileThatIsNotUtf8AtItsFirstForeignByte() throws IOException {
        byte[] text = "# first line\nglobal_defs { router_id 主 }\n".getBytes(Charset.forName("GB18030"));

        ConfReading reading = KeepalivedConf.read(Files.write(directory.resolve("k.conf"), text), OPTIONS);

        assertThat(reading.config()).isEmpty();
        assertThat(reading.errors()).hasSize(1);
        Diagnostic error = reading.errors().get(0);
        assertThat(error.position().line()).isEqualTo(2);
        assertThat(error.position().column()).isEqualTo(25);
        assertThat(error.message()).contains("not UTF-8").contains("iconv");
    }

    @Test
    void shouldReadUtf8EverywhereWithOrWithoutAByteOrderMarkAndCarriageReturns() {
        DirectorConfig config = accept("\ufeffglobal_defs {\r\n  router_id \"主机 一\" ! 注释\r\n}\r\n"
                + "virtual_server fwmark 1 {\r\n real_server 10.0.0.1 80 {\r\n }\r\n}\r\n");

        assertThat(config.routerId()).contains("主机 一");
    }

    @Test
    void shouldThrowEveryErrorAtOnceWhenAskedForTheConfiguration() {
        ConfReading reading = KeepalivedConf.parse("virtual_server 1.2.3 {\n}\nvrrp_instance A {\n}\n", "k", OPTIONS);

        assertThatThrownBy(reading::orThrow)
                .isInstanceOf(ConfigurationRefusedException.class)
                .hasMessageContaining("k:1:16: error: not a numeric IP address: \"1.2.3\"")
                .hasMessageContaining("k:3:1: error: vrrp_instance A has no interface");
    }

    @Test
    void shouldFollowIncludesRelativeToTheIncludingFileAndNameTheirPlaces() throws IOException {
        Path parts = Files.createDirectory(directory.resolve("parts"));
        Files.writeString(parts.resolve("b.conf"), "virtual_server 192.0.2.2 80 {\n  include servers/x\n}\n");
        Files.writeString(parts.resolve("a.conf"), "global_defs { router_id A\n  nonsense\n}\n");
        Files.createDirectory(parts.resolve("servers"));
        Files.writeString(parts.resolve("servers/x"), "protocol TCP\nreal_server 10.0.0.1 80 { weight 3 }\n");
        Path main = Files.writeString(directory.resolve("main.conf"), "include parts/*.conf\n");

        ConfReading reading = KeepalivedConf.read(main, OPTIONS);

        assertThat(reading.diagnostics()).hasSize(1);
        assertThat(reading.diagnostics().get(0).position())
                .isEqualTo(new Position(parts.resolve("a.conf").toString(), 2, 3));
        DirectorConfig config = reading.orThrow();
        assertThat(config.routerId()).contains("A");
        assertThat(config.services().get(0).realServers()).hasSize(1);
    }

    @Test
    void shouldRefuseAFileThatIncludesItselfAndOneThatIsNotThere() throws IOException {
        Path main = Files.writeString(directory.resolve("main.conf"), "include main.conf\ninclude absent.conf\n");

        ConfReading reading = KeepalivedConf.read(main, OPTIONS);

        assertThat(reading.errors()).extracting(Diagnostic::message).anyMatch(m -> m.contains("include itself"));
        assertThat(reading.errors()).extracting(Diagnostic::message).anyMatch(m -> m.contains("no file matches"));
    }

    @Test
    void shouldKeepLinesOfThisHostAndSubstituteNames() {
        DirectorConfig config = accept("""
                $VIP=192.0.2.1
                $STATE=BACKUP
                @lvs1 $STATE=MASTER
                @lvs1 global_defs { router_id first }
                @^lvs1 global_defs { router_id other }
                vrrp_instance A
                {
                    interface eth0
                    state $STATE
                    virtual_router_id 1
                    virtual_ipaddress { ${VIP}/24 dev eth1 }
                }
                """);

        assertThat(config.routerId()).contains("first");
        VirtualRouter router = config.vrrp().orElseThrow().routers().get(0);
        assertThat(router.addresses()).hasToString("[192.0.2.1/24 dev eth1]");
        assertThat(router.priority().value()).isEqualTo(255);
    }

    @Test
    void shouldReadAuthenticationHeaderUnicastRulesAndChecksum() {
        ConfReading reading = KeepalivedConf.parse("""
                global_defs { v3_checksum_as_v2 }
                vrrp_instance A {
                    interface eth0
                    virtual_router_id 1
                    check_unicast_src off
                    unicast_ttl 64
                    unicast_peer {
                        192.0.2.6 min_ttl 250 max_ttl 255
                        192.0.2.7 min_ttl 240
                    }
                    authentication {
                        auth_type AH
                        auth_pass 1c7f545a
                    }
                    virtual_ipaddress { 192.0.2.1 }
                }
                vrrp_instance B {
                    interface eth0
                    version 3
                    virtual_router_id 2
                    v3_checksum_as_v2 off
                    virtual_ipaddress { 192.0.2.2 }
                }
                """, "k", OPTIONS);
        List<VirtualRouter> routers = reading.orThrow().vrrp().orElseThrow().routers();
        assertThat(routers.get(0).authentication()).isEqualTo(Authentication.authenticationHeader("1c7f545a"));
        assertThat(routers.get(0).checkUnicastSource()).isFalse();
        assertThat(routers.get(0).leastUnicastTimeToLive()).isEqualTo(240);
        assertThat(routers.get(0).checksum()).isEqualTo(ChecksumPolicy.MESSAGE_ONLY);
        assertThat(routers.get(1).checksum()).isEqualTo(ChecksumPolicy.WITH_PSEUDO_HEADER);
        assertThat(routers.get(1).checkUnicastSource()).isTrue();
        assertThat(reading.diagnostics())
                .extracting(Diagnostic::message)
                .containsExactly(
                        "unicast_ttl 64 is left out: advertisements are sent with 255",
                        "min_ttl 250 becomes 240, the lowest of this unicast_peer: one bound holds for all peers here; give"
                                + " each one a min_ttl",
                        "\"max_ttl\" after a unicast peer is not supported here and left out");
    }

    @Test
    void shouldLetUnicastPeersBeBehindRoutersAsKeepalivedDoes() {
        List<VirtualRouter> routers = accept("""
                vrrp_instance A {
                    interface eth0
                    virtual_router_id 1
                    unicast_peer {
                        192.0.2.6
                    }
                    virtual_ipaddress { 192.0.2.1 }
                }
                vrrp_instance B {
                    interface eth0
                    virtual_router_id 2
                    virtual_ipaddress { 192.0.2.2 }
                }
                """).vrrp().orElseThrow().routers();
        assertThat(routers.get(0).leastUnicastTimeToLive()).isZero();
        assertThat(routers.get(1).leastUnicastTimeToLive()).isEqualTo(255);
    }

    @Test
    void shouldRefuseAnHmacInsteadOfAdvertisingWithoutIt() {
        ConfReading reading = KeepalivedConf.parse("""
                vrrp_instance A {
                    interface eth0
                    virtual_router_id 1
                    auth_hmac {
                        key 1 0123456789
                    }
                    virtual_ipaddress { 192.0.2.1 }
                }
                """, "k", OPTIONS);
        assertThat(reading.diagnostics())
                .extracting(Diagnostic::toString)
                .containsExactly("k:4:5: error: \"auth_hmac\" is known to keepalived, not supported here, and cannot be"
                        + " left out silently; remove it, or define this virtual router in Java, with an Hmac");
    }

    @Test
    void shouldReadEverythingAnInstanceCanSay() {
        DirectorConfig config = accept("""
                global_defs {
                    smtp_alert on
                    vrrp_garp_master_repeat 2
                    vrrp_startup_delay 5.5
                    notification_email { a@example.org "Op Two <b@example.org>" }
                    smtp_server 192.0.2.25 2525
                    smtp_connect_timeout 0
                    smtp_helo_name lvs1.example.org
                    no_email_faults
                }
                vrrp_instance A {
                    interface eth0
                    virtual_router_id 9
                    version 3
                    priority 150
                    advert_int 0.25
                    nopreempt
                    garp_master_delay 1
                    down_timer_adverts 4
                    unicast_src_ip 2001:db8::5
                    unicast_peer { 2001:db8::6 }
                    virtual_ipaddress { 2001:db8::1 }
                    smtp_alert off
                }
                vrrp_instance B {
                    interface eth0
                    virtual_router_id 9
                    preempt_delay 30
                    virtual_ipaddress { 192.0.2.7 }
                }
                """);

        List<VirtualRouter> routers = config.vrrp().orElseThrow().routers();
        VirtualRouter first = routers.get(0);
        assertThat(first.version()).isEqualTo(VrrpVersion.V3);
        assertThat(first.advertisementInterval()).isEqualTo(Duration.ofMillis(250));
        assertThat(first.preemption().enabled()).isFalse();
        assertThat(first.startupDelay()).isEqualTo(Duration.ofMillis(5500));
        assertThat(first.silentIntervals()).isEqualTo(4);
        assertThat(first.announcement()).isEqualTo(new AnnouncementPolicy(2, Duration.ofSeconds(1)));
        assertThat(first.unicastPeers()).hasSize(1);
        assertThat(routers.get(1).preemption().delay()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.mailedRouters()).containsExactly("B");
        assertThat(config.mailFaults()).isFalse();
        assertThat(config.mail()).hasValueSatisfying(mail -> {
            assertThat(mail.recipients()).containsExactly("a@example.org", "Op Two <b@example.org>");
            assertThat(mail.port()).isEqualTo(2525);
            assertThat(mail.timeout()).isEqualTo(Duration.ofSeconds(1));
            assertThat(mail.greeting()).contains("lvs1.example.org");
        });
    }

    @Test
    void shouldReadEverythingAVirtualServerCanSayAndInheritDownwards() {
        DirectorConfig config = accept("""
                virtual_server fwmark 7 {
                    lvs_sched mh
                    mh-port
                    lvs_method TUN type gue port 6080 csum
                    persistence_timeout
                    persistence_granularity 255.255.255.0
                    persistence_engine sip
                    ops
                    weight 5
                    quorum 4
                    hysteresis 9
                    delay_loop 2.5
                    retry 7
                    inhibit_on_failure
                    virtualhost www.example.org
                    sorry_server 10.0.0.9 80
                    sorry_server_inhibit
                    real_server 10.0.0.1 80 {
                        uthreshold 100
                        lthreshold 50
                        inhibit_on_failure off
                        delay_before_retry 4
                        HTTP_GET {
                            url {
                                path /a
                                status_code 200 301-302
                            }
                            url {
                                path /b
                                digest 3EF1267DA49C9567B0243DC4BE39653A
                            }
                            nb_get_retry 3
                            http_protocol 1.1
                            connect_ip 10.9.9.9
                            connect_port 8080
                            bindto 10.9.9.1
                            alpha
                            warmup 0
                            fast_recovery
                        }
                    }
                    real_server 10.0.0.2 80 {
                        TCP_CHECK { }
                    }
                }
                """);

        ServiceConfig service = config.services().get(0);
        assertThat(service.key()).isEqualTo(VirtualServiceKey.firewallMark(7, AddressFamily.INET));
        assertThat(service.service().schedulerFlags()).containsExactly(SchedulerFlag.FLAG_2);
        assertThat(service.service().persistence()).hasValueSatisfying(persistence -> {
            assertThat(persistence.timeout()).isEqualTo(Duration.ofSeconds(360));
            assertThat(persistence.clientPrefix()).hasValue(24);
            assertThat(persistence.engine()).contains("sip");
        });
        assertThat(service.quorum()).isEqualTo(4);
        assertThat(service.hysteresis()).isEqualTo(3);
        assertThat(service.sorryServerInhibit()).isTrue();
        RealServerConfig first = service.realServers().get(0);
        assertThat(first.inhibitOnFailure()).isFalse();
        assertThat(first.realServer().weight()).isEqualTo(5);
        assertThat(first.realServer().forwarding()).isEqualTo(new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.OUTER));
        HealthCheck http = first.checks().get(0);
        assertThat(http.target()).isEqualTo(CheckTarget.of("10.9.9.9", 8080).from(Endpoint.of("10.9.9.1", 0)));
        assertThat(http.policy())
                .isEqualTo(HealthPolicy.http()
                        .interval(Duration.ofMillis(2500))
                        .retries(3)
                        .delayBeforeRetry(Duration.ofSeconds(4))
                        .warmup(Duration.ZERO)
                        .alpha(true)
                        .recovery(RecoveryRule.ALL_PROBES_AT_ONCE)
                        .build());
        assertThat(http.checker())
                .isEqualTo(HttpChecker.builder()
                        .protocol(HttpProtocol.HTTP_1_1)
                        .virtualHost("www.example.org")
                        .addUrls(HttpUrl.builder()
                                .path("/a")
                                .statusCodes(StatusCodes.parse("200 301-302"))
                                .build())
                        .addUrls(HttpUrl.of("/b", "3ef1267da49c9567b0243dc4be39653a"))
                        .build());
        RealServerConfig second = service.realServers().get(1);
        assertThat(second.inhibitOnFailure()).isTrue();
        assertThat(second.checks().get(0).policy().retries()).isEqualTo(7);
        assertThat(second.checks().get(0).policy().delayBeforeRetry()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void shouldGiveAFirewallMarkNoPortUnlessItMasquerades() {
        String servers = " sorry_server 10.0.0.9 81\n real_server 10.0.0.1 80 { TCP_CHECK { } } }";
        ServiceConfig direct = service("virtual_server fwmark 1 { lb_kind DR\n" + servers);
        assertThat(direct.realServers().get(0).realServer().key().endpoint().port())
                .isZero();
        assertThat(direct.realServers().get(0).checks().get(0).target().endpoint())
                .isEqualTo(Endpoint.of("10.0.0.1", 80));
        assertThat(direct.sorryServer().orElseThrow().key().endpoint().port()).isZero();

        ServiceConfig masqueraded = service("virtual_server fwmark 1 { lb_kind NAT\n" + servers);
        assertThat(masqueraded
                        .realServers()
                        .get(0)
                        .realServer()
                        .key()
                        .endpoint()
                        .port())
                .isEqualTo(80);
        assertThat(masqueraded.sorryServer().orElseThrow().key().endpoint().port())
                .isEqualTo(81);
    }

    @Test
    void shouldGiveServersThatAreNotMasqueradedTheServicesPort() {
        String servers = " sorry_server 10.0.0.9 81\n real_server 10.0.0.1 82 { weight 1 } }";
        ServiceConfig direct = service("virtual_server 192.0.2.1 80 { protocol TCP\n lb_kind DR\n" + servers);

        assertThat(direct.sorryServer().orElseThrow().key().endpoint().port()).isEqualTo(80);
        assertThat(direct.realServers().get(0).realServer().key().endpoint().port())
                .isEqualTo(80);
    }

    private static ServiceConfig service(String text) {
        return KeepalivedConf.parse(text, "k", OPTIONS).orThrow().services().get(0);
    }

    @Test
    void shouldTakeTheFamilyOfAFirewallMarkFromItsServersOrFromTheFile() {
        assertThat(accept("virtual_server fwmark 1 { real_server 2001:db8::1 80 { weight 1 } }")
                        .services()
                        .get(0)
                        .key()
                        .family())
                .isEqualTo(AddressFamily.INET6);
        assertThat(accept("virtual_server fwmark 1 { ip_family inet6\n real_server 2001:db8::1 80 { weight 1 } }")
                        .services()
                        .get(0)
                        .key()
                        .family())
                .isEqualTo(AddressFamily.INET6);
    }

    @Test
    void shouldCheckOverTlsWithTheNameItIsToldToIndicate() {
        HttpChecker checker = (HttpChecker) accept("""
                        virtual_server 192.0.2.1 443 {
                            protocol TCP
                            real_server 10.0.0.1 443 {
                                SSL_GET {
                                    url { path / }
                                    enable_sni
                                    sni_name www.example.org
                                }
                            }
                        }
                        """)
                .services()
                .get(0)
                .realServers()
                .get(0)
                .checks()
                .get(0)
                .checker();

        assertThat(checker.tls())
                .hasValueSatisfying(tls -> assertThat(tls).hasToString("TLS, not verified as www.example.org"));
    }

    private static DirectorConfig accept(String text) {
        ConfReading reading = KeepalivedConf.parse(text, "k", OPTIONS);
        assertThat(reading.diagnostics()).isEmpty();
        return reading.orThrow();
    }
}
