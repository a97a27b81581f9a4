package io.github.lvs4j.testkit.netlink;

import io.github.lvs4j.netlink.socket.Errno;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The services and real servers of a {@link FakeIpvsKernel}. Each change gives an error number, 0 for success. Confined to
 * that kernel's turn.
 */
final class FakeIpvsTable {

    private static final int AF = 1; // IPVS_SVC_ATTR_*
    private static final int PROTOCOL = 2;
    private static final int ADDRESS = 3;
    private static final int PORT = 4;
    private static final int MARK = 5;
    private static final int SCHEDULER = 6;
    private static final int FLAGS = 7;
    private static final int ENGINE = 11;
    private static final int HASHED = 2; // IP_VS_SVC_F_HASHED

    private static final int DEST_ADDRESS = 1; // IPVS_DEST_ATTR_*
    private static final int DEST_PORT = 2;
    private static final int DEST_METHOD = 3;
    private static final int DEST_WEIGHT = 4;
    private static final int DEST_UPPER = 5;
    private static final int DEST_LOWER = 6;
    private static final int[] DEST_COUNTS = {7, 8, 9};
    private static final int DEST_AF = 11;
    private static final int TUNNEL = 2; // IP_VS_CONN_F_TUNNEL
    private static final int INET = 2;

    /** A service with this for a scheduler's name is made without one. */
    private static final String NO_SCHEDULER = "none";

    private static final Set<String> SCHEDULERS =
            Set.of("rr", "wrr", "lc", "wlc", "lblc", "lblcr", "dh", "sh", "mh", "sed", "nq", "fo", "ovf");
    private static final Set<String> ENGINES = Set.of("", "sip");

    private static final class Service {
        private FakeAttributes definition;
        private final Map<String, FakeAttributes> servers = new LinkedHashMap<>();

        Service(FakeAttributes definition) {
            this.definition = definition;
        }
    }

    /** The kernel walks those by endpoint first. */
    private final Map<String, Service> byEndpoint = new LinkedHashMap<>();

    private final Map<String, Service> byMark = new LinkedHashMap<>();

    private Map<String, Service> half(FakeAttributes service) {
        return service.number(MARK) == 0 ? byEndpoint : byMark;
    }

    private static String key(FakeAttributes service) {
        return service.number(MARK) == 0 ? service.key(AF, PROTOCOL, ADDRESS, PORT) : service.key(AF, MARK);
    }

    private @Nullable Service find(FakeAttributes service) {
        return half(service).get(key(service));
    }

    boolean has(FakeAttributes service) {
        return find(service) != null;
    }

    int create(FakeAttributes service) {
        if (has(service)) {
            return Errno.EEXIST;
        }
        if (isUnknown(service)) {
            return Errno.ENOENT;
        }
        half(service).put(key(service), new Service(hashed(service, 0)));
        return 0;
    }

    int update(FakeAttributes service) {
        Service present = find(service);
        if (present == null) {
            return Errno.ESRCH;
        }
        if (isUnknown(service)) {
            return Errno.ENOENT;
        }
        present.definition = hashed(service, present.definition.number(FLAGS));
        return 0;
    }

    private static boolean isUnknown(FakeAttributes service) {
        return !(SCHEDULERS.contains(service.text(SCHEDULER))
                        || service.text(SCHEDULER).equals(NO_SCHEDULER))
                || !ENGINES.contains(service.text(ENGINE));
    }

    /** Flags come with a mask of those that are meant, and go with a mask of all. */
    private static FakeAttributes hashed(FakeAttributes service, int before) {
        ByteBuffer given =
                ByteBuffer.wrap(Arrays.copyOf(service.bytes(FLAGS), 8)).order(ByteOrder.nativeOrder());
        int mask = given.getInt(4);
        given.putInt(0, (before & ~mask) | (given.getInt(0) & mask) | HASHED).putInt(4, -1);
        return service.with(FLAGS, given.array());
    }

    int remove(FakeAttributes service) {
        return half(service).remove(key(service)) == null ? Errno.ESRCH : 0;
    }

    int flush() {
        byEndpoint.clear();
        byMark.clear();
        return 0;
    }

    int createServer(FakeAttributes service, FakeAttributes server, boolean synchronizing) {
        Service present = find(service);
        if (present == null) {
            return Errno.ESRCH;
        }
        FakeAttributes whole = withFamily(service, server);
        int errno = errno(service, whole, synchronizing);
        if (errno != 0) {
            return errno;
        }
        if (present.servers.containsKey(serverKey(whole))) {
            return Errno.EEXIST;
        }
        if (!isAcceptable(whole)) {
            return Errno.EINVAL;
        }
        present.servers.put(serverKey(whole), counting(whole));
        return 0;
    }

    int updateServer(FakeAttributes service, FakeAttributes server, boolean synchronizing) {
        Service present = find(service);
        if (present == null) {
            return Errno.ESRCH;
        }
        FakeAttributes whole = withFamily(service, server);
        int errno = errno(service, whole, synchronizing);
        if (errno != 0) {
            return errno;
        }
        return present.servers.replace(serverKey(whole), counting(whole)) == null ? Errno.ENOENT : 0;
    }

    int removeServer(FakeAttributes service, FakeAttributes server) {
        Service present = find(service);
        if (present == null) {
            return Errno.ESRCH;
        }
        return present.servers.remove(serverKey(withFamily(service, server))) == null ? Errno.ENOENT : 0;
    }

    private static FakeAttributes withFamily(FakeAttributes service, FakeAttributes server) {
        return server.has(DEST_AF) ? server : server.with(DEST_AF, service.bytes(AF));
    }

    private static String serverKey(FakeAttributes server) {
        return server.key(DEST_AF, DEST_ADDRESS, DEST_PORT);
    }

    /** The messages of sync daemons have no room for servers of the other family. */
    private static int errno(FakeAttributes service, FakeAttributes server, boolean synchronizing) {
        if (!server.has(DEST_METHOD) || !server.has(DEST_WEIGHT)) {
            return Errno.EINVAL;
        }
        if (isMixed(service, server) && (synchronizing || server.number(DEST_METHOD) != TUNNEL)) {
            return Errno.EINVAL;
        }
        boolean crossed = Integer.compareUnsigned(server.number(DEST_LOWER), server.number(DEST_UPPER)) > 0;
        return server.number(DEST_WEIGHT) < 0 || crossed ? Errno.ERANGE : 0;
    }

    private static boolean isMixed(FakeAttributes service, FakeAttributes server) {
        return service.number(AF) != server.number(DEST_AF);
    }

    boolean hasMixedFamilies() {
        return Stream.of(byEndpoint, byMark)
                .flatMap(half -> half.values().stream())
                .anyMatch(service ->
                        service.servers.values().stream().anyMatch(server -> isMixed(service.definition, server)));
    }

    /** What inet_addr_type and ipv6_addr_type let pass when only the loopback device has addresses. */
    private static boolean isAcceptable(FakeAttributes server) {
        boolean four = server.number(DEST_AF) == INET;
        byte[] bytes = Arrays.copyOf(server.bytes(DEST_ADDRESS), four ? 4 : 16);
        try {
            InetAddress address = InetAddress.getByAddress(bytes);
            boolean broadcast =
                    four && (bytes[0] == -1 || address.getHostAddress().equals("127.255.255.255"));
            // The JDK gives one that maps an IPv4 address as that.
            boolean elsewhere = !four && (address.isLinkLocalAddress() || address instanceof Inet4Address);
            return !address.isMulticastAddress() && !address.isAnyLocalAddress() && !broadcast && !elsewhere;
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FakeAttributes counting(FakeAttributes server) {
        FakeAttributes counting = server;
        for (int count : DEST_COUNTS) {
            counting = counting.with(count, new byte[4]);
        }
        return counting;
    }

    /** One service, or all if none is named. */
    List<FakeAttributes> services(@Nullable FakeAttributes one) {
        List<Service> all = new ArrayList<>(byEndpoint.values());
        all.addAll(byMark.values());
        if (one != null) {
            Service found = find(one);
            all.removeIf(service -> service != found);
        }
        return all.stream().map(service -> service.definition).toList();
    }

    /** None if there is no such service: the kernel does not tell that apart. */
    List<FakeAttributes> servers(FakeAttributes service) {
        Service found = find(service);
        return found == null ? List.of() : List.copyOf(found.servers.values());
    }
}
