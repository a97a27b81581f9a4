package io.github.lvs4j.netlink.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.netlink.FakeKernel;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.NetworkTopic;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NetworkMonitorTest {

    /** How often a channel repeats a disturbed reading. */
    private static final int TRIES = 8;

    @Test
    void shouldTellOfAnOverrunThoughTheLinksCannotBeReadThen() {
        AtomicInteger readings = new AtomicInteger();
        FakeKernel requests = new FakeKernel((kernel, request) -> {
            int reading = readings.incrementAndGet();
            if (reading > 1 && reading <= 1 + TRIES) {
                kernel.lose();
            }
            kernel.reply(FakeKernel.done(request));
        });
        FakeKernel events = new FakeKernel((kernel, request) -> {});
        List<NetworkEvent> heard = new ArrayList<>();
        try (NetworkMonitor monitor = NetworkMonitor.over(EnumSet.of(NetworkTopic.LINKS), events, requests)) {
            events.lose();
            assertThat(monitor.drain(heard::add)).isFalse();
            assertThat(heard).hasOnlyElementsOfType(NetworkEvent.Overrun.class).hasSize(1);
            assertThat(readings).hasValue(1 + TRIES);
            assertThat(monitor.isCurrent()).isFalse();
            assertThat(monitor.drain(heard::add)).isFalse();
            assertThat(readings).as("the links are read after all").hasValue(2 + TRIES);
            assertThat(monitor.isCurrent()).isTrue();
            assertThat(monitor.drain(heard::add)).isFalse();
            assertThat(readings).hasValue(2 + TRIES);
            assertThat(heard).hasSize(1);
        }
    }
}
