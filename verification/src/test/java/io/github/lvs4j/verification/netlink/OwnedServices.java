package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.ipvs.IpvsScope;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.ipvs.status.RealServerStatus;
import io.github.lvs4j.ipvs.status.VirtualServiceStatus;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Services that one thread alone changes, and what they must be: every reading is compared. Confined to that thread. */
final class OwnedServices {

    private static final int SERVICES = 4;
    private static final int SERVERS = 6;
    private static final List<Scheduler> SCHEDULERS = List.of(Scheduler.RR, Scheduler.WRR, Scheduler.WLC);

    private final Ipvs ipvs;
    private final int owner;
    private final Random random;
    private final Map<Integer, VirtualService> services = new TreeMap<>();
    private final Map<Integer, Map<Integer, RealServer>> servers = new TreeMap<>();

    OwnedServices(Ipvs ipvs, int owner, long seed) {
        this.ipvs = ipvs;
        this.owner = owner;
        this.random = new Random(seed);
    }

    int random(int bound) {
        return random.nextInt(bound);
    }

    /** One call, or a few for a reading. */
    void step() {
        int index = random(SERVICES);
        if (!services.containsKey(index)) {
            ipvs.create(draw(index));
            return;
        }
        switch (random(8)) {
            case 0 -> remove(index);
            case 1 -> ipvs.update(draw(index));
            case 2 -> apply();
            case 3 -> read(index);
            case 4 -> list();
            default -> stepServer(index);
        }
    }

    private VirtualService draw(int index) {
        VirtualService service = VirtualService.builder()
                .key(key(index))
                .scheduler(SCHEDULERS.get(random(SCHEDULERS.size())))
                .build();
        services.put(index, service);
        servers.computeIfAbsent(index, absent -> new TreeMap<>());
        return service;
    }

    private void remove(int index) {
        ipvs.remove(key(index));
        services.remove(index);
        servers.remove(index);
        assertThat(ipvs.service(key(index))).isEmpty();
        assertThatThrownBy(() -> ipvs.realServers(key(index))).isInstanceOf(NotFoundException.class);
    }

    private void stepServer(int index) {
        int number = random(SERVERS);
        Map<Integer, RealServer> pool = servers.get(index);
        RealServer server = RealServer.masquerade("198.51.100." + (number + 1), 8000 + owner, random(1000));
        if (!pool.containsKey(number)) {
            ipvs.create(key(index), server);
            pool.put(number, server);
        } else if (random(3) == 0) {
            ipvs.remove(key(index), server.key());
            pool.remove(number);
        } else {
            ipvs.update(key(index), server);
            pool.put(number, server);
        }
    }

    /** All of it to another state in one plan. */
    private void apply() {
        IpvsTable before = table();
        for (int index = 0; index < SERVICES; index++) {
            if (random(3) == 0) {
                services.remove(index);
                servers.remove(index);
            } else {
                draw(index);
                int number = random(SERVERS);
                servers.get(index)
                        .put(number, RealServer.masquerade("198.51.100." + (number + 1), 8000 + owner, random(1000)));
            }
        }
        List<VirtualServiceKey> mine =
                IntStream.range(0, SERVICES).mapToObj(this::key).toList();
        ipvs.apply(IpvsPlan.between(before, table(), IpvsScope.services(mine))).orThrow();
    }

    private void read(int index) {
        assertThat(ipvs.service(key(index)).map(VirtualServiceStatus::definition))
                .contains(services.get(index));
        assertThat(ipvs.realServers(key(index)).stream().map(RealServerStatus::definition))
                .containsExactlyElementsOf(servers.get(index).values());
    }

    private void list() {
        assertThat(ipvs.services().stream().map(VirtualServiceStatus::definition))
                .filteredOn(this::isMine)
                .containsExactlyInAnyOrderElementsOf(services.values());
    }

    private boolean isMine(VirtualService service) {
        return IntStream.range(0, SERVICES).anyMatch(index -> key(index).equals(service.key()));
    }

    void check(IpvsTable table) {
        assertThat(table.pools())
                .filteredOn(pool -> isMine(pool.service()))
                .containsExactlyInAnyOrderElementsOf(table().pools());
    }

    private IpvsTable table() {
        IpvsTable.Builder table = IpvsTable.builder();
        addTo(table);
        return table.build();
    }

    void addTo(IpvsTable.Builder table) {
        services.forEach((index, service) ->
                table.add(service, servers.get(index).values().toArray(RealServer[]::new)));
    }

    private VirtualServiceKey key(int index) {
        return VirtualServiceKey.tcp("192.0.2." + (owner + 1), 80 + index);
    }
}
