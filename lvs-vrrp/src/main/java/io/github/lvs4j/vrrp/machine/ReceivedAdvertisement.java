package io.github.lvs4j.vrrp.machine;

import io.github.lvs4j.vrrp.VrrpPeer;
import io.github.lvs4j.vrrp.packet.Advertisement;
import java.net.InetAddress;

/**
 * An accepted advertisement with its origin. Immutable.
 *
 * @param advertisement what it says
 * @param source who sent it
 * @param receivedNanos when the kernel received it, on the ticker of the machine's other instants
 */
public record ReceivedAdvertisement(Advertisement advertisement, InetAddress source, long receivedNanos) {

    /**
     * The sender.
     *
     * @return its address and priority
     */
    public VrrpPeer peer() {
        return new VrrpPeer(source, advertisement.priority());
    }
}
