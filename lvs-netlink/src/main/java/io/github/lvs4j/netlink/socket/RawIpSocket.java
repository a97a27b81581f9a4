package io.github.lvs4j.netlink.socket;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.style.LvsStyle;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.immutables.value.Value;

/**
 * Packets of one IP protocol (raw(7), ipv6(7)), as VRRP's 112. Own multicast packets do not come back.
 *
 * <p>Confined to its owner's thread. Neither sending nor receiving waits. A port: tests may put their own in its place.
 */
public interface RawIpSocket extends Pollable, AutoCloseable {

    /**
     * Sends a packet.
     *
     * @param packet position to limit: with {@link Options#headerIncluded()} the whole IPv4 packet, of which the kernel fills
     *     in checksum, total length and what is zero of source and id; else what follows the IP header. Left as it was
     * @param destination to whom, of the socket's family
     * @throws io.github.lvs4j.error.KernelException if the interface is down (ENETDOWN), there is no route (ENETUNREACH), or
     *     the packet is too long (EMSGSIZE); nothing was sent
     */
    void send(ByteBuffer packet, InetAddress destination);

    /**
     * Takes the next packet that has arrived.
     *
     * @param into where to put it
     * @return false if nothing is there
     * @throws io.github.lvs4j.error.KernelException as ENETDOWN, once each time the interface goes down; go on receiving
     */
    boolean receive(ReceivedPacket into);

    /** Closes the socket. Closing twice does no harm. */
    @Override
    void close();

    /** How to open a raw socket. Immutable. */
    @LvsStyle
    @Value.Immutable
    abstract class Options {

        Options() {}

        /**
         * Starts options.
         *
         * @return an empty builder; family and protocol must be given
         */
        public static Builder builder() {
            return new Builder();
        }

        /**
         * The address family.
         *
         * @return IPv4 or IPv6
         */
        public abstract AddressFamily family();

        /**
         * The protocol number (IANA).
         *
         * @return 1 to 255
         */
        public abstract int protocol();

        /**
         * The interface that packets must use (SO_BINDTODEVICE); multicast leaves through it.
         *
         * @return empty for any
         */
        public abstract Optional<InterfaceName> device();

        /**
         * Multicast groups to hear on the device (IP_ADD_MEMBERSHIP by index); no other groups are heard.
         *
         * @return empty for none
         */
        public abstract List<InetAddress> groups();

        /**
         * The address that packets come from and, for unicast, must be sent to (bind(2)).
         *
         * @return empty if the kernel chooses
         */
        public abstract Optional<InetAddress> localAddress();

        /**
         * Whether packets are given with their IPv4 header (IP_HDRINCL).
         *
         * @return false unless set
         */
        @Value.Default
        public boolean headerIncluded() {
            return false;
        }

        /**
         * Whether nothing is ever received: a filter refuses all, so that unread packets do not pile up.
         *
         * @return false unless set
         */
        @Value.Default
        public boolean sendOnly() {
            return false;
        }

        /**
         * TTL or hop limit of what is sent without its own header, unicast and multicast.
         *
         * @return 1 to 255; empty for the kernel's: 64, and 1 for multicast
         */
        public abstract OptionalInt hopLimit();

        /**
         * Traffic class, or type of service, of what is sent without its own header (IPV6_TCLASS, IP_TOS): the DSCP in the upper
         * six bits; 0xc0 is internetwork control.
         *
         * @return 0 to 255; empty for the kernel's 0
         */
        public abstract OptionalInt trafficClass();

        /**
         * Priority on the way out (SO_PRIORITY); 6 is "interactive", 7 "control".
         *
         * @return 0 to 7; empty for the kernel's 0
         */
        public abstract OptionalInt priority();

        /**
         * Where in an IPv6 packet the kernel fills in and verifies the checksum (IPV6_CHECKSUM).
         *
         * @return an even offset; empty for nowhere
         */
        public abstract OptionalInt checksumOffset();

        /**
         * Room for packets that wait to be read (SO_RCVBUF, forced beyond the system's bound where permitted).
         *
         * @return bytes; empty for the system's
         */
        public abstract OptionalInt receiveBuffer();

        @Value.Check
        void check() {
            range("protocol", protocol(), 1, 255);
            hopLimit().ifPresent(value -> range("hop limit", value, 1, 255));
            trafficClass().ifPresent(value -> range("traffic class", value, 0, 255));
            priority().ifPresent(value -> range("priority", value, 0, 7));
            checksumOffset().ifPresent(value -> range("checksum offset", value, 0, 65534));
            receiveBuffer().ifPresent(value -> range("receive buffer", value, 1, 1 << 30));
            groups().forEach(group -> ofFamily("group", group));
            localAddress().ifPresent(address -> ofFamily("local address", address));
            refuse(
                    groups().stream().anyMatch(group -> !group.isMulticastAddress()),
                    "one of the groups is no multicast address");
            refuse(!groups().isEmpty() && device().isEmpty(), "to hear a multicast group, name the device");
            refuse(!groups().isEmpty() && sendOnly(), "a socket that only sends joins no group");
            refuse(headerIncluded() && family() == AddressFamily.INET6, "headers are included with IPv4 only");
            refuse(
                    checksumOffset().isPresent() && family() == AddressFamily.INET,
                    "checksum offsets are for IPv6 only");
        }

        private void ofFamily(String what, InetAddress address) {
            refuse(
                    AddressFamily.of(address) != family(),
                    what + " " + IpAddress.format(address) + " is of another family");
        }

        private void range(String what, int value, int least, int most) {
            refuse(value < least || value > most, what + " " + value + " is out of range: " + least + " to " + most);
        }

        private void refuse(boolean wrong, String why) {
            if (wrong) {
                throw new IllegalArgumentException(family() + " raw socket for protocol " + protocol() + ": " + why);
            }
        }

        /** Builds {@link Options}. Confined to one thread. {@code build()} checks what the accessors promise. */
        public static final class Builder extends ImmutableOptions.Builder {
            Builder() {}
        }
    }
}
