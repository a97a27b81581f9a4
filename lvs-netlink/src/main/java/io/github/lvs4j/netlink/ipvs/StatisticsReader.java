package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.ipvs.status.RealServerStatistics;
import io.github.lvs4j.ipvs.status.ServiceStatistics;
import io.github.lvs4j.netlink.AttributeReader;
import io.github.lvs4j.netlink.generic.GenericChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads counters and makes no definitions: one dump of the services and one of the servers of each. Any thread may call;
 * each dump takes a turn, so that changes need not wait for the whole.
 */
final class StatisticsReader {

    private static final Comparator<RealServerStatistics> ORDER =
            (a, b) -> a.key().endpoint().compareTo(b.key().endpoint());

    private final IpvsConversation kernel;

    /** Used in turn only. */
    private final VirtualServiceCodec services = new VirtualServiceCodec();

    private final RealServerCodec servers = new RealServerCodec();
    private final AttributeReader attributes = new AttributeReader();

    StatisticsReader(IpvsConversation kernel) {
        this.kernel = kernel;
    }

    /** Reads all of them. */
    List<ServiceStatistics> read() {
        List<ServiceStatistics> found = kernel.dump(
                "list virtual services",
                IpvsCommand.GET_SERVICE,
                NetlinkIpvs.NOTHING,
                message -> services.read(message.attributes(GenericChannel.HEADER, attributes))
                        ? LeftOut.unlessSound(services::statistics)
                        : null);
        return found.stream()
                .map(service -> new ServiceStatistics(
                        service.key(), service.counters(), service.rates(), servers(service.key())))
                .toList();
    }

    private List<RealServerStatistics> servers(VirtualServiceKey service) {
        List<RealServerStatistics> found = kernel.dump(
                new ListRealServers(service),
                IpvsCommand.GET_DEST,
                into -> VirtualServiceCodec.encodeKey(service, into),
                message -> servers.read(message.attributes(GenericChannel.HEADER, attributes), service.family())
                        ? servers.statistics()
                        : null);
        found.sort(ORDER);
        return withoutRepetition(found);
    }

    /** A dump may repeat what was inserted before its position. */
    private static List<RealServerStatistics> withoutRepetition(List<RealServerStatistics> sorted) {
        List<RealServerStatistics> unique = new ArrayList<>(sorted.size());
        for (RealServerStatistics server : sorted) {
            if (unique.isEmpty() || !unique.get(unique.size() - 1).key().equals(server.key())) {
                unique.add(server);
            }
        }
        return unique;
    }
}
