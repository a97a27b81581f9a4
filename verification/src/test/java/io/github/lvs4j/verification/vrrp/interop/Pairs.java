package io.github.lvs4j.verification.vrrp.interop;

import io.github.lvs4j.verification.vrrp.interop.Encounter.Failure;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DynamicTest;

/** The table of variants and peers, several pairs at once, each in namespaces of its own. */
final class Pairs implements AutoCloseable {

    private static final List<Variant> WITH_FRR = List.of(Variant.V2, Variant.V3, Variant.V3_IPV6, Variant.V3_LEARNED);
    private static final Set<Variant> OTHER_PACKETS_ONLY = EnumSet.of(
            Variant.V2_PASS,
            Variant.V2_AH,
            Variant.V2_UNICAST,
            Variant.V3_UNICAST,
            Variant.V3_UNICAST_IPV6,
            Variant.V3_LEARNED);

    private final String only = ".*" + System.getProperty("soak.only", "") + ".*";
    private final ExecutorService threads;

    Pairs(int atOnce) {
        threads = Executors.newFixedThreadPool(atOnce);
    }

    /** Begins all encounters; each test waits for its own. */
    List<DynamicTest> tests(boolean everyFailure) {
        List<DynamicTest> tests = new ArrayList<>();
        for (Variant variant : EnumSet.range(Variant.V2, Variant.V3_LEARNED)) {
            add(tests, variant, false, everyFailure);
        }
        WITH_FRR.forEach(variant -> add(tests, variant, true, everyFailure));
        return tests;
    }

    private void add(List<DynamicTest> tests, Variant variant, boolean frr, boolean everyFailure) {
        List<Failure> failures = everyFailure || !OTHER_PACKETS_ONLY.contains(variant)
                ? List.of(Failure.values())
                : List.of(Failure.TERM, Failure.KILL);
        for (boolean oursFails : new boolean[] {true, false}) {
            String peer = frr ? "FRR" : "keepalived";
            String name = peer + " " + variant + ", " + (oursFails ? "our" : "its") + " master fails";
            if (name.matches(only)) {
                Future<String> figures = threads.submit(() -> Encounter.run(variant, frr, oursFails, failures));
                tests.add(DynamicTest.dynamicTest(
                        name, () -> System.out.println("[measure] " + name + ":" + result(figures) + " ms (theory)")));
            }
        }
    }

    private static String result(Future<String> figures) throws InterruptedException {
        try {
            return figures.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().getMessage(), e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
