package io.github.lvs4j.vrrp.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpEngine;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpListener;
import io.github.lvs4j.vrrp.VrrpState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class VrrpEngineTest {

    private final FakePorts ports = new FakePorts();
    private final List<VrrpEvent> heard = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final Deque<Runnable> kernelWork = new ArrayDeque<>();

    @Test
    void shouldTakeOverWhenItsCallerTurnsIt() {
        VrrpEngine engine = start(LoopHarness.pair(), heard::add);
        assertThat(engine.nanosToNextTurn()).isEqualTo(3_609_375_000L);
        ports.now += 3_609_374_999L;
        engine.turn();
        assertThat(state(engine)).isEqualTo(VrrpState.BACKUP);
        ports.now++;
        engine.turn();
        assertThat(state(engine)).isEqualTo(VrrpState.MASTER);
        assertThat(heard).hasSize(6); // two routers and their group, to backup and to master
    }

    @Test
    void shouldStepDownAtOnceAndEndWithTheKernelsWork() {
        VrrpEngine engine = start(LoopHarness.single(b -> b), VrrpListener.NONE);
        ports.now += Duration.ofSeconds(4).toNanos();
        engine.turn();
        engine.close();
        engine.close();
        assertThat(ports.log).containsExactly("send eth0 100 #1", "send eth0 0 #2");
        assertThat(ports.closed).isFalse();
        kernelWork.forEach(Runnable::run);
        assertThat(ports.log).endsWith("bind WAN", "unbind WAN");
        assertThat(ports.closed).isTrue();
        assertThat(ports.claims).isEmpty();
        engine.turn();
        assertThat(engine.nanosToNextTurn()).isEqualTo(Long.MAX_VALUE);
        assertThat(state(engine)).isEqualTo(VrrpState.INITIALIZE);
    }

    @Test
    void shouldGiveTheSameControlEachTime() {
        VrrpEngine engine = start(LoopHarness.pair(), VrrpListener.NONE);
        String group = LoopHarness.pair().groups().get(0).name();
        assertThat(engine.control(group)).isSameAs(engine.control(group));
        assertThatThrownBy(() -> engine.control("X")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> engine.control("X")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldHandOnWhatItsListenerThrows() {
        VrrpEngine engine = start(LoopHarness.single(b -> b), event -> {
            throw new IllegalStateException(event.describe());
        });
        engine.turn();
        assertThat(failures).singleElement().asString().contains("virtual router WAN: INITIALIZE to BACKUP, started");
    }

    @Test
    void shouldRefuseAsAWholeAndCloseThePorts() {
        assertThatThrownBy(() -> start(VrrpConfig.of(LoopHarness.router("WAN", "eth7", b -> b)), VrrpListener.NONE))
                .isInstanceOf(NotFoundException.class);
        ports.refuseAddresses = true;
        assertThatThrownBy(() -> start(LoopHarness.pair(), VrrpListener.NONE))
                .isInstanceOf(AlreadyExistsException.class);
        assertThat(ports.claims).isEmpty();
        assertThat(ports.channel("eth0").open).isFalse();
        assertThat(ports.closed).isTrue();
    }

    private VrrpEngine start(VrrpConfig config, VrrpListener listener) {
        return VrrpEngine.start(config, ports, listener, (where, failure) -> failures.add(failure), kernelWork::add);
    }

    private static VrrpState state(VrrpEngine engine) {
        return engine.status().router("WAN").orElseThrow().state();
    }
}
