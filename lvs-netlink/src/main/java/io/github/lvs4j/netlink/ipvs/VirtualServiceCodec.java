package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.ipvs.Persistence;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.SchedulerFlag;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.ipvs.status.ServiceStatistics;
import io.github.lvs4j.ipvs.status.VirtualServiceStatus;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.FirewallMark;
import io.github.lvs4j.net.TransportProtocol;
import io.github.lvs4j.netlink.AttributeReader;
import io.github.lvs4j.netlink.AttributeWriter;
import io.github.lvs4j.netlink.MalformedMessageException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Virtual services as attributes (IPVS_SVC_ATTR_* of linux/ip_vs.h). Decoding is confined to one thread at a time. */
final class VirtualServiceCodec {

    private static final SchedulerFlag[] SCHEDULER_FLAGS = SchedulerFlag.values();

    /** Only these flags are set or cleared; whatever else a newer kernel has stays as it is. */
    private static final int OUR_FLAGS = Arrays.stream(SCHEDULER_FLAGS)
            .mapToInt(SchedulerFlag::bit)
            .reduce(IpvsAttribute.FLAG_PERSISTENT | IpvsAttribute.FLAG_ONE_PACKET, (a, b) -> a | b);

    /** What ipvsadm calls a service whose scheduler was taken away. */
    private static final Scheduler UNSCHEDULED = new Scheduler("none");

    private final CountersCodec counters = new CountersCodec();
    private final AttributeReader nested = new AttributeReader();

    /** What {@link #read} collects before it knows enough to make a value of it. */
    private int family;

    private int protocol;
    private int port;
    private long mark;
    private final AddressField address = new AddressField();

    /** The one read last: tables name the same one again and again. */
    private Scheduler scheduler = Scheduler.WLC;

    private String engine = "";
    private int flags;
    private long timeout;
    private int netmask;

    /** Writes the attributes that identify a service; the kernel needs no more for its real servers. */
    static void encodeKey(VirtualServiceKey key, AttributeWriter into) {
        int mark = into.nested(IpvsAttribute.SERVICE);
        key(key, into);
        into.endNested(mark);
    }

    /** Writes a whole definition. */
    static void encode(VirtualService service, AttributeWriter into) {
        int mark = into.nested(IpvsAttribute.SERVICE);
        key(service.key(), into);
        into.string(IpvsAttribute.SVC_SCHED_NAME, service.scheduler().name());
        into.u32s(IpvsAttribute.SVC_FLAGS, flags(service), OUR_FLAGS);
        Persistence persistence = service.persistence().orElse(null);
        into.u32(
                IpvsAttribute.SVC_TIMEOUT,
                persistence == null ? 0 : persistence.timeout().getSeconds());
        netmask(service.key().family(), persistence, into);
        if (persistence != null && persistence.engine().isPresent()) {
            into.string(IpvsAttribute.SVC_PE_NAME, persistence.engine().get());
        }
        into.endNested(mark);
    }

    private static void key(VirtualServiceKey key, AttributeWriter into) {
        into.u16(IpvsAttribute.SVC_AF, key.family().number());
        if (key instanceof VirtualServiceKey.ByEndpoint by) {
            into.u16(IpvsAttribute.SVC_PROTOCOL, by.protocol().number());
            into.address(IpvsAttribute.SVC_ADDR, by.endpoint());
            into.u16be(IpvsAttribute.SVC_PORT, by.endpoint().port());
        } else if (key instanceof VirtualServiceKey.ByFirewallMark by) {
            into.u32(IpvsAttribute.SVC_FWMARK, by.mark().value());
        }
    }

    private static int flags(VirtualService service) {
        int flags = service.persistence().isPresent() ? IpvsAttribute.FLAG_PERSISTENT : 0;
        for (SchedulerFlag flag : service.schedulerFlags()) {
            flags |= flag.bit();
        }
        return service.onePacket() ? flags | IpvsAttribute.FLAG_ONE_PACKET : flags;
    }

    /** IPv4: a netmask in network order. IPv6: a prefix length in the machine's. */
    private static void netmask(AddressFamily family, @Nullable Persistence persistence, AttributeWriter into) {
        int bits =
                persistence == null ? family.bits() : persistence.clientPrefix().orElse(family.bits());
        if (family == AddressFamily.INET) {
            into.u32be(IpvsAttribute.SVC_NETMASK, 0xffff_ffffL << (32 - bits));
        } else {
            into.u32(IpvsAttribute.SVC_NETMASK, bits);
        }
    }

    /**
     * Reads a service; what it is can then be asked for.
     *
     * @param attributes of a message, before the first
     * @return false if the message is of no service
     * @throws MalformedMessageException if it is cut off or lacks its identity
     */
    boolean read(AttributeReader attributes) {
        while (attributes.next()) {
            if (attributes.type() == IpvsAttribute.SERVICE) {
                collect(attributes.nested(nested));
                if (mark == 0 && address.isAbsent()) {
                    throw new MalformedMessageException("a virtual service without address and firewall mark");
                }
                return true;
            }
        }
        return false;
    }

    /** The service's identity as a number. */
    long digest() {
        return mark != 0 ? KeyDigest.mark(mark) : KeyDigest.service(protocol, address.digest(family, port));
    }

    /**
     * The service's definition.
     *
     * @throws IllegalArgumentException if it is something that a {@link VirtualService} cannot be
     */
    VirtualService definition() {
        VirtualService.Builder definition = VirtualService.builder();
        VirtualServiceKey key = key();
        definition.key(key).scheduler(scheduler);
        definition.onePacket((flags & IpvsAttribute.FLAG_ONE_PACKET) != 0);
        for (SchedulerFlag flag : SCHEDULER_FLAGS) {
            if ((flags & flag.bit()) != 0) {
                definition.addSchedulerFlags(flag);
            }
        }
        if ((flags & IpvsAttribute.FLAG_PERSISTENT) != 0) {
            definition.persistence(persistence(key.family()));
        }
        return definition.build();
    }

    /**
     * The service with its counters.
     *
     * @throws IllegalArgumentException if it is something that a {@link VirtualService} cannot be
     */
    VirtualServiceStatus status() {
        return new VirtualServiceStatus(definition(), flags, counters.counters(), counters.rates());
    }

    /**
     * The service's counters alone, without those of its servers.
     *
     * @throws IllegalArgumentException if it is something that a {@link VirtualServiceKey} cannot be
     */
    ServiceStatistics statistics() {
        return new ServiceStatistics(key(), counters.counters(), counters.rates(), List.of());
    }

    private void collect(AttributeReader attributes) {
        family = 0;
        protocol = 0;
        port = 0;
        mark = 0;
        address.clear();
        boolean scheduled = false;
        engine = "";
        flags = 0;
        timeout = 0;
        netmask = 0;
        counters.clear();
        while (attributes.next()) {
            switch (attributes.type()) {
                case IpvsAttribute.SVC_AF -> family = attributes.u16();
                case IpvsAttribute.SVC_PROTOCOL -> protocol = attributes.u16();
                case IpvsAttribute.SVC_ADDR -> address.read(attributes);
                case IpvsAttribute.SVC_PORT -> port = attributes.u16be();
                case IpvsAttribute.SVC_FWMARK -> mark = attributes.u32();
                case IpvsAttribute.SVC_SCHED_NAME -> {
                    scheduler = attributes.isText(scheduler.name()) ? scheduler : named(attributes.string());
                    scheduled = true;
                }
                case IpvsAttribute.SVC_FLAGS -> flags = attributes.s32();
                case IpvsAttribute.SVC_TIMEOUT -> timeout = attributes.u32();
                case IpvsAttribute.SVC_NETMASK ->
                    netmask = family == AddressFamily.INET6.number() ? attributes.s32() : attributes.s32be();
                case IpvsAttribute.SVC_PE_NAME -> engine = attributes.string();
                case IpvsAttribute.SVC_STATS -> counters.note(attributes, false);
                case IpvsAttribute.SVC_STATS64 -> counters.note(attributes, true);
                default -> {
                    // of a newer kernel
                }
            }
        }
        if (!scheduled) {
            scheduler = UNSCHEDULED;
        }
    }

    private static Scheduler named(String name) {
        return name.isEmpty() ? UNSCHEDULED : new Scheduler(name);
    }

    private VirtualServiceKey key() {
        AddressFamily known = family(family);
        if (mark != 0) {
            return new VirtualServiceKey.ByFirewallMark(new FirewallMark(mark), known);
        }
        return new VirtualServiceKey.ByEndpoint(protocol(protocol), address.endpoint(known, port));
    }

    static AddressFamily family(int number) {
        if (number == AddressFamily.INET.number()) {
            return AddressFamily.INET;
        }
        if (number == AddressFamily.INET6.number()) {
            return AddressFamily.INET6;
        }
        throw new MalformedMessageException("a virtual service or real server of address family " + number);
    }

    private static TransportProtocol protocol(int number) {
        return switch (number) {
            case 6 -> TransportProtocol.TCP;
            case 17 -> TransportProtocol.UDP;
            case 132 -> TransportProtocol.SCTP;
            default -> throw new IllegalArgumentException("a virtual service of IP protocol " + number);
        };
    }

    /** The tools can set masks of other shapes; no prefix says what they do. */
    private static int prefix(int netmask) {
        int bits = Integer.bitCount(netmask);
        if (bits != Integer.numberOfLeadingZeros(~netmask)) {
            throw new IllegalArgumentException(
                    "a virtual service whose persistence netmask 0x" + Integer.toHexString(netmask) + " is no prefix");
        }
        return bits;
    }

    private Persistence persistence(AddressFamily known) {
        int bits = known == AddressFamily.INET ? prefix(netmask) : netmask;
        boolean part = bits < known.bits() && (bits >= 1 || known == AddressFamily.INET);
        return new Persistence(
                Duration.ofSeconds(Math.max(1, timeout)),
                part ? OptionalInt.of(bits) : OptionalInt.empty(),
                engine.isEmpty() ? Optional.empty() : Optional.of(engine));
    }
}
