package io.github.lvs4j.ipvs.text;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options that make up rules, with their names and what follows them (ipvsadm(8)). */
enum RuleOption {
    ADD_SERVICE('A', "add-service", Value.NONE, Place.COMMAND),
    ADD_SERVER('a', "add-server", Value.NONE, Place.COMMAND),
    TCP('t', "tcp-service", Value.NEEDED, Place.BOTH),
    UDP('u', "udp-service", Value.NEEDED, Place.BOTH),
    SCTP(Names.LONG_ONLY, "sctp-service", Value.NEEDED, Place.BOTH),
    MARK('f', "fwmark-service", Value.NEEDED, Place.BOTH),
    IPV6('6', "ipv6", Value.NONE, Place.BOTH),
    SCHEDULER('s', "scheduler", Value.NEEDED, Place.SERVICE),
    PERSISTENT('p', "persistent", Value.POSSIBLE, Place.SERVICE),
    NETMASK('M', "netmask", Value.NEEDED, Place.SERVICE),
    ENGINE(Names.LONG_ONLY, "pe", Value.NEEDED, Place.SERVICE),
    ONE_PACKET('o', "ops", Value.NONE, Place.SERVICE),
    FLAGS('b', "sched-flags", Value.NEEDED, Place.SERVICE),
    REAL_SERVER('r', "real-server", Value.NEEDED, Place.SERVER),
    DIRECT_ROUTING('g', "gatewaying", Value.NONE, Place.SERVER),
    TUNNEL('i', "ipip", Value.NONE, Place.SERVER),
    MASQUERADE('m', "masquerading", Value.NONE, Place.SERVER),
    WEIGHT('w', "weight", Value.NEEDED, Place.SERVER),
    UPPER('x', "u-threshold", Value.NEEDED, Place.SERVER),
    LOWER('y', "l-threshold", Value.NEEDED, Place.SERVER),
    TUNNEL_TYPE(Names.LONG_ONLY, "tun-type", Value.NEEDED, Place.SERVER),
    TUNNEL_PORT(Names.LONG_ONLY, "tun-port", Value.NEEDED, Place.SERVER),
    NO_CHECKSUM(Names.LONG_ONLY, "tun-nocsum", Value.NONE, Place.SERVER),
    CHECKSUM(Names.LONG_ONLY, "tun-csum", Value.NONE, Place.SERVER),
    REMOTE_CHECKSUM(Names.LONG_ONLY, "tun-remcsum", Value.NONE, Place.SERVER);

    /** An enum's constants cannot name its own fields. */
    private static final class Names {
        static final char LONG_ONLY = 0;
    }

    /** What follows an option. */
    enum Value {
        NONE,
        POSSIBLE,
        NEEDED
    }

    /** In which lines an option may stand. */
    enum Place {
        COMMAND,
        SERVICE,
        SERVER,
        BOTH
    }

    private static final Map<String, RuleOption> BY_NAME = new HashMap<>();

    static {
        for (RuleOption option : values()) {
            BY_NAME.put("--" + option.longName, option);
            if (option.letter != Names.LONG_ONLY) {
                BY_NAME.put("-" + option.letter, option);
            }
        }
    }

    private final char letter;
    private final String longName;
    final Value value;
    final Place place;

    RuleOption(char letter, String longName, Value value, Place place) {
        this.letter = letter;
        this.longName = longName;
        this.value = value;
        this.place = place;
    }

    /** The option of a name with its hyphens. */
    static @Nullable RuleOption find(String name) {
        return BY_NAME.get(name);
    }

    @Override
    public String toString() {
        return letter == Names.LONG_ONLY ? "--" + longName : "-" + letter;
    }
}
