package io.github.lvs4j.vrrp.packet;

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
 * @param addresses the router's virtual addresses
 * @param strictAddressList whether other addresses are an error; otherwise they are only reported
 * @param unicastPeers who may send; empty for a multicast router
 * @param leastTimeToLive the lowest accepted TTL or hop limit: 255 for multicast
 */
public record ReceptionRules(
        VrrpVersion version,
        AuthenticationField authentication,
        Duration interval,
        List<InetAddress> addresses,
        boolean strictAddressList,
        List<InetAddress> unicastPeers,
        int leastTimeToLive) {

    /** Copies the lists. */
    public ReceptionRules {
        addresses = List.copyOf(addresses);
        unicastPeers = List.copyOf(unicastPeers);
    }

    /**
     * Judges an advertisement. The order is that of keepalived, so that both report the same cause.
     *
     * @param advertisement a well-formed advertisement with this router's number
     * @param envelope how it came
     * @return the first rule it breaks; empty if it is accepted
     */
    public Optional<AdvertisementError> check(Advertisement advertisement, PacketEnvelope envelope) {
        OptionalInt vrid = OptionalInt.of(advertisement.id().value());
        if (envelope.timeToLive() < leastTimeToLive) {
            return Optional.of(new AdvertisementError.WrongTimeToLive(vrid, envelope.timeToLive(), leastTimeToLive));
        }
        if (advertisement.version() != version) {
            return Optional.of(new AdvertisementError.WrongVersion(
                    vrid, advertisement.version().number()));
        }
        if (version == VrrpVersion.V2) {
            Optional<AdvertisementError> error = checkVersion2(vrid, advertisement);
            if (error.isPresent()) {
                return error;
            }
        }
        boolean multicast = envelope.destination().isMulticastAddress();
        if (multicast != unicastPeers.isEmpty()) {
            return Optional.of(new AdvertisementError.CastMismatch(vrid, envelope.destination()));
        }
        if (strictAddressList && !sameAddresses(advertisement)) {
            return Optional.of(new AdvertisementError.AddressListMismatch(vrid, advertisement.addresses(), addresses));
        }
        if (!multicast && !unicastPeers.contains(envelope.source())) {
            return Optional.of(new AdvertisementError.UnknownSender(vrid, envelope.source()));
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
        return received.equals(addresses)
                || (received.size() == addresses.size() && new HashSet<>(received).equals(new HashSet<>(addresses)));
    }

    private Optional<AdvertisementError> checkVersion2(OptionalInt vrid, Advertisement advertisement) {
        AuthenticationField received = advertisement.authentication();
        if (received.type() > AuthenticationField.TYPE_AUTHENTICATION_HEADER) {
            return Optional.of(new AdvertisementError.UnknownAuthenticationType(vrid, received.type()));
        }
        if (received.type() != authentication.type()) {
            return Optional.of(
                    new AdvertisementError.AuthenticationTypeMismatch(vrid, received.type(), authentication.type()));
        }
        boolean compared = received.type() == AuthenticationField.TYPE_SIMPLE_TEXT;
        if (compared && received.data() != authentication.data()) {
            return Optional.of(new AdvertisementError.AuthenticationFailed(vrid));
        }
        if (!advertisement.interval().equals(interval)) {
            return Optional.of(new AdvertisementError.IntervalMismatch(vrid, advertisement.interval(), interval));
        }
        return Optional.empty();
    }
}
