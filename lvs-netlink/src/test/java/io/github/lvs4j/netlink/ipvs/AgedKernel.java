package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.netlink.AttributeReader;
import io.github.lvs4j.netlink.AttributeWriter;
import io.github.lvs4j.netlink.FakeKernel;
import io.github.lvs4j.netlink.FakeKernel.Request;
import io.github.lvs4j.netlink.MessageFlags;
import io.github.lvs4j.netlink.MessageWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * An IPVS that behaves as old ones do: of what it is told it keeps the attributes it knows and passes over the others
 * without a word. It tells every attribute it knows, those of persistence engines excepted, which a service tells if it has
 * one. One service is enough for it.
 */
final class AgedKernel {

    /** Attributes that came later, by the object that they are within. */
    record Knowledge(Set<Integer> ofService, Set<Integer> ofServer, Set<Integer> ofDaemon) {

        /** The first netlink interface. */
        static final Knowledge FIRST = new Knowledge(Set.of(), Set.of(), Set.of());

        /** Everything that lvs4j knows. */
        static final Knowledge ALL = new Knowledge(Set.of(11, 12), Set.of(11, 12, 13, 14, 15), Set.of(4, 5, 6, 7, 8));

        /** Without tunnel types. */
        static final Knowledge NO_TUNNELS = new Knowledge(Set.of(11, 12), Set.of(11, 12), Set.of(4, 5, 6, 7, 8));
    }

    private static final int CONTROL = 0x10;
    private static final int FAMILY = 28;
    private static final int EEXIST = 17;
    private static final int ENOENT = 2;
    private static final int ESRCH = 3;

    private final Knowledge knowledge;
    private FakeKernel socket = newSocket();
    private final List<Integer> commands = new ArrayList<>();

    /** Attributes by type. */
    private Map<Integer, byte[]> service = new TreeMap<>();

    private final List<Map<Integer, byte[]>> servers = new ArrayList<>();
    private final List<Map<Integer, byte[]>> daemons = new ArrayList<>();

    /** What new servers are refused with. */
    int refusal;

    /** The highest weight that any server has had. */
    int highestWeight;

    AgedKernel(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    private FakeKernel newSocket() {
        return new FakeKernel((fake, request) -> answer(request));
    }

    NetlinkIpvs open(String release) {
        socket = newSocket();
        NetlinkIpvs ipvs = NetlinkIpvs.over(socket, release);
        commands.clear();
        return ipvs;
    }

    FakeKernel socket() {
        return socket;
    }

    /** The commands since the last call. */
    List<Integer> commands() {
        List<Integer> seen = List.copyOf(commands);
        commands.clear();
        return seen;
    }

    int serverCount() {
        return servers.size();
    }

    boolean hasService() {
        return !service.isEmpty();
    }

    int daemonCount() {
        return daemons.size();
    }

    private void answer(Request request) {
        if (request.type() == CONTROL) {
            socket.reply(message(request, CONTROL, 1, into -> into.u16(1, FAMILY)));
            return;
        }
        if (request.type() == MessageFlags.TYPE_NOOP) {
            socket.reply(FakeKernel.error(request, 0));
            return;
        }
        commands.add(request.command());
        switch (request.command()) {
            case IpvsCommand.GET_INFO ->
                socket.reply(message(
                        request, FAMILY, 14, into -> into.u32(1, 0x10201).u32(2, 4096)));
            case IpvsCommand.GET_SERVICE -> get(request);
            case IpvsCommand.GET_DEST -> dump(request, servers, IpvsAttribute.DEST, IpvsCommand.NEW_DEST);
            case IpvsCommand.GET_DAEMON -> dump(request, daemons, IpvsAttribute.DAEMON, IpvsCommand.NEW_DAEMON);
            default -> {
                int errno = change(request);
                if (errno != 0 || (request.flags() & MessageFlags.ACK) != 0) {
                    socket.reply(FakeKernel.error(request, errno));
                }
            }
        }
    }

    private int change(Request request) {
        Map<Integer, byte[]> server = told(request, IpvsAttribute.DEST, 10, knowledge.ofServer);
        Map<Integer, byte[]> daemon = told(request, IpvsAttribute.DAEMON, 3, knowledge.ofDaemon);
        Map<Integer, byte[]> known = find(server);
        switch (request.command()) {
            case IpvsCommand.NEW_SERVICE, IpvsCommand.SET_SERVICE ->
                service = told(request, IpvsAttribute.SERVICE, 10, knowledge.ofService);
            case IpvsCommand.DEL_SERVICE -> service = new TreeMap<>();
            case IpvsCommand.NEW_DEST -> {
                if (known != null || refusal != 0) {
                    return known != null ? EEXIST : refusal;
                }
                servers.add(server);
            }
            case IpvsCommand.SET_DEST, IpvsCommand.DEL_DEST -> {
                if (known == null) {
                    return ENOENT;
                }
                servers.remove(known);
                if (request.command() == IpvsCommand.SET_DEST) {
                    servers.add(server);
                }
            }
            case IpvsCommand.NEW_DAEMON -> daemons.add(daemon);
            case IpvsCommand.DEL_DAEMON -> {
                boolean ran =
                        daemons.removeIf(one -> Arrays.equals(one.get(IpvsAttribute.DAEMON_STATE), daemon.get(1)));
                return ran ? 0 : ESRCH;
            }
            default -> throw new AssertionError("command " + request.command());
        }
        for (Map<Integer, byte[]> one : servers) {
            highestWeight = Math.max(highestWeight, intOf(one.get(IpvsAttribute.DEST_WEIGHT)));
        }
        return 0;
    }

    private static int intOf(byte[] value) {
        return ByteBuffer.wrap(value).order(ByteOrder.nativeOrder()).getInt();
    }

    private Map<Integer, byte[]> find(Map<Integer, byte[]> server) {
        for (Map<Integer, byte[]> one : servers) {
            if (Arrays.equals(one.get(1), server.get(1)) && Arrays.equals(one.get(2), server.get(2))) {
                return one;
            }
        }
        return null;
    }

    /** What it understands of the request. */
    private static Map<Integer, byte[]> told(Request request, int object, int first, Set<Integer> later) {
        Map<Integer, byte[]> told = new TreeMap<>();
        ByteBuffer body = ByteBuffer.wrap(request.body()).order(ByteOrder.nativeOrder());
        AttributeReader outer = new AttributeReader().wrap(body, 4, request.body().length);
        while (outer.next()) {
            AttributeReader inner = outer.type() == object ? outer.nested() : new AttributeReader();
            while (inner.next()) {
                if (inner.type() <= first || later.contains(inner.type())) {
                    told.put(inner.type(), inner.bytes());
                }
            }
        }
        return told;
    }

    private void get(Request request) {
        if (service.isEmpty()) {
            socket.reply(request.isDump() ? FakeKernel.done(request) : FakeKernel.error(request, ESRCH));
            return;
        }
        socket.reply(object(request, service, IpvsAttribute.SERVICE, IpvsCommand.NEW_SERVICE, Set.of()));
        if (request.isDump()) {
            socket.reply(FakeKernel.done(request));
        }
    }

    private void dump(Request request, List<Map<Integer, byte[]>> objects, int type, int command) {
        Set<Integer> always = type == IpvsAttribute.DEST ? knowledge.ofServer : knowledge.ofDaemon;
        for (Map<Integer, byte[]> one : objects) {
            socket.reply(object(request, one, type, command, always));
        }
        socket.reply(FakeKernel.done(request));
    }

    /** All attributes it was told, and zeros for the others that it always tells. */
    private static byte[] object(
            Request request, Map<Integer, byte[]> object, int type, int command, Set<Integer> always) {
        Map<Integer, byte[]> row = new TreeMap<>(object);
        boolean daemon = type == IpvsAttribute.DAEMON;
        for (int each : always) {
            boolean nested = !daemon && each == IpvsAttribute.DEST_STATS64;
            boolean address = daemon && (each == 5 || each == 6);
            if (!nested && !address) {
                row.putIfAbsent(each, new byte[each == IpvsAttribute.DEST_TUN_TYPE || (daemon && each == 8) ? 1 : 2]);
            }
        }
        if (daemon && always.contains(7)) {
            row.put(IpvsAttribute.DAEMON_MCAST_PORT, new byte[] {1, 1});
            row.put(IpvsAttribute.DAEMON_MCAST_TTL, new byte[] {1});
            row.put(IpvsAttribute.DAEMON_SYNC_MAXLEN, new byte[] {1, 1});
        }
        return message(request, FAMILY, command, into -> {
            int mark = into.nested(type);
            row.forEach(into::bytes);
            into.endNested(mark);
        });
    }

    private static byte[] message(Request request, int type, int command, Consumer<AttributeWriter> attributes) {
        ByteBuffer buffer = ByteBuffer.allocate(1024).order(ByteOrder.nativeOrder());
        MessageWriter writer = new MessageWriter(buffer);
        attributes.accept(writer.begin(0, 0).u8(command).u8(1).u16(0).attributes());
        writer.end();
        byte[] body = new byte[writer.length() - MessageWriter.HEADER];
        buffer.get(MessageWriter.HEADER, body);
        return FakeKernel.message(type, request.isDump() ? MessageFlags.MULTI : 0, request.sequence(), body);
    }
}
