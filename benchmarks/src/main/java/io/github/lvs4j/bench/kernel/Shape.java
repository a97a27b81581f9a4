package io.github.lvs4j.bench.kernel;

import io.github.lvs4j.ipvs.ForwardingMethod;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.ServicePool;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.net.Endpoint;
import io.github.lvs4j.net.TransportProtocol;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of equal services; ipvs_reference.c makes the same one.
 *
 * @param services how many services
 * @param servers how many real servers each has
 */
record Shape(int services, int servers) {

    private static final int FIRST_SERVICE = 0xc612_0000; // 198.18.0.0, RFC 2544
    private static final int FIRST_SERVER = 0x0a00_0000;

    /** Reads 1000x10. */
    static Shape of(String text) {
        String[] parts = text.split("x");
        return new Shape(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    /** How many messages make it. */
    int changes() {
        return services * (1 + servers);
    }

    /**
     * The table as a value.
     *
     * @param heavier how many servers, spread evenly, have weight 2 instead of 1
     */
    IpvsTable table(int heavier) {
        int all = services * servers;
        int step = heavier == 0 ? all + 1 : all / heavier;
        List<ServicePool> pools = new ArrayList<>(services);
        int number = 0;
        for (int i = 0; i < services; i++) {
            List<RealServer> pool = new ArrayList<>(servers);
            for (int j = 0; j < servers; j++, number++) {
                pool.add(RealServer.builder()
                        .key(new RealServerKey(Endpoint.ofIpv4(FIRST_SERVER + number, 8080)))
                        .forwarding(ForwardingMethod.MASQUERADE)
                        .weight(number % step == step - 1 ? 2 : 1)
                        .build());
            }
            VirtualService service = VirtualService.builder()
                    .key(new VirtualServiceKey.ByEndpoint(
                            TransportProtocol.TCP, Endpoint.ofIpv4(FIRST_SERVICE + i, 80)))
                    .scheduler(Scheduler.RR)
                    .build();
            pools.add(new ServicePool(service, pool));
        }
        return IpvsTable.of(pools);
    }

    /** The table as {@code ipvsadm -R} reads it. */
    String rules() {
        StringBuilder text = new StringBuilder();
        for (ServicePool pool : table(0).pools()) {
            String service =
                    ((VirtualServiceKey.ByEndpoint) pool.key()).endpoint().toString();
            text.append("-A -t ").append(service).append(" -s rr\n");
            for (RealServer server : pool.realServers()) {
                text.append("-a -t ").append(service).append(" -r ").append(server.key());
                text.append(" -m -w 1\n");
            }
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return services + "x" + servers;
    }
}
