package io.github.lvs4j.netlink.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.net.AddressFamily;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProcTableTest {

    /** As Linux 6.1 writes it. */
    private static final String FILE = """
            IP Virtual Server version 1.2.1 (size=4096)
            Prot LocalAddress:Port Scheduler Flags
              -> RemoteAddress:Port Forward Weight ActiveConn InActConn
            TCP  C0000201:0050 wrr persistent 60 FFFFFFFF
              -> C6336407:1F90      Masq    1      0          0        \s
              -> [2001:0db8:0000:0000:0000:0000:0000:00ff]:1F90      Tunnel  2      0          0        \s
            UDP  [2001:0db8:0000:0000:0000:0000:0000:0001]:0035 rr ops\s
              -> [fd00:0000:0000:0000:0000:0000:0000:0009]:0035      Route   1      0          0        \s
            FWM  FFFFFFFF lc\s
              -> 0A000001:0000      Route   1      0          0        \s
            """;

    private static long expected() {
        KeyDigest digest = new KeyDigest();
        long web = KeyDigest.of(VirtualServiceKey.tcp("192.0.2.1", 80));
        digest.add(web);
        digest.add(web, KeyDigest.endpoint(2, 0xc633_6407L << 32, 0, 8080));
        digest.add(web, KeyDigest.endpoint(10, 0x2001_0db8L << 32, 0xff, 8080));
        long names = KeyDigest.of(VirtualServiceKey.udp("2001:db8::1", 53));
        digest.add(names);
        digest.add(names, KeyDigest.endpoint(10, 0xfd00L << 48, 9, 53));
        long marked = KeyDigest.of(VirtualServiceKey.firewallMark(0xffff_ffffL, AddressFamily.INET));
        digest.add(marked);
        digest.add(marked, KeyDigest.endpoint(2, 0x0a00_0001L << 32, 0, 0));
        return digest.value();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void shouldSumUpWhatADumpSumsUp() {
        ProcTable.Lines lines = new ProcTable.Lines();
        assertThat(lines.readAll(bytes(FILE), FILE.length())).isEqualTo(FILE.length());
        assertThat(lines.digest()).isEqualTo(expected());
    }

    @Test
    void shouldTakeTheFileInPieces() {
        byte[] whole = bytes(FILE);
        for (int cut = 0; cut <= whole.length; cut++) {
            ProcTable.Lines lines = new ProcTable.Lines();
            int rest = lines.readAll(whole, cut);
            byte[] second = Arrays.copyOfRange(whole, rest, whole.length);
            assertThat(lines.readAll(second, second.length)).isEqualTo(second.length);
            assertThat(lines.digest()).isEqualTo(expected());
        }
    }

    @Test
    void shouldNotGuessWhatItDoesNotKnow() {
        for (String line : new String[] {
            "GRE  C0000201:0050 rr",
            "",
            "TCP",
            "TCP  C0000201",
            "  -> ",
            "  -> [fd00::9]:0035 Route",
            "FWM  x",
            "TCP  :0050"
        }) {
            byte[] text = bytes(FILE + line + "\n");
            assertThat(new ProcTable.Lines().readAll(text, text.length))
                    .as("\"%s\"", line)
                    .isNegative();
        }
    }
}
