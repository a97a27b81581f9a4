package io.github.lvs4j.vrrp.packet;

import io.github.lvs4j.vrrp.LearnedIntervals;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpVersion;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one virtual router asks of a well-formed advertisement before its machine may see it (RFC 3768 and RFC 9568 section
 * 7.1). Immutable; any thread.
 *
 * @param version the router's version
 * @param authentication what the packet must carry in version 2
 * @param interval the router's own interval, which version 2 insists on
 * @param learnedIntervals what version 3 may learn instead
 * @param addresses the router's virtual addresses
 * @param strictAddressList whether other addresses are an error; otherwise they are only reported
 * @param unicastPeers whom it sends to; empty for a multicast router
 * @param checkUnicastSource whether others than the peers are rejected
 * @param leastTimeToLive the lowest accepted TTL or hop limit: 255 for multicast
 */
public record ReceptionRules(
        VrrpVersion version,
        AuthenticationField authentication,
        Duration interval,
        LearnedIntervals learnedIntervals,
        List<InetAddress> addresses,
        boolean strictAddressList,
        List<InetAddress> unicastPeers,
        boolean checkUnicastSource,
        int leastTimeToLive) {

    /** Copies the lists. */
    public ReceptionRules {
        addresses = List.copyOf(addresses);
        unicastPeers = List.copyOf(unicastPeers);
    }

    /**
     * The rules of a router as it is configured.
     *
     * @param router the router
     * @return its rules
     */
    public static ReceptionRules of(VirtualRouter router) {
        return new ReceptionRules(
                router.version(),
                router.authentication().field(),
                router.advertisementInterval(),
                router.learnedIntervals(),
                router.advertisedAddresses(),
                router.strictAddressList(),
                router.unicastPeers(),
                router.checkUnicastSource(),
                router.unicastPeers().isEmpty() ? Ipv4Header.NEIGHBOUR_TTL : router.leastUnicastTimeToLive());
    }

    /**
     * Judges an advertisement. The order is that of keepalived, so that both report the same cause.
     *
     * @param advertisement a well-formed advertisement with this router's number
     * @param envelope how it came
     * @return the first rule it breaks; empty if it is accepted
     */
    public Optional<AdvertisementError> check(Advertisement advertisement, PacketEnvelope envelope) {
        return checkOrigin(advertisement, envelope)
                .or(() -> checkAuthentication(advertisement))
                .or(() -> checkContent(advertisement, envelope));
    }

    /**
     * The first third of {@link #check}: what decides whether the rest is worth reading.
     *
     * @param advertisement a well-formed advertisement with this router's number
     * @param envelope how it came
     * @return a wrong TTL or version
     */
    public Optional<AdvertisementError> checkOrigin(Advertisement advertisement, PacketEnvelope envelope) {
        if (envelope.timeToLive() < leastTimeToLive) {
            return Optional.of(new AdvertisementError.WrongTimeToLive(
                    vrid(advertisement), envelope.timeToLive(), leastTimeToLive));
        }
        if (advertisement.version() != version) {
            return Optional.of(new AdvertisementError.WrongVersion(
                    vrid(advertisement), advertisement.version().number()));
        }
        return Optional.empty();
    }

    /**
     * The second third of {@link #check}: the authentication that the advertisement itself carries. An authentication header
     * is judged next.
     *
     * @param advertisement an advertisement of the right version
     * @return a wrong type or password; always empty for version 3
     */
    public Optional<AdvertisementError> checkAuthentication(Advertisement advertisement) {
        if (version != VrrpVersion.V2) {
            return Optional.empty();
        }
        AuthenticationField received = advertisement.authentication();
        if (received.type() > AuthenticationField.TYPE_AUTHENTICATION_HEADER) {
            return Optional.of(new AdvertisementError.UnknownAuthenticationType(vrid(advertisement), received.type()));
        }
        if (received.type() != authentication.type()) {
            return Optional.of(new AdvertisementError.AuthenticationTypeMismatch(
                    vrid(advertisement), received.type(), authentication.type()));
        }
        boolean compared = received.type() == AuthenticationField.TYPE_SIMPLE_TEXT;
        return compared && received.data() != authentication.data()
                ? Optional.of(new AdvertisementError.AuthenticationFailed(vrid(advertisement)))
                : Optional.empty();
    }

    /**
     * The last third of {@link #check}: whether sender and receiver are of one mind.
     *
     * @param advertisement an authentic advertisement
     * @param envelope how it came
     * @return another interval, way of addressing, address list, or an unknown sender
     */
    public Optional<AdvertisementError> checkContent(Advertisement advertisement, PacketEnvelope envelope) {
        if (version == VrrpVersion.V2 && !advertisement.interval().equals(interval)) {
            return Optional.of(
                    new AdvertisementError.IntervalMismatch(vrid(advertisement), advertisement.interval(), interval));
        }
        if (version == VrrpVersion.V3 && !learnedIntervals.contain(advertisement.interval())) {
            return Optional.of(new AdvertisementError.IntervalOutOfBounds(
                    vrid(advertisement), advertisement.interval(), learnedIntervals.least(), learnedIntervals.most()));
        }
        boolean multicast = envelope.destination().isMulticastAddress();
        if (multicast != unicastPeers.isEmpty()) {
            return Optional.of(new AdvertisementError.CastMismatch(vrid(advertisement), envelope.destination()));
        }
        if (strictAddressList && !sameAddresses(advertisement)) {
            return Optional.of(new AdvertisementError.AddressListMismatch(
                    vrid(advertisement), advertisement.addresses(), addresses));
        }
        if (!multicast && checkUnicastSource && !unicastPeers.contains(envelope.source())) {
            return Optional.of(new AdvertisementError.UnknownSender(vrid(advertisement), envelope.source()));
        }
        return Optional.empty();
    }

    /**
     * Whether the advertisement names exactly the router's addresses, in any order.
     *
     * @param advertisement an advertisement
     * @return false if one is missing or foreign
     */
    public boolean sameAddresses(Advertisement advertisement) {
        List<InetAddress> received = advertisement.addresses();
        return received.size() == addresses.size()
                && (sameOrder(received) || new HashSet<>(received).equals(new HashSet<>(addresses)));
    }

    private boolean sameOrder(List<InetAddress> received) {
        for (int i = 0; i < addresses.size(); i++) {
            if (!received.get(i).equals(addresses.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static OptionalInt vrid(Advertisement advertisement) {
        return OptionalInt.of(advertisement.id().value());
    }
}
