package io.github.lvs4j.verification.director;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * A keepalived.conf of virtual servers without checks, which draws everything that reaches the kernel and that both keepalived
 * and lvs4j take. The same seed gives the same text. Confined to one thread.
 */
final class RandomConf {

    private static final List<String> ALGORITHMS =
            List.of("rr", "wrr", "lc", "wlc", "lblc", "lblcr", "dh", "sh", "mh", "sed", "nq", "fo", "ovf");
    private static final List<String> PORTS = List.of("1", "53", "80", "443", "65535");
    private static final List<String> TUNNELS = List.of(
            "",
            " type ipip",
            " type gue port 6080",
            " type gue port 1 nocsum",
            " type gue port 9 csum",
            " type gue port 65535 remcsum",
            " type gre",
            " type gre nocsum",
            " type gre csum");

    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private final List<String> rows = new ArrayList<>();

    RandomConf(long seed) {
        random = new Random(seed);
        Set<String> names = new LinkedHashSet<>();
        while (names.size() < 8) {
            names.add(name());
        }
        names.forEach(this::virtualServer);
    }

    /**
     * The address of each row that keepalived's table has in the end, sorted. No table on the way there has the same: it first
     * adds all real servers, then without a quorum takes those away that it need not keep, then adds the sorry server.
     */
    List<String> rows() {
        return rows.stream().sorted().toList();
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** What tells virtual servers apart; the protocol is part of it, though it is written inside. */
    private String name() {
        boolean inet6 = chance(40);
        if (chance(30)) {
            return "fwmark " + (1 + random.nextInt(1000)) + (inet6 ? " inet6" : " inet");
        }
        String address = inet6 ? "2001:db8::" + (1 + random.nextInt(9)) : "192.0.2." + (1 + random.nextInt(9));
        return address + " " + any(PORTS) + " " + any(List.of("TCP", "UDP", "SCTP"));
    }

    private void virtualServer(String name) {
        String[] words = name.split(" ");
        boolean marked = words[0].equals("fwmark");
        boolean inet6 = marked ? words[2].equals("inet6") : words[0].contains(":");
        line("virtual_server " + words[0] + " " + words[1] + " {");
        line(marked ? "    ip_family " + words[2] : "    protocol " + words[2]);
        String algorithm = any(ALGORITHMS);
        line("    lb_algo " + algorithm);
        flags(algorithm);
        boolean tunnel = chance(40);
        boolean nat = !tunnel && chance(70);
        line("    lb_kind " + (tunnel ? "TUN" + any(TUNNELS) : nat ? "NAT" : "DR"));
        if (words[words.length - 1].equals("UDP") && chance(40)) {
            line("    ops");
        }
        if (chance(50)) {
            persistence(inet6);
        }
        boolean inhibit = chance(30);
        if (inhibit) {
            line("    inhibit_on_failure");
        }
        RandomQuorum quorum = new RandomQuorum(random);
        boolean sorry = chance(30);
        if (sorry) {
            line("    sorry_server " + address(inet6, 99) + (chance(80) ? " " + words[1] : ""));
        }
        boolean sorryInhibit = sorry && chance(30);
        if (sorryInhibit) {
            line("    sorry_server_inhibit");
        }
        quorum.lines().forEach(this::line);
        int count = 1 + random.nextInt(4);
        List<String> servers = new ArrayList<>();
        long weight = 0;
        for (int i = 1; i <= count; i++) {
            boolean mixed = tunnel && chance(30);
            servers.add(address(inet6 != mixed, i));
            weight += realServer(servers.get(i - 1), nat ? any(PORTS) : marked ? any(List.of("0", "80")) : words[1]);
        }
        line("}");
        boolean replaced = sorry && !quorum.isGainedBy(weight);
        rows.addAll(replaced && !inhibit ? List.of() : servers);
        rows.addAll(Collections.nCopies(replaced || sorryInhibit ? 1 : 0, address(inet6, 99)));
    }

    private void flags(String algorithm) {
        boolean named = algorithm.equals("sh") || algorithm.equals("mh");
        List<String> flags =
                named ? List.of(algorithm + "-fallback", algorithm + "-port") : List.of("flag-1", "flag-2", "flag-3");
        for (String flag : flags) {
            if (chance(25)) {
                line("    " + flag);
            }
        }
    }

    private void persistence(boolean inet6) {
        line("    persistence_timeout " + any(List.of("1", "60", "360", "2678400")));
        if (chance(50)) {
            String netmask = any(List.of("255.255.255.0", "255.255.0.0", "128.0.0.0", "255.255.255.255"));
            line("    persistence_granularity " + (inet6 ? 1 + random.nextInt(128) : netmask));
        }
        if (chance(30)) {
            line("    persistence_engine sip");
        }
    }

    private static String address(boolean inet6, int host) {
        return String.format(Locale.ROOT, inet6 ? "fd00::%x" : "10.0.0.%d", host);
    }

    /** Its weight. */
    private int realServer(String address, String port) {
        int weight = 1;
        line("    real_server " + address + " " + port + " {");
        if (chance(80)) {
            weight = any(List.of(0, 1, 2, 100, 65535));
            line("        weight " + weight);
        }
        if (chance(40)) {
            int upper = any(List.of(1, 7, 1000, 65535));
            line("        uthreshold " + upper);
            if (chance(50)) {
                line("        lthreshold " + (1 + random.nextInt(upper)));
            }
        }
        line("    }");
        return weight;
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
