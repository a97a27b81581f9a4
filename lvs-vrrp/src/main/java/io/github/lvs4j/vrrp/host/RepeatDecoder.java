package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.vrrp.packet.AdvertisementCodec;
import io.github.lvs4j.vrrp.packet.DecodeOutcome;
import io.github.lvs4j.vrrp.packet.DecodedAdvertisement;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes advertisements, and one that is repeated only once: a master says the same thing each time, and the same bytes between
 * the same addresses mean what they meant before. Judges nothing. Confined to the loop.
 */
final class RepeatDecoder {

    private ByteBuffer bytes = ByteBuffer.allocate(64).flip(); // of the last message that could be decoded
    private @Nullable InetAddress from;
    private @Nullable InetAddress to;
    private @Nullable DecodedAdvertisement last;

    /** As {@link AdvertisementCodec#decode}. */
    DecodeOutcome decode(ByteBuffer message, InetAddress source, InetAddress destination) {
        DecodedAdvertisement known = last;
        if (known != null && message.equals(bytes) && source.equals(from) && destination.equals(to)) {
            return known;
        }
        DecodeOutcome outcome = AdvertisementCodec.decode(message, source, destination);
        if (outcome instanceof DecodedAdvertisement decoded) {
            from = source;
            to = destination;
            last = decoded;
            copy(message);
        }
        return outcome;
    }

    private void copy(ByteBuffer message) {
        int length = message.remaining();
        if (bytes.capacity() < length) {
            bytes = ByteBuffer.allocate(length);
        }
        bytes.clear().put(0, message, message.position(), length).limit(length);
    }
}
