package io.github.lvs4j.vrrp.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.error.NotPermittedException;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpListener;
import io.github.lvs4j.vrrp.VrrpRouter;
import io.github.lvs4j.vrrp.VrrpState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class VrrpHostTest {

    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());

    @Test
    void shouldRefuseAnInterfaceThatIsNotThere() {
        FakePorts ports = new FakePorts();
        VrrpConfig config = VrrpConfig.of(LoopHarness.router("WAN", "eth7", b -> b));
        assertThatThrownBy(() -> start(config, ports, VrrpListener.NONE))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("virtual router WAN")
                .hasMessageContaining("no interface eth7");
        assertThat(ports.closed).isTrue();
    }

    @Test
    void shouldRefuseAVirtualRouterThatRunsAlready() {
        FakePorts ports = new FakePorts();
        ports.claims.add("vrrp/eth0/IPv4/100");
        assertThatThrownBy(() -> start(LoopHarness.pair(), ports, VrrpListener.NONE))
                .isInstanceOf(AlreadyExistsException.class)
                .hasMessageContaining("IPv4 virtual router id 100 on eth0 already runs")
                .hasMessageContaining("use another id");
        assertThat(ports.claims).containsExactly("vrrp/eth0/IPv4/100");
    }

    @Test
    void shouldGiveTheSameControlEachTime() {
        String group = LoopHarness.pair().groups().get(0).name();
        try (VrrpRouter router = start(LoopHarness.pair(), new FakePorts(), VrrpListener.NONE)) {
            assertThat(router.control(group)).isSameAs(router.control(group));
        }
    }

    @Test
    void shouldGiveItsNamesBackWhenItCannotStart() {
        FakePorts ports = new FakePorts();
        ports.refuseAddresses = true;
        assertThatThrownBy(() -> start(LoopHarness.pair(), ports, VrrpListener.NONE))
                .isInstanceOf(AlreadyExistsException.class);
        assertThat(ports.claims).isEmpty();
        assertThat(ports.log).isEmpty();
        assertThat(ports.closed).isTrue();
    }

    @Test
    void shouldLeaveAddressesAsTheyAreWhenASocketIsRefused() {
        FakePorts ports = new FakePorts();
        ports.refuseSockets = true;
        assertThatThrownBy(() -> start(LoopHarness.pair(), ports, VrrpListener.NONE))
                .isInstanceOf(NotPermittedException.class);
        assertThat(ports.prepared).isFalse();
        assertThat(ports.claims).isEmpty();
        assertThat(ports.closed).isTrue();
    }

    @Test
    void shouldTellEventsInOrderAndSurviveAListenerThatThrows() {
        FakePorts ports = new FakePorts();
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        VrrpRouter router = start(owner(), ports, event -> {
            heard.add(((VrrpEvent.RouterTransition) event).to().name());
            throw new IllegalStateException("listener");
        });
        assertThat(router.status().router("WAN").orElseThrow().state()).isEqualTo(VrrpState.MASTER);
        router.close();
        router.close();
        assertThat(heard).containsExactly("MASTER", "INITIALIZE");
        assertThat(failures).hasSize(2);
        assertThat(ports.log).startsWith("send eth0 255 #1").contains("send eth0 0 #2");
        assertThat(ports.log).last().isEqualTo("unbind WAN");
        assertThat(ports.claims).isEmpty();
        assertThat(router.status().router("WAN").orElseThrow().state()).isEqualTo(VrrpState.INITIALIZE);
    }

    @Test
    void shouldStepDownThoughAListenerBlocks() throws InterruptedException {
        FakePorts ports = new FakePorts();
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        VrrpRouter router = start(owner(), ports, event -> {
            blocked.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
        router.close();
        assertThat(ports.log).contains("send eth0 0 #2");
    }

    @Test
    void shouldStepDownThoughTheErrorHandlerBlocks() throws InterruptedException {
        FakePorts ports = new FakePorts();
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        VrrpRouter router = VrrpRouter.start(owner(), ports, VrrpListener.NONE, (where, failure) -> {
            blocked.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        ports.receiveFails = true;
        assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(router.status().router("WAN").orElseThrow().state()).isEqualTo(VrrpState.MASTER);
        router.close();
        assertThat(ports.log).contains("send eth0 0 #2");
        assertThat(ports.closed).isTrue();
    }

    @Test
    void shouldBeClosableByItsListener() throws InterruptedException {
        FakePorts ports = new FakePorts();
        CountDownLatch closed = new CountDownLatch(1);
        VrrpRouter[] self = new VrrpRouter[1];
        CountDownLatch assigned = new CountDownLatch(1);
        self[0] = start(owner(), ports, event -> {
            try {
                assigned.await();
            } catch (InterruptedException e) {
                return;
            }
            self[0].close();
            closed.countDown();
        });
        assigned.countDown();
        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ports.closed).isTrue();
    }

    private VrrpRouter start(VrrpConfig config, FakePorts ports, VrrpListener listener) {
        return VrrpRouter.start(config, ports, listener, (where, failure) -> failures.add(failure));
    }

    private static VrrpConfig owner() {
        return LoopHarness.single(b -> b.priority(Priority.OWNER));
    }
}
