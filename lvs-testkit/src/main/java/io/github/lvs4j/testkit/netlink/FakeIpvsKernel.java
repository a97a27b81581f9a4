package io.github.lvs4j.testkit.netlink;

import io.github.lvs4j.netlink.AttributeReader;
import io.github.lvs4j.netlink.AttributeWriter;
import io.github.lvs4j.netlink.MalformedMessageException;
import io.github.lvs4j.netlink.MessageFlags;
import io.github.lvs4j.netlink.socket.Errno;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A kernel with IPVS, as far as netlink shows it: it takes requests as bytes, keeps what they say, refuses what ip_vs refuses
 * with the same error numbers (net/netfilter/ipvs/ip_vs_ctl.c, Linux 6.1) and gives back what it was given. Attributes that it
 * does not look at it keeps as they are. Its services count nothing.
 *
 * <p>Any thread; requests take turns.
 */
public final class FakeIpvsKernel {

    private static final int CONTROL = 0x10; // GENL_ID_CTRL
    private static final int FAMILY_ID = 1; // CTRL_ATTR_FAMILY_ID
    private static final int FAMILY_VERSION = 3; // CTRL_ATTR_VERSION
    private static final int GENERIC_HEADER = 4;

    private static final int NEW_SERVICE = 1; // IPVS_CMD_*
    private static final int SET_SERVICE = 2;
    private static final int DEL_SERVICE = 3;
    private static final int GET_SERVICE = 4;
    private static final int NEW_DEST = 5;
    private static final int SET_DEST = 6;
    private static final int DEL_DEST = 7;
    private static final int GET_DEST = 8;
    private static final int NEW_DAEMON = 9;
    private static final int DEL_DAEMON = 10;
    private static final int GET_DAEMON = 11;
    private static final int SET_CONFIG = 12;
    private static final int GET_CONFIG = 13;
    private static final int GET_INFO = 15;
    private static final int ZERO = 16;
    private static final int FLUSH = 17;

    private static final int SERVICE = 1; // IPVS_CMD_ATTR_*
    private static final int DEST = 2;
    private static final int DAEMON = 3;

    /** How many entries a part of a dump has at most, so that a table of some size has several. */
    private static final int PART = 16;

    private final FakeIpvsTable table = new FakeIpvsTable();
    private final FakeIpvsSettings settings = new FakeIpvsSettings();
    private int family = 28;
    private boolean loaded = true;

    /** A kernel with an empty table. */
    public FakeIpvsKernel() {}

    /**
     * Opens a socket.
     *
     * @return one of any number that see the same table
     */
    public FakeNetlinkSocket socket() {
        return new FakeNetlinkSocket(this::answer, this);
    }

    /** Takes the module away, and the table with it: the family is not there any more. */
    public synchronized void unload() {
        loaded = false;
        table.flush();
    }

    /** Loads the module: the family is there, with another number than before. */
    public synchronized void load() {
        loaded = true;
        family += 2;
    }

    /**
     * Answers as the kernel does: failures always, success only if asked, a reading by what is read. A script of a socket's own
     * may pass on what it does not answer itself.
     *
     * @param socket gets the answers
     * @param request what is asked
     */
    public synchronized void answer(FakeNetlinkSocket socket, KernelRequest request) {
        int errno;
        try {
            errno = carryOut(socket, request);
        } catch (MalformedMessageException e) {
            errno = Errno.EINVAL;
        }
        if (errno != 0 || (request.isAcknowledged() && !request.isDump())) {
            socket.reply(KernelMessages.error(request, errno));
        }
    }

    private int carryOut(FakeNetlinkSocket socket, KernelRequest request) {
        if (request.type() < MessageFlags.FIRST_TYPE) {
            return 0;
        }
        if (request.type() == CONTROL) {
            return loaded ? read(socket, request, List.of(this::writeFamily)) : Errno.ENOENT;
        }
        if (!loaded || request.type() != family) {
            return Errno.ENOENT;
        }
        FakeAttributes service = FakeAttributes.NONE;
        FakeAttributes dest = FakeAttributes.NONE;
        FakeAttributes daemon = FakeAttributes.NONE;
        AttributeReader attributes = request.attributes(GENERIC_HEADER);
        while (attributes.next()) {
            switch (attributes.type()) {
                case SERVICE -> service = FakeAttributes.read(attributes.nested());
                case DEST -> dest = FakeAttributes.read(attributes.nested());
                case DAEMON -> daemon = FakeAttributes.read(attributes.nested());
                default -> {
                    // of the settings
                }
            }
        }
        FakeAttributes all = FakeAttributes.read(request.attributes(GENERIC_HEADER));
        return switch (request.command()) {
            case NEW_SERVICE -> table.create(service);
            case SET_SERVICE -> table.update(service);
            case DEL_SERVICE -> table.remove(service);
            case NEW_DEST -> table.createServer(service, dest, settings.isSynchronizing());
            case SET_DEST -> table.updateServer(service, dest, settings.isSynchronizing());
            case DEL_DEST -> table.removeServer(service, dest);
            case GET_SERVICE ->
                request.isDump() || table.has(service)
                        ? read(socket, request, nested(SERVICE, table.services(request.isDump() ? null : service)))
                        : Errno.ESRCH;
            case GET_DEST -> read(socket, request, nested(DEST, table.servers(service)));
            case NEW_DAEMON -> settings.start(daemon, table.hasMixedFamilies());
            case DEL_DAEMON -> settings.stop(daemon);
            case GET_DAEMON -> read(socket, request, nested(DAEMON, settings.daemons()));
            case SET_CONFIG -> settings.configure(all);
            case GET_CONFIG -> read(socket, request, List.of(settings::write));
            case GET_INFO ->
                read(socket, request, List.of(into -> into.u32(1, 0x10201).u32(2, 4096)));
            case ZERO -> service == FakeAttributes.NONE || table.has(service) ? 0 : Errno.ESRCH;
            case FLUSH -> table.flush();
            default -> Errno.EOPNOTSUPP;
        };
    }

    private void writeFamily(AttributeWriter into) {
        into.u16(FAMILY_ID, family).u32(FAMILY_VERSION, 1);
    }

    private static List<Consumer<AttributeWriter>> nested(int type, List<FakeAttributes> entries) {
        List<Consumer<AttributeWriter>> writers = new ArrayList<>();
        for (FakeAttributes entry : entries) {
            writers.add(into -> {
                int mark = into.nested(type);
                entry.write(into);
                into.endNested(mark);
            });
        }
        return writers;
    }

    private static int read(FakeNetlinkSocket socket, KernelRequest request, List<Consumer<AttributeWriter>> entries) {
        for (int from = 0; from < entries.size(); from += PART) {
            socket.reply(entries.subList(from, Math.min(entries.size(), from + PART)).stream()
                    .map(entry -> KernelMessages.generic(request, request.command(), entry))
                    .toArray(byte[][]::new));
        }
        if (request.isDump()) {
            socket.reply(KernelMessages.done(request, 0));
        }
        return 0;
    }
}
