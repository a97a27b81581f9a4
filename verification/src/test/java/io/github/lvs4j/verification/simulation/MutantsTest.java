package io.github.lvs4j.verification.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whether the simulation would notice: each mutant breaks one rule of the product, and must be caught by an invariant within
 * the seeds given here, or at the seed that is noted with it. One that survives is a hole in the net.
 */
class MutantsTest {

    private static final int SEEDS = 400;
    private static final String MACHINE = "machine.VrrpMachine";
    private static final String HEARD = "machine.AdvertisementMoves";
    private static final String MOVES = "machine.MachineMoves";
    private static final String GROUP = "group.SyncGroupMachine";

    static Stream<Mutant> mutants() {
        return Stream.of(
                new Mutant(
                        "skew time lost",
                        "machine.VrrpTimers",
                        "return whole * (256 - priority.value()) / 256;",
                        "return 0;",
                        1),
                new Mutant(
                        "tie-break inverted",
                        "machine.Contention",
                        "IpAddress.compare(peer.address(), own)",
                        "IpAddress.compare(own, peer.address())",
                        116),
                new Mutant(
                        "a backup ignores a release",
                        HEARD,
                        "waitForMaster(received.receivedNanos() + skewNanos(), actions);",
                        "",
                        1),
                new Mutant(
                        "a master does not answer a release",
                        HEARD,
                        "            advertise(nowNanos, actions);\n            return;\n        }\n        VrrpPeer peer",
                        "            return;\n        }\n        VrrpPeer peer",
                        1299),
                new Mutant("no release on leaving", MOVES, "if (steppingDown) {", "if (false) {", 1),
                new Mutant(
                        "a master heeds no higher priority", HEARD, "if (rank > 0 || stalled) {", "if (stalled) {", 3),
                new Mutant(
                        "preemption ignored",
                        HEARD,
                        "if (lower && contention.preempts() &&",
                        "if (lower && false &&",
                        8),
                new Mutant(
                        "preempts though that is off",
                        "machine.Contention",
                        "this.preemption = router.preemption().enabled();",
                        "this.preemption = true;",
                        16),
                new Mutant(
                        "a lower advertisement resets the master down timer",
                        HEARD,
                        "return; // discarded: the timer keeps running",
                        "waitForMaster(received.receivedNanos() + downNanos(), actions); return;",
                        8),
                new Mutant(
                        "the master's interval is not learned",
                        "machine.MasterWatch",
                        "intervalNanos = received.advertisement().interval().toNanos();",
                        "",
                        130),
                new Mutant(
                        "addresses stay when a master leaves",
                        MOVES,
                        "actions.add(new VrrpAction.RemoveAddresses());",
                        "",
                        2),
                new Mutant(
                        "addresses before the advertisement",
                        MOVES,
                        "        advertise(nowNanos, actions);\n        actions.add(new VrrpAction.AddAddresses());",
                        "        actions.add(new VrrpAction.AddAddresses());\n        advertise(nowNanos, actions);",
                        6),
                new Mutant(
                        "a lost address is no matter",
                        MACHINE,
                        "return giveUp(nowNanos, TransitionReason.ADDRESS_LOST);",
                        "return List.of();",
                        1),
                new Mutant(
                        "stalls are not noticed",
                        "machine.AdvertisementSchedule",
                        "return stalledWithGroup || nowNanos - lastSentNanos >= patienceNanos;",
                        "return false;",
                        77),
                new Mutant(
                        "one member of a group yields alone",
                        GROUP,
                        "actions.add(new SyncGroupAction.DemoteMember(i, reason));",
                        "",
                        2),
                new Mutant(
                        "a group takes over before all members ask",
                        GROUP,
                        "if (!asking[i] && states[i] != VrrpState.MASTER) {",
                        "if (false) {",
                        2),
                new Mutant(
                        "a group does not recover from a fault",
                        GROUP,
                        "actions.add(new SyncGroupAction.RecoverMember(i));",
                        "",
                        4),
                new Mutant(
                        "timers are judged before the queue is read",
                        "host.VrrpLoop",
                        "routers.get(i).fireUrgent(nowNanos);",
                        "routers.get(i).fireUrgent(nowNanos); routers.get(i).fireDue(nowNanos);",
                        1),
                new Mutant("leases are not prolonged", "host.RouterHost", "addresses.refresh();", "", 4),
                new Mutant("addresses are not announced", "host.RouterHost", "addresses.announce(rounds);", "", 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void shouldBeCaught(Mutant mutant) {
        Optional<String> found = mutant.killedWithin(SEEDS);
        System.out.println("mutant '" + mutant + "': " + found.orElse("survives"));
        assertThat(found).as("mutant '%s' within %d seeds", mutant, SEEDS).isPresent();
    }
}
