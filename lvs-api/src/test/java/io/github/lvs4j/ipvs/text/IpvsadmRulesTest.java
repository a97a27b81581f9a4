package io.github.lvs4j.ipvs.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.lvs4j.ipvs.ConnectionThresholds;
import io.github.lvs4j.ipvs.ForwardingMethod;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.Persistence;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.SchedulerFlag;
import io.github.lvs4j.ipvs.Tunnel;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.net.AddressFamily;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules as text, both ways. Every text here was given to, or comes from, ipvsadm 1.31. */
class IpvsadmRulesTest {

    private static final VirtualServiceKey WEB = VirtualServiceKey.tcp("192.0.2.1", 80);

    private static final String SAVED = """
            -A -t 192.0.2.1:80 -s wrr -p 60 -M 255.255.255.0
            -a -t 192.0.2.1:80 -r 192.168.168.236:8001 -m -w 2
            -a -t 192.0.2.1:80 -r 192.168.168.238:80 -g -w 70000
            -A --sctp-service 192.0.2.1:80 -s rr -b flag-1,flag-3
            -a --sctp-service 192.0.2.1:80 -r 192.168.168.236:80 -i -w 1 --tun-type gre --tun-nocsum
            -A -u [2001:db8::1]:53 -s sh -o -b sh-fallback,sh-port
            -a -u [2001:db8::1]:53 -r [2001:db8::2]:53 -i -w 0 --tun-type ipip
            -A -f 7 -6 -s wlc -p 360 -M 64 --pe sip
            -a -f 7 -6 -r 198.51.100.1:0 -i -w 1 --tun-type gue --tun-port 6080 --tun-remcsum
            """;

    private static IpvsTable saved() {
        return IpvsTable.builder()
                .add(
                        VirtualService.builder()
                                .key(VirtualServiceKey.firewallMark(7, AddressFamily.INET6))
                                .persistence(
                                        Persistence.DEFAULT.withClientPrefix(64).withEngine("sip"))
                                .build(),
                        server("198.51.100.1", 0, new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.REMOTE), 1))
                .add(
                        VirtualService.builder()
                                .key(WEB)
                                .scheduler(Scheduler.WRR)
                                .persistence(
                                        Persistence.of(Duration.ofSeconds(60)).withClientPrefix(24))
                                .build(),
                        RealServer.masquerade("192.168.168.236", 8001, 2),
                        RealServer.directRouting("192.168.168.238", 80, 70_000))
                .add(
                        VirtualService.builder()
                                .key(VirtualServiceKey.udp("2001:db8::1", 53))
                                .scheduler(Scheduler.SH)
                                .onePacket(true)
                                .addSchedulerFlags(SchedulerFlag.FLAG_1, SchedulerFlag.FLAG_2)
                                .build(),
                        server("2001:db8::2", 53, Tunnel.IPIP, 0))
                .add(
                        VirtualService.builder()
                                .key(VirtualServiceKey.sctp("192.0.2.1", 80))
                                .scheduler(Scheduler.RR)
                                .addSchedulerFlags(SchedulerFlag.FLAG_1, SchedulerFlag.FLAG_3)
                                .build(),
                        server("192.168.168.236", 80, Tunnel.gre(), 1))
                .build();
    }

    private static RealServer server(String address, int port, ForwardingMethod method, int weight) {
        return RealServer.builder()
                .key(RealServerKey.of(address, port))
                .forwarding(method)
                .weight(weight)
                .build();
    }

    private static IpvsTable table(VirtualService service, RealServer... servers) {
        return IpvsTable.builder().add(service, servers).build();
    }

    private static VirtualService service(Scheduler scheduler, SchedulerFlag... flags) {
        return VirtualService.builder()
                .key(WEB)
                .scheduler(scheduler)
                .addSchedulerFlags(flags)
                .build();
    }

    @Test
    void shouldReadWhatIpvsadmSaves() {
        assertThat(IpvsadmRules.parse(SAVED)).isEqualTo(saved());
    }

    @Test
    void shouldWriteWhatIpvsadmSaves() {
        assertThat(IpvsadmRules.format(saved())).isEqualTo(SAVED);
        assertThat(IpvsadmRules.asSaved(saved())).isEqualTo(SAVED);
    }

    @Test
    void shouldWriteNothingForAnEmptyTable() {
        assertThat(IpvsadmRules.format(IpvsTable.empty())).isEmpty();
        assertThat(IpvsadmRules.parse("").isEmpty()).isTrue();
        assertThat(IpvsadmRules.parse("\n \r\n\t\n").isEmpty()).isTrue();
    }

    @Test
    void shouldKeepWhatIpvsadmLosesUnlessAskedToLoseIt() {
        IpvsTable table = IpvsTable.builder()
                .add(VirtualService.builder()
                        .key(VirtualServiceKey.firewallMark(0xffff_ffffL, AddressFamily.INET))
                        .build())
                .add(
                        service(Scheduler.MH, SchedulerFlag.FLAG_3),
                        RealServer.builder()
                                .from(server("198.51.100.1", 80, Tunnel.IPIP, 3))
                                .thresholds(new ConnectionThresholds(9, 4))
                                .build())
                .build();
        assertThat(IpvsadmRules.format(table)).isEqualTo("""
                -A -f 4294967295 -s wlc
                -A -t 192.0.2.1:80 -s mh -b flag-3
                -a -t 192.0.2.1:80 -r 198.51.100.1:80 -i -w 3 -x 9 -y 4 --tun-type ipip
                """);
        assertThat(IpvsadmRules.parse(IpvsadmRules.format(table))).isEqualTo(table);
        assertThat(IpvsadmRules.asSaved(table)).isEqualTo("""
                -A -f -1 -s wlc
                -A -t 192.0.2.1:80 -s mh -b\s
                -a -t 192.0.2.1:80 -r 198.51.100.1:80 -i -w 3 --tun-type ipip
                """);
        assertThat(IpvsadmRules.parse("-A -f -1 -s wlc"))
                .isEqualTo(IpvsadmRules.parse("-A -f 4294967295"))
                .satisfies(read -> assertThat(read.isEmpty()).isFalse());
    }

    @Test
    void shouldRefuseToWriteAForwardingMethodWithoutAnOption() {
        IpvsTable table = table(service(Scheduler.RR), server("198.51.100.1", 80, ForwardingMethod.BYPASS, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpvsadmRules.format(table))
                .withMessageContaining("198.51.100.1:80 of TCP 192.0.2.1:80")
                .withMessageContaining("BYPASS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-A -t 192.0.2.1:80 -s rr -p 60",
                "ipvsadm -A -t 192.0.2.1:80 -s rr -p 60",
                "  -A\t-t   192.0.2.1:80  -srr -p60 \r",
                "-At192.0.2.1:80 -s=rr -p=60",
                "-At 192.0.2.1:080 -p 060 -s rr",
                "--add-service --tcp-service 192.0.2.1:80 --scheduler rr --persistent 60",
                "--add-service --tcp-service=192.0.2.1:80 --scheduler=rr --persistent=60",
                "-A -p 60 -M 255.255.255.255 -s rr -t 192.0.2.1:80",
            })
    void shouldReadEveryWayToWriteAService(String line) {
        assertThat(IpvsadmRules.parse(line))
                .isEqualTo(table(VirtualService.builder()
                        .key(WEB)
                        .scheduler(Scheduler.RR)
                        .persistence(Persistence.of(Duration.ofSeconds(60)))
                        .build()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-a -t 192.0.2.1:80 -r 198.51.100.1:80 -i --tun-type gue --tun-port 9 --tun-csum -w 5 -x 7 -y 3",
                "-at 192.0.2.1:80 -ir 198.51.100.1 --tun-csum --tun-port=9 --tun-type=gue -y3 -x7 -w5",
                "--add-server --tcp-service 192.0.2.1:80 --real-server 198.51.100.1:80 --ipip --tun-type gue"
                        + " --tun-port 9 --tun-csum --weight 5 --u-threshold 7 --l-threshold 3",
            })
    void shouldReadEveryWayToWriteARealServer(String line) {
        RealServer expected = RealServer.builder()
                .from(server("198.51.100.1", 80, new Tunnel(Tunnel.Type.GUE, 9, Tunnel.Checksum.OUTER), 5))
                .thresholds(new ConnectionThresholds(7, 3))
                .build();
        assertThat(IpvsadmRules.parse("-A -t 192.0.2.1:80\n" + line))
                .isEqualTo(table(service(Scheduler.WLC), expected));
    }

    @Test
    void shouldTakeTheDefaultsOfIpvsadm() {
        assertThat(
                        IpvsadmRules.parse(
                                "-A -t 2001:db8::1 -p\n-a -t 2001:db8::1 -r 2001:db8::2\n-a -t 2001:db8::1 -i -r [::1.2.3.4]:7"))
                .isEqualTo(table(
                        VirtualService.builder()
                                .key(VirtualServiceKey.tcp("2001:db8::1", 0))
                                .persistence(Persistence.DEFAULT)
                                .build(),
                        RealServer.directRouting("2001:db8::2", 0, 1),
                        server("::1.2.3.4", 7, Tunnel.IPIP, 1)));
    }

    @Test
    void shouldWriteAddressesAsTheCLibraryDoes() {
        IpvsTable table = IpvsTable.builder()
                .add(VirtualService.builder()
                        .key(VirtualServiceKey.tcp("::ffff:1.2.3.4", 1))
                        .build())
                .add(VirtualService.builder()
                        .key(VirtualServiceKey.tcp("::102:304", 1))
                        .build())
                .add(VirtualService.builder()
                        .key(VirtualServiceKey.tcp("::5", 1))
                        .build())
                .add(VirtualService.builder()
                        .key(VirtualServiceKey.tcp("::1", 1))
                        .build())
                .build();
        assertThat(IpvsadmRules.asSaved(table)).isEqualTo("""
                -A -t [::1]:1 -s wlc
                -A -t [::0.0.0.5]:1 -s wlc
                -A -t [::1.2.3.4]:1 -s wlc
                -A -t [::ffff:1.2.3.4]:1 -s wlc
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-A -t www.example.org:80 | 7 | ipvsadm -Sn",
                "-A -t 192.0.2.1:http | 7 | ipvsadm -Sn",
                "-A -t 192.0.2:80 | 7 | not a numeric IP address",
                "-A -t 192.0.2.1:65536 | 7 | 0 to 65535",
                "-A -t 192.0.2.1: -p | 7 | not a port",
                "-A -t [2001:db8::1] -p | 7 | [2001:db8::1]:80",
                "-A -t 192.0.2.1 | 7 | port 0 means all ports",
                "-A -f 0 | 7 | 1 to 4294967295",
                "-A -f x | 7 | not a number",
                "-A -6 -f 7 | 4 | after the mark",
                "-A -t 192.0.2.1:80 -u 192.0.2.1:80 | 23 | exclude each other",
                "-A | 1 | no virtual service",
                "ipvsadm | 1 | no command",
                "-t 192.0.2.1:80 -A | 1 | begins with its command",
                "-A -t 192.0.2.1:80 -a | 20 | on a line of its own",
                "-E -t 192.0.2.1:80 | 1 | ipvsadm -Sn",
                "-C | 1 | command -C",
                "--set 1 2 3 | 1 | command --set",
                "# comment | 1 | no comments",
                "/sbin/ipvsadm -A -t 192.0.2.1:80 | 1 | belongs to no option",
                "-A -t 192.0.2.1:80 extra | 20 | belongs to no option",
                "-A -t 192.0.2.1:80 -n | 20 | unknown option -n",
                "-A -t 192.0.2.1:80 --schedular rr | 20 | unknown option --schedular",
                "-A -t 192.0.2.1:80 -w 3 | 23 | belongs to a real server",
                "-a -t 192.0.2.1:80 -r 198.51.100.1 -s rr | 39 | belongs to a virtual service",
                "-A -t 192.0.2.1:80 -s | 20 | needs a value",
                "-A -t 192.0.2.1:80 -s -p | 20 | needs a value",
                "-A -t 192.0.2.1:80 -s rr -s rr | 26 | given twice",
                "-A -t 192.0.2.1:80 --ops=yes | 25 | takes no value",
                "-A -t 192.0.2.1:80 -s 0123456789abcdef | 23 | not a scheduler name",
                "-A -t 192.0.2.1:80 -p 0 | 23 | from 1 to",
                "-A -t 192.0.2.1:80 -p -1 | 23 | unknown option -1",
                "-A -t 192.0.2.1:80 -M 255.255.0.0 | 23 | add -p",
                "-A -t 192.0.2.1:80 --pe sip | 25 | add -p",
                "-A -t 192.0.2.1:80 -p --pe 0123456789abcdef | 28 | not a persistence engine",
                "-A -t 192.0.2.1:80 -p -M 255.0.255.0 | 26 | not a netmask",
                "-A -t 192.0.2.1:80 -p -M 24 | 26 | not a numeric IP address",
                "-A -p -M 64 -t [2001:db8::1]:80 | 10 | write it after -t",
                "-A -p -f 7 -M 64 -6 | 15 | write it after -6",
                "-A -t [2001:db8::1]:80 -p -M 129 | 30 | from 1 to 128",
                "-A -t 192.0.2.1:80 -s rr -b sh-port | 29 | has no flag",
                "-a -t 192.0.2.1:80 -r 198.51.100.1:80 | 7 | write its -A line",
            })
    void shouldSayWhereALineIsWrongAndWhatHelps(String line, int column, String words) {
        refused(line, 1, column, words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-a -t 192.0.2.1:80 | 1 | write -r",
                "-a -t 192.0.2.1:80 -r 198.51.100.1 -m -g | 39 | exclude each other",
                "-a -t 192.0.2.1:80 -r 198.51.100.1 -w x | 39 | not a number",
                "-a -t 192.0.2.1:80 -r 198.51.100.1 -w -1 | 39 | from 0 to 2147483647",
                "-a -t 192.0.2.1:80 -r 198.51.100.1 -w 2147483648 | 39 | from 0 to 2147483647",
                "-a -t 192.0.2.1:80 -r 198.51.100.1 -x 5 -y 6 | 44 | out of range",
                "-a -t 192.0.2.1:80 -r 198.51.100.1 -y 6 | 39 | out of range",
                "-a -t 192.0.2.1:80 -r 2001:db8::1 | 23 | only a tunnel",
                "-a -t 192.0.2.1:80 -r 198.51.100.1 --tun-type gre | 47 | add -i",
                "-a -t 192.0.2.1:80 -r 198.51.100.1 --tun-csum | 36 | add -i",
                "-a -t 192.0.2.1:80 -r 198.51.100.1 -i --tun-type foo | 50 | ipip, gue and gre",
                "-a -t 192.0.2.1:80 -r 198.51.100.1 -i --tun-type gue | 50 | GUE needs a port",
                "-a -t 192.0.2.1:80 -r 198.51.100.1 -i --tun-type gre --tun-port 5 | 50 | the other types have none",
                "-a -t 192.0.2.1:80 -r 198.51.100.1 -i --tun-type gue --tun-port 0 | 65 | from 1 to 65535",
                "-a -t 192.0.2.1:80 -r 198.51.100.1 -i --tun-type gre --tun-remcsum | 50 | has no checksum",
                "-a -t 192.0.2.1:80 -r 198.51.100.1 -i --tun-nocsum | 39 | no checksum to leave out",
                "-a -t 192.0.2.1:80 -r 198.51.100.1 -i --tun-csum --tun-remcsum | 50 | exclude each other",
            })
    void shouldSayWhereARealServersLineIsWrong(String line, int column, String words) {
        refused("-A -t 192.0.2.1:80\n\n" + line, 3, column, words);
    }

    @Test
    void shouldRefuseWhatIsThereAlready() {
        refused("-A -t 192.0.2.1:80\n-A -t 192.0.2.1:80 -s rr", 2, 7, "is there already");
        refused(
                "-A -f 1\n-a -f 1 -r 198.51.100.1\n-a -f 1 -r 198.51.100.1:0 -w 2",
                3,
                12,
                "has real server 198.51.100.1:0 already");
    }

    private static void refused(String text, int line, int column, String words) {
        assertThatExceptionOfType(MalformedRulesException.class)
                .isThrownBy(() -> IpvsadmRules.parse(text))
                .withMessageStartingWith("line " + line + ", column " + column + ": ")
                .withMessageContaining(words)
                .satisfies(refused -> {
                    assertThat(refused.line()).isEqualTo(line);
                    assertThat(refused.column()).isEqualTo(column);
                });
    }
}
