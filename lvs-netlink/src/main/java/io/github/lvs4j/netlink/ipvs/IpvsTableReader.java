package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.error.InterruptedReadException;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.ServicePool;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.netlink.AttributeReader;
import io.github.lvs4j.netlink.MessageDecoder;
import io.github.lvs4j.netlink.MessageReader;
import io.github.lvs4j.netlink.generic.GenericChannel;
import io.github.lvs4j.netlink.socket.Errno;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a table and then its keys once more, until both agree. IPVS never says that a dump was interrupted, and loses living
 * entries when others are deleted under it; two equal readings in a row are the only sign that nothing was lost. The second
 * one makes no values. Any thread may call; a pass takes one turn.
 */
final class IpvsTableReader {

    private static final int TRIES = 8;

    private static final Comparator<RealServer> ORDER =
            (a, b) -> a.key().endpoint().compareTo(b.key().endpoint());

    private final IpvsConversation kernel;
    private final VirtualServiceCodec services = new VirtualServiceCodec();
    private final RealServerCodec servers = new RealServerCodec();
    private final AttributeReader attributes = new AttributeReader();

    /**
     * Makes a reader.
     *
     * @param kernel lets no change of ours in between one reading
     */
    IpvsTableReader(IpvsConversation kernel) {
        this.kernel = kernel;
    }

    /** What one pass over the table found. */
    private record Pass(Map<VirtualServiceKey, ServicePool> pools, long keys) {}

    /** Reads a consistent table. */
    IpvsTable read() {
        for (int i = 0; i < TRIES; i++) {
            Pass pass = kernel.inOneTurn(this::readOnce);
            if (pass.keys == kernel.inOneTurn(() -> keys(pass.pools.keySet()))) {
                return IpvsTable.of(pass.pools.values());
            }
        }
        throw new InterruptedReadException(
                "read the IPVS table",
                Errno.EINTR,
                Errno.name(Errno.EINTR),
                "no two readings in a row agreed, " + TRIES + " times: the table keeps changing; read again later");
    }

    private Pass readOnce() {
        KeyDigest digest = new KeyDigest();
        List<VirtualService> found = listServices(digest);
        Map<VirtualServiceKey, ServicePool> pools = new LinkedHashMap<>(found.size() * 2);
        for (VirtualService service : found) {
            pools.put(service.key(), new ServicePool(service, ordered(listServers(service.key(), digest))));
        }
        return new Pass(pools, digest.value());
    }

    private List<VirtualService> listServices(KeyDigest digest) {
        return kernel.dump("list virtual services", IpvsCommand.GET_SERVICE, NetlinkIpvs.NOTHING, message -> {
            if (!services.read(message.attributes(GenericChannel.HEADER, attributes))) {
                return null;
            }
            digest.add(0, services.digest());
            return LeftOut.unlessSound(services::definition);
        });
    }

    private List<RealServer> listServers(VirtualServiceKey service, KeyDigest digest) {
        return dumpServers(service, message -> {
            if (!read(message, service)) {
                return null;
            }
            digest.add(service.hashCode(), servers.digest());
            return servers.definition();
        });
    }

    /** The second pass: all keys, and no values. */
    private long keys(Iterable<VirtualServiceKey> known) {
        KeyDigest digest = new KeyDigest();
        kernel.dump("list virtual services", IpvsCommand.GET_SERVICE, NetlinkIpvs.NOTHING, message -> {
            if (services.read(message.attributes(GenericChannel.HEADER, attributes))) {
                digest.add(0, services.digest());
            }
            return null;
        });
        for (VirtualServiceKey service : known) {
            dumpServers(service, message -> {
                if (read(message, service)) {
                    digest.add(service.hashCode(), servers.digest());
                }
                return null;
            });
        }
        return digest.value();
    }

    private boolean read(MessageReader message, VirtualServiceKey service) {
        return servers.read(message.attributes(GenericChannel.HEADER, attributes), service.family());
    }

    private <T> List<T> dumpServers(VirtualServiceKey service, MessageDecoder<T> decoder) {
        return kernel.dump(
                new ListRealServers(service),
                IpvsCommand.GET_DEST,
                into -> VirtualServiceCodec.encodeKey(service, into),
                decoder);
    }

    /** By address and port; one of each key, since a dump may repeat what was inserted before its position. */
    private static List<RealServer> ordered(List<RealServer> servers) {
        servers.sort(ORDER);
        List<RealServer> unique = new ArrayList<>(servers.size());
        RealServerKey last = null;
        for (RealServer server : servers) {
            if (!server.key().equals(last)) {
                unique.add(server);
                last = server.key();
            }
        }
        return unique;
    }
}
