package io.github.lvs4j.examples;

import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.ipvs.text.TableText;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;

/** Prints the kernel's table as {@code ipvsadm -Ln} does. Usage: {@code TableCommand}. Exit status: 1 when it cannot, 2
 * when the arguments are wrong. */
public final class TableCommand {

    private TableCommand() {}

    /**
     * Runs the command.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        if (arguments.length != 0) {
            System.err.println("usage: table");
            System.exit(2);
        }
        try (Ipvs ipvs = NetlinkIpvs.open()) {
            System.out.print(TableText.of(ipvs));
        } catch (LvsException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
