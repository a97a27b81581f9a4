package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.error.InterruptedReadException;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.ServicePool;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.netlink.AttributeReader;
import io.github.lvs4j.netlink.MalformedMessageException;
import io.github.lvs4j.netlink.MessageDecoder;
import io.github.lvs4j.netlink.MessageReader;
import io.github.lvs4j.netlink.generic.GenericChannel;
import io.github.lvs4j.netlink.socket.Errno;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table and then its keys once more, until both agree. IPVS never says that a dump was interrupted, and loses living
 * entries when others are deleted under it; two equal readings in a row are the only sign that nothing was lost. The second
 * one makes no values, and comes from /proc/net/ip_vs where that can be had. Any thread may call; a pass takes one turn.
 */
final class IpvsTableReader {

    private static final int TRIES = 8;

    private static final Comparator<RealServer> ORDER =
            (a, b) -> a.key().endpoint().compareTo(b.key().endpoint());

    private final IpvsConversation kernel;
    private final @Nullable ProcTable proc;
    private final VirtualServiceCodec services = new VirtualServiceCodec();
    private final RealServerCodec servers = new RealServerCodec();
    private final AttributeReader attributes = new AttributeReader();

    /**
     * Makes a reader.
     *
     * @param kernel lets no change of ours in between one reading
     * @param proc the same table's keys, for the second reading; null to dump them once more
     */
    IpvsTableReader(IpvsConversation kernel, @Nullable ProcTable proc) {
        this.kernel = kernel;
        this.proc = proc;
    }

    /** What one pass over the table found, and whether all of it became values. */
    private record Pass(Map<VirtualServiceKey, ServicePool> pools, long keys, boolean isWhole) {}

    /** Reads a consistent table. */
    IpvsTable read() {
        for (int i = 0; i < TRIES; i++) {
            Pass pass = kernel.inOneTurn(this::readOnce);
            if (kernel.inOneTurn(() -> isConfirmed(pass))) {
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
        int[] leftOut = {0};
        List<VirtualService> found = listServices(digest, leftOut);
        Map<VirtualServiceKey, ServicePool> pools = new LinkedHashMap<>(found.size() * 2);
        for (VirtualService service : found) {
            pools.put(service.key(), pool(service, ordered(listServers(service.key(), digest))));
        }
        return new Pass(pools, digest.value(), leftOut[0] == 0);
    }

    /** Servers that are sound, but not below this service: no kernel has had such. */
    private static ServicePool pool(VirtualService service, List<RealServer> servers) {
        try {
            return new ServicePool(service, servers);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("list real servers: " + e.getMessage(), e);
        }
    }

    private List<VirtualService> listServices(KeyDigest digest, int[] leftOut) {
        return kernel.dump("list virtual services", IpvsCommand.GET_SERVICE, NetlinkIpvs.NOTHING, message -> {
            if (!services.read(message.attributes(GenericChannel.HEADER, attributes))) {
                return null;
            }
            digest.add(services.digest());
            VirtualService definition = LeftOut.unlessSound(services::definition);
            leftOut[0] += definition == null ? 1 : 0;
            return definition;
        });
    }

    private List<RealServer> listServers(VirtualServiceKey service, KeyDigest digest) {
        long owner = KeyDigest.of(service);
        return dumpServers(service, message -> {
            if (!read(message, service)) {
                return null;
            }
            digest.add(owner, servers.digest());
            return servers.definition();
        });
    }

    /**
     * The second pass: all keys, and no values. Of the file only agreement counts: it does not tell what was left out apart,
     * and where other namespaces have services too, old kernels skip some of ours at each page's end.
     */
    private boolean isConfirmed(Pass pass) {
        if (proc != null && pass.isWhole) {
            OptionalLong listed = proc.keys();
            if (listed.isPresent() && listed.getAsLong() == pass.keys) {
                return true;
            }
        }
        return pass.keys == keys(pass.pools.keySet());
    }

    private long keys(Iterable<VirtualServiceKey> known) {
        KeyDigest digest = new KeyDigest();
        kernel.dump("list virtual services", IpvsCommand.GET_SERVICE, NetlinkIpvs.NOTHING, message -> {
            if (services.read(message.attributes(GenericChannel.HEADER, attributes))) {
                digest.add(services.digest());
            }
            return null;
        });
        for (VirtualServiceKey service : known) {
            long owner = KeyDigest.of(service);
            dumpServers(service, message -> {
                if (read(message, service)) {
                    digest.add(owner, servers.digest());
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

    /** Closes the file, once no reading goes on. */
    void close() {
        if (proc != null) {
            proc.close();
        }
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
