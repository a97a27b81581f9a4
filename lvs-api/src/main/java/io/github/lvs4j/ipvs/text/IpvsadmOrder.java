package io.github.lvs4j.ipvs.text;

import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.ipvs.status.RealServerStatus;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.Endpoint;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The order in which {@code ipvsadm} lists services (by mark, family, protocol, address, port) and real servers (by address
 * and port). It compares by differences of 32 bits with a sign, so numbers further apart than half their range change
 * places: 192.168.0.1 comes before 10.0.0.1. Such an order may run in circles, which the JDK's sort refuses, so the C
 * library's merge sort is used as well. Stateless.
 */
final class IpvsadmOrder {

    private IpvsadmOrder() {}

    static List<VirtualService> services(List<VirtualService> services) {
        return sorted(services, (a, b) -> compare(a.key(), b.key()));
    }

    static List<RealServerStatus> realServers(List<RealServerStatus> servers) {
        return sorted(servers, (a, b) -> compare(a.definition(), b.definition()));
    }

    static List<RealServer> definitions(List<RealServer> servers) {
        return sorted(servers, IpvsadmOrder::compare);
    }

    private static int compare(RealServer left, RealServer right) {
        return compare(left.key().endpoint(), right.key().endpoint());
    }

    private static int compare(VirtualServiceKey left, VirtualServiceKey right) {
        int byMark = (int) (mark(left) - mark(right));
        if (byMark != 0) {
            return byMark;
        }
        int byFamily = left.family().compareTo(right.family());
        if (byFamily == 0
                && left instanceof VirtualServiceKey.ByEndpoint a
                && right instanceof VirtualServiceKey.ByEndpoint b) {
            int byProtocol = a.protocol().number() - b.protocol().number();
            return byProtocol != 0 ? byProtocol : compare(a.endpoint(), b.endpoint());
        }
        return byFamily;
    }

    private static long mark(VirtualServiceKey key) {
        return key instanceof VirtualServiceKey.ByFirewallMark marked
                ? marked.mark().value()
                : 0;
    }

    /** The first one's family says how much of the addresses counts; an IPv4 address is followed by zeros. */
    private static int compare(Endpoint left, Endpoint right) {
        ByteBuffer a = address(left);
        ByteBuffer b = address(right);
        int words = left.family() == AddressFamily.INET ? 1 : 4;
        for (int i = 0; i < words; i++) {
            int byWord = a.getInt() - b.getInt();
            if (byWord != 0) {
                return byWord;
            }
        }
        return left.port() - right.port();
    }

    private static ByteBuffer address(Endpoint endpoint) {
        return ByteBuffer.allocate(AddressFamily.INET6.bytes())
                .put(endpoint.address().getAddress())
                .rewind();
    }

    private static <T> List<T> sorted(List<T> items, Comparator<T> order) {
        if (items.size() < 2) {
            return items;
        }
        int middle = items.size() / 2;
        List<T> left = sorted(items.subList(0, middle), order);
        List<T> right = sorted(items.subList(middle, items.size()), order);
        List<T> merged = new ArrayList<>(items.size());
        int i = 0;
        int j = 0;
        while (i < left.size() && j < right.size()) {
            merged.add(order.compare(left.get(i), right.get(j)) <= 0 ? left.get(i++) : right.get(j++));
        }
        merged.addAll(left.subList(i, left.size()));
        merged.addAll(right.subList(j, right.size()));
        return merged;
    }
}
