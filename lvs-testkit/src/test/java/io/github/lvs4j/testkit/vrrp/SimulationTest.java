package io.github.lvs4j.testkit.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpRouter;
import io.github.lvs4j.vrrp.VrrpState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SimulationTest {

    /** The ten lines that a program's author writes: the own code beside ours, random faults, the own invariant. */
    @Test
    void shouldTestFailoverCodeOfOnesOwn() {
        Set<String> balancing = new TreeSet<>();
        Simulation.of(lan -> {
                    balancing.clear();
                    for (String name : List.of("a", "b")) {
                        lan.host(name).on("wan", "lan").start(process -> new Balancer(process, name, balancing));
                    }
                })
                .faults(FaultPlan.random(Set.of(FaultKind.STOP, FaultKind.CABLE, FaultKind.LOSS, FaultKind.PAUSE)))
                .expect(Invariants.stock())
                .expect(Invariant.settled("who is master balances", lan -> {
                    List<String> masters = lan.mastersOf("WAN").stream()
                            .map(SimulatedHost::name)
                            .toList();
                    return masters.equals(List.copyOf(balancing))
                            ? Optional.empty()
                            : Optional.of(masters + " is master, " + balancing + " balances");
                }))
                .run(1, 20);
    }

    /** Somebody's failover code: balances while its router is master. */
    private static final class Balancer implements AutoCloseable {
        private final VrrpRouter vrrp;
        private final Set<String> balancing;
        private final String name;

        Balancer(SimulatedProcess process, String name, Set<String> balancing) {
            this.name = name;
            this.balancing = balancing;
            this.vrrp = process.vrrp(SimulatedLanTest.director(name.equals("a") ? 150 : 100), this::onEvent);
        }

        private void onEvent(VrrpEvent event) {
            if (event instanceof VrrpEvent.RouterTransition change
                    && change.router().equals("WAN")) {
                if (change.to() == VrrpState.MASTER) {
                    balancing.add(name);
                } else {
                    balancing.remove(name);
                }
            }
        }

        @Override
        public void close() {
            vrrp.close();
            balancing.remove(name);
        }
    }

    @Test
    void shouldLetAProgramSpeakItsOwnProtocol() {
        SimulatedLan lan = SimulatedLan.withSeed(3);
        SimulatedHost a = lan.host("a").on("wan").start(process -> {
            process.timers().schedule(Duration.ofSeconds(2), () -> process.send("wan", new byte[] {42}));
            return () -> {};
        });
        SimulatedHost b = lan.host("b").on("wan").start(process -> {
            process.onDatagram(packet -> process.note("hears " + packet.payload()[0]));
            return () -> {};
        });
        a.drift(1000);
        b.pause(Duration.ofSeconds(5));
        lan.run(Duration.ofSeconds(10));
        assertThat(lan.traceText()).contains("5.0000").contains("b      hears 42");
    }

    @Test
    void shouldShrinkAFailureToTheFaultsThatItNeeds() {
        Simulation simulation = Simulation.of(lan -> {
                    lan.host("a").on("wan", "lan").start(SimulatedLanTest.director(150));
                    lan.host("b").on("wan", "lan").start(SimulatedLanTest.director(100));
                })
                .faults(FaultPlan.random())
                .expect(Invariant.of("nobody is ever killed", lan -> new Invariant.Watch() {
                    @Override
                    public void happened(Happening happening, Consumer<String> complain) {
                        if (happening instanceof Happening.ProcessChanged process
                                && process.change() == ProcessChange.KILLED) {
                            complain.accept(process.host() + " is");
                        }
                    }
                }));
        SimulationFailure failure = catchThrowableOfType(SimulationFailure.class, () -> simulation.run(1, 100));
        assertThat(failure.faults()).singleElement().asString().contains("killed");
        assertThat(failure.trace()).contains("process is killed", "VIOLATION of nobody is ever killed");
        assertThat(failure).hasMessageContaining("with these faults:");
        assertThatThrownBy(() -> simulation.replay(failure.seed()))
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("nobody is ever killed");
    }

    @Test
    void shouldReportWhatTheTestItselfThrows() {
        assertThatThrownBy(() -> Simulation.of(lan -> {})
                        .then(lan -> {
                            throw new IllegalStateException("no end");
                        })
                        .run(5, 1))
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("seed 5: the test's own words")
                .hasMessageContaining("no end")
                .hasCauseInstanceOf(IllegalStateException.class);
    }
}
