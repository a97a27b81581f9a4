package io.github.lvs4j.examples;

import io.github.lvs4j.director.DirectorConfig;
import io.github.lvs4j.director.conf.ConfReading;
import io.github.lvs4j.director.plan.Reconciler;
import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import java.util.Optional;

/**
 * Prints what a director with this file would change in the kernel's table now, before any check has spoken, and changes
 * nothing. Usage: {@code PlanCommand FILE}. Exit status: 0 with a plan, 1 when the kernel cannot be read, 2 when the file
 * is refused.
 */
public final class PlanCommand {

    private PlanCommand() {}

    /**
     * Runs the command.
     *
     * @param arguments as above
     */
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("usage: plan FILE");
            System.exit(2);
        }
        Optional<DirectorConfig> config = ConfFile.read(arguments[0]).flatMap(ConfReading::config);
        if (config.isEmpty()) {
            System.exit(2);
        }
        try (Ipvs ipvs = NetlinkIpvs.open()) {
            System.out.println(IpvsPlan.between(ipvs.table(), Reconciler.initial(config.get())));
        } catch (LvsException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
