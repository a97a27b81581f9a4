package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.ipvs.Timeouts;
import io.github.lvs4j.netlink.AttributeReader;
import io.github.lvs4j.netlink.AttributeWriter;
import java.time.Duration;

/** Timeouts as attributes (IPVS_CMD_ATTR_TIMEOUT_* of linux/ip_vs.h), in seconds. Stateless; any thread. */
final class TimeoutsCodec {

    private TimeoutsCodec() {}

    /** Writes those that are to change. */
    static void encode(Timeouts timeouts, AttributeWriter into) {
        seconds(IpvsAttribute.TIMEOUT_TCP, timeouts.tcp(), into);
        seconds(IpvsAttribute.TIMEOUT_TCP_FIN, timeouts.tcpFin(), into);
        seconds(IpvsAttribute.TIMEOUT_UDP, timeouts.udp(), into);
    }

    private static void seconds(int attribute, Duration value, AttributeWriter into) {
        if (!value.isZero()) {
            into.u32(attribute, value.getSeconds());
        }
    }

    /** Reads what is there; zero for a protocol that is left out. */
    static Timeouts decode(AttributeReader attributes) {
        Duration tcp = Duration.ZERO;
        Duration tcpFin = Duration.ZERO;
        Duration udp = Duration.ZERO;
        while (attributes.next()) {
            switch (attributes.type()) {
                case IpvsAttribute.TIMEOUT_TCP -> tcp = seconds(attributes);
                case IpvsAttribute.TIMEOUT_TCP_FIN -> tcpFin = seconds(attributes);
                case IpvsAttribute.TIMEOUT_UDP -> udp = seconds(attributes);
                default -> {
                    // of a newer kernel
                }
            }
        }
        return new Timeouts(tcp, tcpFin, udp);
    }

    /** The kernel's field is signed; a negative one is what an overflow of old kernels left. */
    private static Duration seconds(AttributeReader attribute) {
        return Duration.ofSeconds(Math.max(0, attribute.s32()));
    }
}
