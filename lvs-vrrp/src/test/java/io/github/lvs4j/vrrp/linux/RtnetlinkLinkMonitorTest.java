package io.github.lvs4j.vrrp.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.event.LvsListener;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.NetworkTopic;
import io.github.lvs4j.vrrp.port.LinkMonitor;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RtnetlinkLinkMonitorTest {

    private static final InterfaceName ETH0 = InterfaceName.of("eth0");

    private final List<String> heard = new ArrayList<>();
    private LvsListener<NetworkEvent> kernel = event -> {};

    @Test
    void shouldTellThatTheFormerNameOfARenamedLinkIsGone() {
        try (LinkMonitor monitor = new RtnetlinkLinkMonitor(stack())) {
            assertThat(monitor.inspect(ETH0).exists()).isTrue();
            monitor.start(new LinkMonitor.Listener() {
                @Override
                public void onInterfaceChanged(InterfaceName name) {
                    heard.add(name.value());
                }

                @Override
                public void onAddressRemoved(InterfaceName name, InetAddress address) {}

                @Override
                public void onOverrun() {}
            });
            kernel.onEvent(new NetworkEvent.LinkChanged(link("eth0")));
            assertThat(heard).containsExactly("eth0");
            kernel.onEvent(new NetworkEvent.LinkChanged(link("wan0")));
            assertThat(heard).containsExactly("eth0", "eth0", "wan0");
        }
    }

    private static Link link(String name) {
        return Link.builder()
                .index(2)
                .name(InterfaceName.of(name))
                .up(true)
                .carrier(true)
                .build();
    }

    @SuppressWarnings("unchecked")
    private NetworkStack stack() {
        return (NetworkStack) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {NetworkStack.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "link" -> Optional.of(link("eth0"));
                    case "addresses" -> List.of();
                    case "subscribe" -> {
                        assertThat((Set<NetworkTopic>) arguments[0])
                                .containsExactlyInAnyOrder(NetworkTopic.LINKS, NetworkTopic.ADDRESSES);
                        kernel = (LvsListener<NetworkEvent>) arguments[1];
                        yield (NetworkStack.Subscription) () -> {};
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
