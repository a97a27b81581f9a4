package io.github.lvs4j.vrrp.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpState;
import io.github.lvs4j.vrrp.VrrpStatus;
import io.github.lvs4j.vrrp.packet.Advertisement;
import io.github.lvs4j.vrrp.packet.AdvertisementCodec;
import io.github.lvs4j.vrrp.packet.ChecksumForm;
import io.github.lvs4j.vrrp.packet.InternetChecksum;
import io.github.lvs4j.vrrp.packet.PacketEnvelope;
import io.github.lvs4j.vrrp.packet.RejectionCause;
import io.github.lvs4j.vrrp.port.InterfaceCondition;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A master of priority 100, to which one packet after the other is thrown. */
final class Injection {

    static final InetAddress OWN6 = IpAddress.parse("fe80::11");
    static final InetAddress PEER6 = IpAddress.parse("fe80::12");
    private static final InterfaceName ETH0 = InterfaceName.of("eth0");

    final VirtualRouter router;
    final LoopHarness h;
    PacketEnvelope envelope;
    ChecksumForm form = ChecksumForm.WITH_PSEUDO_HEADER;

    Injection(UnaryOperator<VirtualRouter.Builder> change) {
        h = new LoopHarness(
                LoopHarness.single(change),
                ports -> ports.links.put(
                        ETH0,
                        new InterfaceCondition(
                                ETH0, 2, true, MacAddress.parse("02:00:00:00:00:0a"), List.of(FakePorts.OWN, OWN6))));
        router = LoopHarness.router("WAN", "eth0", change);
        boolean four = router.family() == AddressFamily.INET;
        envelope = new PacketEnvelope(
                four ? FakePorts.PEER : PEER6, four ? Advertisement.GROUP_IPV4 : Advertisement.GROUP_IPV6, 255);
        h.events.start();
        h.run(router.advertisementInterval().multipliedBy(4));
        assertThat(state()).isEqualTo(VrrpState.MASTER);
        h.ports.log.clear();
    }

    Advertisement advertisement(int priority) {
        return new Advertisement(
                router.version(),
                router.id(),
                Priority.of(priority),
                router.advertisementInterval(),
                router.advertisedAddresses(),
                router.authentication().field());
    }

    /** The message as the peer sends it. */
    byte[] message(Advertisement advertisement) {
        byte[] message = new byte[AdvertisementCodec.length(advertisement)];
        AdvertisementCodec.encode(
                advertisement, envelope.source(), envelope.destination(), form, ByteBuffer.wrap(message));
        return message;
    }

    /** The message of an advertisement of priority 200, changed and with a right checksum again. */
    byte[] changed(Consumer<byte[]> change) {
        byte[] message = message(advertisement(200));
        change.accept(message);
        return sealed(message);
    }

    byte[] sealed(byte[] message) {
        message[6] = 0;
        message[7] = 0;
        boolean two = (message[0] >> 4) == 2;
        long seed =
                two ? 0 : InternetChecksum.pseudoHeader(envelope.source(), envelope.destination(), 112, message.length);
        int sum = InternetChecksum.of(ByteBuffer.wrap(message), 0, message.length, seed);
        message[6] = (byte) (sum >> 8);
        message[7] = (byte) sum;
        return message;
    }

    Injection timeToLive(int ttl) {
        envelope = new PacketEnvelope(envelope.source(), envelope.destination(), ttl);
        return this;
    }

    Injection source(String source) {
        envelope = new PacketEnvelope(IpAddress.parse(source), envelope.destination(), envelope.timeToLive());
        return this;
    }

    Injection destination(String destination) {
        envelope = new PacketEnvelope(envelope.source(), IpAddress.parse(destination), envelope.timeToLive());
        return this;
    }

    void inject(byte[] message) {
        inject(message, 112);
    }

    void inject(byte[] message, int protocol) {
        h.ports.channel("eth0").arrive(message, envelope, protocol);
        h.turn();
    }

    /** A rejected packet: one count of this cause, no other effect. */
    void rejected(RejectionCause cause, byte[] message) {
        rejected(cause, message, 112);
    }

    void rejected(RejectionCause cause, byte[] message, int protocol) {
        long before = status().rejected().getOrDefault(cause, 0L);
        long total = total(status().rejected());
        long due = h.loop.nanosToNextTurn();
        inject(message, protocol);
        assertThat(status().rejected()).containsEntry(cause, before + 1);
        assertThat(total(status().rejected())).as("one counter only").isEqualTo(total + 1);
        assertThat(state()).isEqualTo(VrrpState.MASTER);
        assertThat(h.loop.nanosToNextTurn()).as("no timer has moved").isEqualTo(due);
        assertThat(h.ports.log).as("nothing was sent or installed").isEmpty();
    }

    /** An accepted packet that makes the master step down. */
    void obeyed(byte[] message) {
        inject(message);
        assertThat(status().rejected()).isEmpty();
        assertThat(state()).isEqualTo(VrrpState.BACKUP);
    }

    /** The same, after others were rejected. */
    void obeyedAfterRejections(byte[] message) {
        inject(message);
        assertThat(state()).isEqualTo(VrrpState.BACKUP);
    }

    /** An accepted packet that the master answers. */
    void answered(byte[] message) {
        h.run(Duration.ofMillis(1));
        inject(message);
        assertThat(status().rejected()).isEmpty();
        assertThat(state()).isEqualTo(VrrpState.MASTER);
        assertThat(h.ports.log.get(0)).startsWith("send eth0 100");
    }

    VrrpState state() {
        return h.state("WAN");
    }

    VrrpStatus.RouterStatus status() {
        return h.loop.status().router("WAN").orElseThrow();
    }

    /** What was heard so far with a text in it. */
    List<String> heard(String text) {
        h.events.close();
        return h.heard.stream()
                .map(event -> event.describe())
                .filter(line -> line.contains(text))
                .toList();
    }

    private static long total(Map<RejectionCause, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
