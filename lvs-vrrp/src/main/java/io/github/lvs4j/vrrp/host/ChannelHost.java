package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.vrrp.port.AdvertisementChannel;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The channel of one interface and family, and the routers that share it. The channel is closed while its interface is missing
 * and opened again when one of that name appears. Confined to the loop.
 */
final class ChannelHost {

    final InterfaceName interfaceName;
    final AddressFamily family;
    final Map<Integer, RouterHost> routers = new HashMap<>();
    boolean opening;
    private @Nullable AdvertisementChannel channel;
    private int interfaceIndex;

    ChannelHost(InterfaceName interfaceName, AddressFamily family) {
        this.interfaceName = interfaceName;
        this.family = family;
    }

    @Nullable
    AdvertisementChannel channel() {
        return channel;
    }

    boolean isOpenFor(int index) {
        return channel != null && interfaceIndex == index;
    }

    void open(AdvertisementChannel opened, int index) {
        close();
        channel = opened;
        interfaceIndex = index;
    }

    void close() {
        AdvertisementChannel present = channel;
        if (present != null) {
            present.close();
            channel = null;
        }
    }
}
