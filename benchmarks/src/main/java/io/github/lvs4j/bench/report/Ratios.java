package io.github.lvs4j.bench.report;

import java.util.ArrayList;
import java.util.List;

/** Which figures are compared, and what each comparison is held to. */
final class Ratios {

    private static final double NONE = Double.POSITIVE_INFINITY;
    private static final String IPVSADM = "ipvsadm -R";
    private static final String LIST = "ipvsadm -Ln";

    private final Passes passes;
    private final String shape;
    private final List<Ratio> ratios = new ArrayList<>();

    private Ratios(Passes passes, String shape) {
        this.passes = passes;
        this.shape = shape;
    }

    /** All comparisons of a run. */
    static List<Ratio> of(Passes passes) {
        List<Ratio> all = new ArrayList<>();
        for (String shape : passes.shapes()) {
            all.addAll(new Ratios(passes, shape).all());
        }
        return all;
    }

    private List<Ratio> all() {
        // With one service the kernel walks the list of its servers for each new one: no client can shine there.
        boolean many = !shape.startsWith("1x");
        median("first load of a JVM", "cold load", IPVSADM, many ? 0.06 : NONE);
        median("a process that loads and ends", "process", IPVSADM, many ? 0.5 : NONE);
        median("first load of a JVM, options for one job", "cold load C1", IPVSADM, NONE);
        median("a process that loads and ends, options for one job", "process C1", IPVSADM, NONE);
        median("load", "load", IPVSADM, many ? 0.025 : NONE);
        sum("load", "load", "load C", 1.2);
        sum("load, one message a send", "one by one", "one by one C", many ? 1.25 : NONE);
        median("read once", "read", LIST, many ? 0.3 : NONE);
        sum("read once", "read", "read C", many ? 1.2 : NONE);
        median("consistent snapshot", "snapshot", LIST, many ? 0.3 : NONE);
        sum("consistent snapshot", "snapshot", "snapshot C", many ? 1.2 : NONE);
        if (passes.has("change 1 %", shape)) {
            median("change 1 % of the servers", "change 1 %", "flush and reload", 0.2);
        }
        median("C, for comparison", "load C", IPVSADM, NONE);
        return ratios;
    }

    private void median(String what, String ours, String theirs, double bound) {
        add(what, ours, passes.median(ours, shape), theirs, passes.median(theirs, shape), bound);
    }

    /** Passes that took turns: their sums are steadier than single ones. */
    private void sum(String what, String ours, String theirs, double bound) {
        add(what, ours, passes.sum(ours, shape), theirs, passes.sum(theirs, shape), bound);
    }

    private void add(String what, String ours, double mine, String theirs, double other, double bound) {
        ratios.add(new Ratio(shape, what, mine, name(theirs), other, bound, passes.spread(ours, shape)));
    }

    private static String name(String theirs) {
        return theirs.endsWith(" C") ? "C" : theirs;
    }
}
