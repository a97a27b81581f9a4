package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.vrrp.Authentication;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.packet.Advertisement;
import io.github.lvs4j.vrrp.packet.AdvertisementCodec;
import io.github.lvs4j.vrrp.packet.AdvertisementError;
import io.github.lvs4j.vrrp.packet.AuthenticationHeader;
import io.github.lvs4j.vrrp.packet.AuthenticationHeaderError;
import io.github.lvs4j.vrrp.packet.DecodeOutcome;
import io.github.lvs4j.vrrp.packet.DecodedAdvertisement;
import io.github.lvs4j.vrrp.packet.HmacTrailer;
import io.github.lvs4j.vrrp.packet.HmacVerifier;
import io.github.lvs4j.vrrp.packet.IntegrityCheck;
import io.github.lvs4j.vrrp.packet.Ipv4Header;
import io.github.lvs4j.vrrp.packet.PacketEnvelope;
import io.github.lvs4j.vrrp.packet.ReceptionRules;
import io.github.lvs4j.vrrp.packet.SequenceCounter;
import io.github.lvs4j.vrrp.port.IncomingPacket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Takes one router's received packets apart and judges them, outermost layer first: authentication header, length, version,
 * type, checksum, TTL, HMAC trailer, authentication, and what the peers must agree on. A packet that fails anywhere changes
 * nothing. Confined to the loop.
 */
final class AdvertisementReceiver {

    private final ReceptionRules rules;
    private final VirtualRouter router;
    private final OptionalInt vrid;
    private final SequenceCounter sequence;
    private final RepeatDecoder decoder = new RepeatDecoder();
    private final @Nullable IntegrityCheck integrity;
    private final @Nullable HmacVerifier hmac;
    private boolean authenticated;

    AdvertisementReceiver(VirtualRouter router, SequenceCounter sequence) {
        this.router = router;
        this.rules = ReceptionRules.of(router);
        this.vrid = OptionalInt.of(router.id().value());
        this.sequence = sequence;
        this.integrity = router.authentication() instanceof Authentication.AuthenticationHeader header
                ? new IntegrityCheck(header.key())
                : null;
        this.hmac = router.hmac()
                .map(keys -> new HmacVerifier(
                        keys,
                        router.advertisementInterval(),
                        Math.max(HmacVerifier.SLOTS, router.unicastPeers().size())))
                .orElse(null);
    }

    ReceptionRules rules() {
        return rules;
    }

    /** Whether the last accepted advertisement proved where it came from, if the router has means to ask for that. */
    boolean wasAuthenticated() {
        return authenticated;
    }

    /**
     * Judges a packet with this router's number.
     *
     * @param mastering whether the router is master, and so leaps beyond the numbers of those that rank lower
     */
    DecodeOutcome receive(IncomingPacket packet, long wallNanos, boolean mastering) {
        boolean behindHeader = packet.protocol() == AuthenticationHeader.PROTOCOL;
        IntegrityCheck check = integrity;
        if (behindHeader != (check != null)) {
            return new AuthenticationHeaderError.Presence(vrid, behindHeader);
        }
        return check != null ? receiveAuthenticated(check, packet, mastering) : receivePlain(packet, wallNanos);
    }

    private DecodeOutcome receivePlain(IncomingPacket packet, long wallNanos) {
        PacketEnvelope envelope = packet.envelope();
        ByteBuffer message = packet.message();
        HmacVerifier verifier = hmac;
        int end = message.limit();
        if (verifier != null) {
            int claimed = AdvertisementCodec.claimedLength(message, router.family());
            if (claimed >= 0 && message.remaining() == claimed + HmacTrailer.LENGTH) {
                message.limit(end - HmacTrailer.LENGTH);
            }
        }
        DecodeOutcome outcome = decoder.decode(message, envelope.source(), envelope.destination());
        if (!(outcome instanceof DecodedAdvertisement decoded)) {
            return outcome;
        }
        Advertisement advertisement = decoded.advertisement();
        Optional<AdvertisementError> error = rules.checkOrigin(advertisement, envelope);
        ByteBuffer trailer = null;
        if (error.isEmpty() && verifier != null) {
            trailer = message.duplicate().limit(end).position(message.limit());
            error = verifier.check(message, trailer, envelope.source(), wallNanos);
        }
        if (error.isEmpty()) {
            error = rules.checkAuthentication(advertisement);
        }
        if (error.isEmpty()) {
            error = rules.checkContent(advertisement, envelope);
        }
        if (error.isPresent()) {
            return error.get();
        }
        authenticated = verifier == null || trailer == null || trailer.hasRemaining();
        if (verifier != null && trailer != null) {
            verifier.accept(trailer, envelope.source());
        }
        return decoded;
    }

    private DecodeOutcome receiveAuthenticated(IntegrityCheck check, IncomingPacket packet, boolean mastering) {
        PacketEnvelope envelope = packet.envelope();
        ByteBuffer message = packet.message();
        int start = message.position();
        if (Ipv4Header.decode(message).isEmpty()) {
            return new AdvertisementError.MalformedHeader(vrid, "no IPv4 packet");
        }
        Optional<AuthenticationHeader> found = AuthenticationHeader.decode(message);
        if (found.isEmpty()) {
            return new AuthenticationHeaderError.Malformed(vrid);
        }
        AuthenticationHeader header = found.get();
        DecodeOutcome outcome = decoder.decode(message, envelope.source(), envelope.destination());
        if (!(outcome instanceof DecodedAdvertisement decoded)) {
            return outcome;
        }
        Advertisement advertisement = decoded.advertisement();
        Optional<AdvertisementError> error = rules.checkOrigin(advertisement, envelope)
                .or(() -> rules.checkAuthentication(advertisement))
                .or(() -> checkHeader(check, header, packet, start))
                .or(() -> rules.checkContent(advertisement, envelope));
        if (error.isPresent()) {
            return error.get();
        }
        authenticated = true;
        sequence.accept(header.sequence());
        if (mastering && advertisement.priority().compareTo(router.priority()) < 0) {
            sequence.leap(header.sequence());
        }
        return decoded;
    }

    private Optional<AdvertisementError> checkHeader(
            IntegrityCheck check, AuthenticationHeader header, IncomingPacket packet, int start) {
        InetAddress source = packet.envelope().source();
        ByteBuffer message = packet.message();
        if (!check.verify(message.duplicate().position(start))) {
            return Optional.of(new AuthenticationHeaderError.WrongIntegrityValue(vrid));
        }
        if (!header.belongsTo(source)) {
            return Optional.of(
                    new AuthenticationHeaderError.WrongParametersIndex(vrid, header.parametersIndex(), source));
        }
        if (!sequence.isNew(header.sequence())) {
            return Optional.of(new AuthenticationHeaderError.Replayed(vrid, header.sequence(), sequence.value()));
        }
        return Optional.empty();
    }
}
