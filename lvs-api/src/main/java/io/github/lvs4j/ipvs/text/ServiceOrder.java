package io.github.lvs4j.ipvs.text;

import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import java.util.Comparator;

/** The order in which {@code ipvsadm} lists services: endpoints by family, protocol, address and port, then marks. */
final class ServiceOrder {

    static final Comparator<VirtualService> IPVSADM = Comparator.comparing(VirtualService::key, ServiceOrder::compare);

    private ServiceOrder() {}

    private static int compare(VirtualServiceKey left, VirtualServiceKey right) {
        if (left instanceof VirtualServiceKey.ByEndpoint a && right instanceof VirtualServiceKey.ByEndpoint b) {
            int byFamily = a.family().compareTo(b.family());
            int byProtocol = Integer.compare(a.protocol().number(), b.protocol().number());
            return byFamily != 0
                    ? byFamily
                    : byProtocol != 0 ? byProtocol : a.endpoint().compareTo(b.endpoint());
        }
        if (left instanceof VirtualServiceKey.ByFirewallMark a && right instanceof VirtualServiceKey.ByFirewallMark b) {
            int byMark = Long.compare(a.mark().value(), b.mark().value());
            return byMark != 0 ? byMark : a.family().compareTo(b.family());
        }
        return left instanceof VirtualServiceKey.ByEndpoint ? -1 : 1;
    }
}
