package io.github.lvs4j.examples;

import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.text.IpvsadmRules;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes a table over from {@code ipvsadm} and gives it back. Usage: {@code MoveTable FILE}. */
public final class MoveTable {

    private MoveTable() {}

    /**
     * Runs the example.
     *
     * @param arguments a file of rules
     * @throws IOException if the file cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        // README: move
        IpvsTable desired = IpvsadmRules.parse(Files.readString(Path.of(arguments[0]))); // from ipvsadm -Sn
        try (Ipvs ipvs = NetlinkIpvs.open()) {
            ipvs.apply(IpvsPlan.between(ipvs.table(), desired)).orThrow();
            System.out.print(IpvsadmRules.format(ipvs.table())); // for ipvsadm -R
        }
        // README: end
    }
}
