package io.github.lvs4j.examples;

import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.ipvs.ApplyOutcome;
import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.text.IpvsadmRules;
import io.github.lvs4j.ipvs.text.MalformedRulesException;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Without a file, prints the kernel's table as {@code ipvsadm -R} reads it. With one, changes the kernel's table to what
 * {@code ipvsadm -Sn} wrote there, in place, and says what it changed; services that are not in the file are left alone.
 * Usage: {@code RulesCommand [FILE]}. Exit status: 1 when the kernel refuses, 2 when the file or the arguments are wrong.
 */
public final class RulesCommand {

    private RulesCommand() {}

    /**
     * Runs the command.
     *
     * @param arguments as above
     */
    public static void main(String[] arguments) {
        if (arguments.length > 1) {
            System.err.println("usage: rules [FILE]");
            System.exit(2);
        }
        IpvsTable desired = arguments.length == 0 ? IpvsTable.empty() : read(arguments[0]);
        try (Ipvs ipvs = NetlinkIpvs.open()) {
            if (arguments.length == 0) {
                System.out.print(IpvsadmRules.format(ipvs.table()));
                return;
            }
            IpvsPlan plan = IpvsPlan.between(ipvs.table(), desired);
            ApplyOutcome outcome = ipvs.apply(plan);
            System.out.println(plan);
            outcome.failures()
                    .forEach(failure -> System.err.println(failure.cause().getMessage()));
            System.exit(outcome.isComplete() ? 0 : 1);
        } catch (LvsException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static IpvsTable read(String file) {
        try {
            return IpvsadmRules.parse(Files.readString(Path.of(file)));
        } catch (MalformedRulesException e) {
            System.err.println(file + ": " + e.getMessage());
        } catch (IOException e) {
            System.err.println(file + ": cannot be read: " + e);
        }
        System.exit(2);
        return IpvsTable.empty();
    }
}
