package io.github.lvs4j.ipvs.text;

import io.github.lvs4j.ipvs.IpvsTable;

/**
 * Tables as the rules of {@code ipvsadm --save} and {@code --restore} (ipvsadm(8), version 1.31): a line {@code -A} for each
 * virtual service, followed by a line {@code -a} for each of its real servers. Stateless; any thread.
 */
public final class IpvsadmRules {

    private IpvsadmRules() {}

    /**
     * Writes a table so that nothing of it is lost: {@link #parse} gives an equal one. Where {@code ipvsadm -Sn} says all,
     * the text is the same byte for byte; see {@link #asSaved} for what it leaves out and this does not.
     *
     * <p>{@code ipvsadm -R} reads the text too, with its own limits: with {@code -g} and {@code -i} it replaces a real
     * server's port by the service's, and it refuses one-packet scheduling of TCP and SCTP services, persistence of more
     * than 2678400 s (31 days), and thresholds from 2147483648 on.
     *
     * @param table what to write
     * @return one line each, with a line break after it; empty for an empty table
     * @throws IllegalArgumentException if a real server's forwarding method has no option: only masquerading, direct routing
     *     and tunnels have one
     */
    public static String format(IpvsTable table) {
        return new RulesWriter(true).write(table);
    }

    /**
     * Writes what {@code ipvsadm -Sn} prints when the kernel holds this table, byte for byte, flaws included: connection
     * thresholds are left out, firewall marks from 2147483648 on are negative numbers, flag-3 is not seen with the schedulers
     * sh and mh, and of the forwarding methods without an option local delivery is {@code -g} and others are the word {@code
     * (null)}.
     *
     * @param table what to write; real servers whose addresses lie so that {@link IpvsadmOrder} runs in circles may come in
     *     another order, since a table does not keep the kernel's
     * @return one line each, with a line break after it; empty for an empty table
     */
    public static String asSaved(IpvsTable table) {
        return new RulesWriter(false).write(table);
    }

    /**
     * Reads rules, as those of {@code ipvsadm -Sn}: lines of {@code -A} and {@code -a} with short or long options, in the
     * order that {@code ipvsadm -R} wants, with its defaults (scheduler wlc, {@code -p} 360 s, direct routing, weight 1, and
     * the service's port for a real server without one). Nothing is guessed or looked up: names of hosts and ports, other
     * commands and options, comments, and what the table cannot hold are refused. One thing is taken more literally than by
     * {@code ipvsadm -R}: a real server's port is kept as it is written.
     *
     * @param text the rules; empty lines do no harm
     * @return the table, in the order of the lines
     * @throws MalformedRulesException for the first line that is refused
     */
    public static IpvsTable parse(String text) {
        return new RulesReader().read(text);
    }
}
