package io.github.lvs4j.vrrp.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.conformance.Covers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FitnessProperties {

    private static final Tracker A = Tracker.program("a");
    private static final Tracker B = Tracker.program("b");
    private static final Tracker FILE = Tracker.file("f", Path.of("f"));
    private static final TrackerState DOWN = new TrackerState.Down("");

    private static Fitness judge(int base, TrackerState state, TrackerUse use) {
        return Fitness.of(Priority.of(base), List.of(use), tracker -> state);
    }

    private static int priority(int base, TrackerState state, TrackerUse use) {
        return judge(base, state, use).priority().value();
    }

    @Example
    void countsAPositiveWeightWhileUpAndANegativeOneWhileDown() {
        assertThat(priority(100, TrackerState.UP, A.weight(20))).isEqualTo(120);
        assertThat(priority(100, DOWN, A.weight(20))).isEqualTo(100);
        assertThat(priority(100, TrackerState.UP, A.weight(-20))).isEqualTo(100);
        assertThat(priority(100, DOWN, A.weight(-20))).isEqualTo(80);
        assertThat(priority(100, TrackerState.UNKNOWN, A.weight(20))).isEqualTo(100);
        assertThat(priority(100, TrackerState.UNKNOWN, A.weight(-20))).isEqualTo(100);
    }

    @Example
    void countsReversedWeightsWithTheOtherSignAtTheSameTimes() {
        assertThat(priority(100, TrackerState.UP, A.weight(20).reverse())).isEqualTo(80);
        assertThat(priority(100, DOWN, A.weight(20).reverse())).isEqualTo(100);
        assertThat(priority(100, DOWN, A.weight(-20).reverse())).isEqualTo(120);
    }

    @Example
    void isAtFaultWhileAConditionIsDownOrUnknown() {
        assertThat(judge(100, DOWN, A.fault()).faults()).containsExactly("a");
        assertThat(judge(100, TrackerState.UNKNOWN, A.fault()).awaited()).containsExactly("a");
        assertThat(judge(100, TrackerState.UP, A.fault()).isFit()).isTrue();
        assertThat(judge(100, TrackerState.UP, A.fault().reverse()).isFit()).isFalse();
        assertThat(judge(100, DOWN, A.fault().reverse()).isFit()).isTrue();
    }

    @Example
    void multipliesTheNumberOfAFile() {
        assertThat(priority(100, new TrackerState.Value(-3), FILE.weight(10))).isEqualTo(70);
        assertThat(judge(100, new TrackerState.Value(-253), FILE.weight(1)).isFit())
                .isTrue();
        assertThat(judge(100, new TrackerState.Value(-254), FILE.weight(1)).faults())
                .containsExactly("f");
        assertThat(judge(100, new TrackerState.Value(1), FILE.fault()).isFit()).isFalse();
        assertThat(judge(100, new TrackerState.Value(0), FILE.fault()).isFit()).isTrue();
        assertThat(priority(100, new TrackerState.Value(Integer.MAX_VALUE), FILE.weight(254)))
                .isEqualTo(254);
        assertThat(judge(255, new TrackerState.Value(-254), FILE.weight(1)).isFit())
                .isTrue();
    }

    @Property
    @Covers("5.2.4-backup")
    @Covers(
            value = {"5.2.4-owner", "5.2.4-backup"},
            side = Covers.Side.NEGATIVE)
    void staysWithinItsBoundsAndLeavesAnOwnerAlone(
            @ForAll @IntRange(min = 1, max = 255) int base,
            @ForAll @Size(max = 6) List<@IntRange(min = -254, max = 254) Integer> weights,
            @ForAll boolean up,
            @ForAll boolean reversed) {
        List<TrackerUse> uses = weights.stream()
                .map(weight -> new TrackerUse(A, weight, reversed))
                .toList();
        Fitness fitness = Fitness.of(Priority.of(base), uses, tracker -> up ? TrackerState.UP : DOWN);
        if (base == 255) {
            assertThat(fitness.priority()).isEqualTo(Priority.OWNER);
        } else {
            assertThat(fitness.priority().value()).isBetween(1, 254);
        }
        if (uses.isEmpty()) {
            assertThat(fitness.priority().value()).isEqualTo(base);
        }
    }

    @Property
    void isTheSameInAnyOrder(
            @ForAll @IntRange(min = 1, max = 254) int base,
            @ForAll @IntRange(min = -254, max = 254) int first,
            @ForAll @IntRange(min = -254, max = 254) int second,
            @ForAll boolean firstUp,
            @ForAll boolean secondUp) {
        Map<Tracker, TrackerState> states =
                Map.of(A, firstUp ? TrackerState.UP : DOWN, B, secondUp ? TrackerState.UP : DOWN);
        List<TrackerUse> uses = new ArrayList<>(List.of(A.weight(first), B.weight(second)));
        Fitness forwards = Fitness.of(Priority.of(base), uses, states::get);
        Collections.reverse(uses);
        assertThat(Fitness.of(Priority.of(base), uses, states::get).priority()).isEqualTo(forwards.priority());
    }

    @Property
    void isNeverBetterOffWithSomethingDown(
            @ForAll @IntRange(min = 1, max = 254) int base, @ForAll @IntRange(min = -254, max = 254) int weight) {
        assertThat(priority(base, DOWN, A.weight(weight)))
                .isLessThanOrEqualTo(priority(base, TrackerState.UP, A.weight(weight)));
    }

    @Property
    void believesAsManyResultsAsItWasTold(
            @ForAll @IntRange(min = 1, max = 9) int rise, @ForAll @IntRange(min = 1, max = 9) int fall) {
        RiseAndFall belief = new RiseAndFall(rise, fall, false);
        assertThat(belief.onResult(true)).isTrue();
        for (int i = 1; i < fall; i++) {
            assertThat(belief.onResult(false)).isTrue();
        }
        assertThat(belief.onResult(false)).isFalse();
        for (int i = 1; i < rise; i++) {
            assertThat(belief.onResult(true)).isFalse();
        }
        assertThat(belief.onResult(true)).isTrue();
        RiseAndFall doubtful = new RiseAndFall(rise, fall, true);
        for (int i = 1; i < rise; i++) {
            assertThat(doubtful.onResult(true)).isFalse();
        }
        assertThat(doubtful.onResult(true)).isTrue();
    }
}
