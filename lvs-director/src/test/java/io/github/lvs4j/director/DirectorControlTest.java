package io.github.lvs4j.director;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lvs4j.vrrp.SyncGroup;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpControl;
import io.github.lvs4j.vrrp.track.ProgramTracker;
import io.github.lvs4j.vrrp.track.Tracker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DirectorControlTest {

    private static final VirtualRouter WAN =
            VirtualRouter.on("eth0", 100).name("WAN").addresses("192.0.2.1").build();
    private static final VirtualRouter SPARE =
            VirtualRouter.on("eth1", 101).name("SPARE").addresses("192.0.2.2").build();
    private static final DirectorConfig CONFIG = DirectorConfig.builder()
            .vrrp(new VrrpConfig(List.of(WAN, SPARE), List.of(SyncGroup.of("LVS", "WAN"))))
            .build();

    private final FakeVrrp vrrp = new FakeVrrp();

    @Test
    void shouldHandOverByGroup() {
        try (Director director = start(CONFIG, true)) {
            VrrpControl control = director.control("LVS");
            control.release(Duration.ofSeconds(10));
            control.prefer(Duration.ofSeconds(10));
            assertThat(vrrp.controls.get("LVS").requests()).containsExactly("release", "prefer");
            assertThat(director.control("LVS")).isSameAs(control);
        }
    }

    @Test
    void shouldRefuseControlOfWhatDoesNotRun() {
        try (Director director = start(CONFIG, true)) {
            assertThatThrownBy(() -> director.control("LVSS"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("LVSS");
        }
        try (Director director = start(CONFIG, false)) {
            assertThatThrownBy(() -> director.control("LVS"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no control of LVS: this director runs no virtual routers; start it without the option"
                            + " that leaves them out");
        }
        Director director = start(DirectorConfig.builder().build(), true);
        assertThatThrownBy(() -> director.control("LVS"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no control of LVS: this director runs no virtual routers; start one with a configuration"
                        + " that has some");
        director.close();
        assertThatThrownBy(() -> director.control("LVS"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void shouldCloseWholeThoughItsCallerIsInterrupted() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        vrrp.whenAskedForControl = () -> {
            busy.countDown();
            awaitQuietly(free);
        };
        Director director = start(CONFIG, true);
        Thread asker = new Thread(() -> director.control("LVS"));
        asker.start();
        busy.await();
        Thread closer = new Thread(director::close);
        closer.start();
        closer.interrupt();
        free.countDown();
        closer.join();
        asker.join();
        assertThat(vrrp.closes).isEqualTo(1);
        assertThatThrownBy(director::status)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldTakeTrackersOfTheProgramForAGroupOrARouter() {
        ProgramTracker database = Tracker.program("database");
        ProgramTracker cache = Tracker.program("cache");
        VrrpConfig tracked = CONFIG.tracking("LVS", database.weight(-60))
                .tracking("SPARE", cache.fault())
                .tracking("LVS", cache.weight(5))
                .vrrp()
                .orElseThrow();
        assertThat(tracked.trackersOf("WAN")).containsExactly(database.weight(-60), cache.weight(5));
        assertThat(tracked.trackersOf("SPARE")).containsExactly(cache.fault());
        assertThat(CONFIG.vrrp().orElseThrow().trackersOf("WAN")).isEmpty();
    }

    @Test
    void shouldRefuseTrackersOfNobody() {
        ProgramTracker database = Tracker.program("database");
        assertThatThrownBy(() -> CONFIG.tracking("LVSS", database.fault()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no sync group and no virtual router called LVSS");
        assertThatThrownBy(() -> CONFIG.tracking("LVS", database.fault(), database.weight(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tracks database twice");
        assertThatThrownBy(() -> DirectorConfig.builder().build().tracking("LVS", database.fault()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no virtual routers");
    }

    private Director start(DirectorConfig config, boolean withVrrp) {
        return Director.start(
                config,
                DirectorOptions.builder().vrrp(withVrrp).build(),
                DirectorPorts.builder().ipvs(new FakeIpvs()).vrrp(vrrp).build());
    }
}
