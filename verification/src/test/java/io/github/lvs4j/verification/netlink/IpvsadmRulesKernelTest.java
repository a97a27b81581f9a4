package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lvs4j.ipvs.text.IpvsadmRules;
import io.github.lvs4j.ipvs.text.MalformedRulesException;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.kernel.KernelTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules as people write them: lvs4j takes them as {@code ipvsadm -R} does. */
@KernelTest
@RequiresTool({"ip", "ipvsadm"})
class IpvsadmRulesKernelTest {

    private static final String WEB = "-A -t 192.0.2.1:80\n";
    private static final String SERVER = WEB + "-a -t 192.0.2.1:80 -r 198.51.100.1 ";

    private static final List<String> TAKEN = List.of(
            "",
            "\n\n",
            "-A -t 192.0.2.1:80 -s rr -p 60\n",
            "ipvsadm -A -t 192.0.2.1:80 -s rr -p 60\n",
            "  -A\t-t   192.0.2.1:80  -srr -p60 \r\n",
            "-At192.0.2.1:80 -s=rr -p=60\n",
            "-A -u 192.0.2.1:080 -op 060\n",
            "--add-service --tcp-service 192.0.2.1:80 --scheduler rr --persistent 60 --netmask 255.255.0.0\n",
            "--add-service --udp-service=192.0.2.1:80 --scheduler=sh --ops --sched-flags=sh-port --persistent --pe sip\n",
            "--add-service --sctp-service 192.0.2.1:80\n",
            "--add-service --fwmark-service 7 --ipv6\n--add-server --fwmark-service 7 --ipv6 --real-server 2001:db8::1\n",
            "-A -p 60 -M 255.255.0.0 -t 192.0.2.1:80\n",
            "-A -u 192.0.2.1:80 -p -M 0.0.0.0\n",
            "-A -t 2001:db8::1 -p\n-a -t 2001:db8::1 -r 2001:db8::2\n",
            "-A -t [2001:db8::1]:80 -p -M 64\n",
            "-A -f 7 -6 -p -M 64\n-A -f 7\n",
            "-A -f 4294967295 -s mh -b mh-port,flag-1,,flag-3\n",
            WEB + "-at 192.0.2.1:80 -ir 198.51.100.1 --tun-csum --tun-port=9 --tun-type=gue -y3 -x7 -w5\n",
            WEB + "--add-server --tcp-service 192.0.2.1:80 --real-server 198.51.100.1:80 --ipip --tun-type gre"
                    + " --tun-nocsum --weight 0 --u-threshold 7 --l-threshold 3\n",
            SERVER + "\n",
            SERVER + "-m\n",
            SERVER + "--gatewaying -w 2147483647\n",
            SERVER + "--masquerading -x 5\n",
            WEB + "-a -t 192.0.2.1:80 -r 198.51.100.1:8080 -m\n",
            WEB + "-a -t 192.0.2.1:80 -r 198.51.100.1:0 -m\n",
            WEB + "-a -t 192.0.2.1:80 -r 2001:db8::1 -i\n",
            "-A -f 7\n-a -f 7 -r 198.51.100.1 -m\n-a -f 7 -r 198.51.100.1:80\n");

    private static final List<String> REFUSED = List.of(
            "# comment\n" + WEB,
            "-A -t 192.0.2.1:80 # comment\n",
            "/sbin/ipvsadm " + WEB,
            "-t 192.0.2.1:80 -A\n",
            "-A\n",
            "-A -t 192.0.2.1:80 -s\n",
            "-A -t 192.0.2.1:80 -p 0\n",
            "-A -t 192.0.2.1:80 -p -1\n",
            "-A -t 192.0.2.1:65536\n",
            "-A -t 192.0.2.1\n",
            "-A -t [2001:db8::1] -p\n",
            "-A -t 192.0.2.1:80 -u 192.0.2.1:80\n",
            "-A -t 192.0.2.1:80 -s rr -s rr\n",
            "-A -t 192.0.2.1:80 -s rr -b sh-port\n",
            "-A -t 192.0.2.1:80 -w 3\n",
            "-A -t 192.0.2.1:80 extra\n",
            "-A -f 0\n",
            "-A -6 -f 7\n",
            "-A -t [2001:db8::1]:80 -p -M 129\n",
            WEB + "-a -t 192.0.2.1:80\n",
            SERVER + "-m -g\n",
            SERVER + "-w 2147483648\n",
            SERVER + "-x 5 -y 6\n",
            SERVER + "--tun-type gre\n",
            SERVER + "-i --tun-type gue\n",
            SERVER + "-i --tun-type gre --tun-port 5\n",
            SERVER + "-i --tun-type gre --tun-remcsum\n",
            SERVER + "-i --tun-type ipip --tun-nocsum\n",
            SERVER + "-i --tun-type gue --tun-port 9 --tun-csum --tun-remcsum\n");

    @Test
    void shouldTakeWhatIpvsadmTakes() {
        try (DifferentialSide side = new DifferentialSide()) {
            for (String rules : TAKEN) {
                NamespaceShell.Printed restored = side.shell.feed("ipvsadm -C; ipvsadm -R", rules);
                assertThat(restored).as(rules).isEqualTo(new NamespaceShell.Printed("", 0));
                assertThat(side.ipvs.table()).as(rules).isEqualTo(RandomTables.ordered(IpvsadmRules.parse(rules)));
            }
        }
    }

    @Test
    void shouldRefuseWhatIpvsadmRefuses() {
        try (DifferentialSide side = new DifferentialSide()) {
            for (String rules : REFUSED) {
                assertThat(side.shell.feed("ipvsadm -C; ipvsadm -R", rules).status())
                        .as(rules)
                        .isNotZero();
                assertThatThrownBy(() -> IpvsadmRules.parse(rules))
                        .as(rules)
                        .isInstanceOf(MalformedRulesException.class);
            }
        }
    }
}
