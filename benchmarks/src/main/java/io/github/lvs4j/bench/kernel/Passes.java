package io.github.lvs4j.bench.kernel;

import io.github.lvs4j.ipvs.ApplyMode;
import io.github.lvs4j.ipvs.ApplyOutcome;
import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.status.VirtualServiceStatus;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs in the kernel VM: for each shape, passes of {@code ipvsadm}, of a cold JVM, and of this warm JVM taking turns with the
 * C reference. Other programs are timed from start to end, inside their namespace.
 */
public final class Passes {

    private static final int PROGRAMS = 5;
    private static final int WARM_UPS = 5;
    private static final int TURNS = 10;

    /** Decoding has more code than encoding, and one processor compiles and runs it. */
    private static final int READING_WARM_UPS = 15;

    /** What a process that ends within seconds is better started with; the last keeps JNA from running ldconfig. */
    private static final List<String> ONE_JOB =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Djna.platform.library.path=");

    private final Path directory;
    private final String reference;
    private final String java;
    private final Recorder recorder;

    private Passes(Path directory, String reference) {
        this.directory = directory;
        this.reference = reference;
        this.java = ProcessHandle.current().info().command().orElse("java");
        this.recorder = new Recorder(directory.resolve("passes.tsv"));
    }

    /**
     * Makes all passes.
     *
     * @param args the directory for the results, the reference program, then the shapes
     * @throws IOException if a result cannot be written
     */
    public static void main(String[] args) throws IOException {
        Passes passes = new Passes(Path.of(args[0]), args[1]);
        for (String shape : List.of(args).subList(2, args.length)) {
            passes.all(Shape.of(shape));
        }
    }

    private void all(Shape shape) throws IOException {
        Path rules = directory.resolve("rules-" + shape);
        Files.writeString(rules, shape.rules());
        step(shape, "ipvsadm");
        for (int i = 0; i < PROGRAMS; i++) {
            ipvsadm(shape, rules);
        }
        step(shape, "cold JVM");
        for (int i = 0; i < PROGRAMS; i++) {
            cold(shape, "", List.of());
            cold(shape, " C1", ONE_JOB);
        }
        IpvsPlan plan = IpvsPlan.between(IpvsTable.empty(), shape.table(0));
        step(shape, "load, in turns with C");
        for (int i = -WARM_UPS; i < TURNS; i++) {
            load(shape, plan, ApplyMode.CONTINUE, "load", i);
            reference(shape, "load C", i, "load", shape, 128);
        }
        step(shape, "load one by one, in turns with C");
        for (int i = -WARM_UPS; i < PROGRAMS; i++) {
            load(shape, plan, ApplyMode.STOP_AT_FIRST_FAILURE, "one by one", i);
            reference(shape, "one by one C", i, "load", shape, 1);
        }
        step(shape, "read, in turns with C");
        read(shape, plan);
        if (shape.services() > 1) {
            step(shape, "change 1 %, in turns with flush and reload");
            for (int i = -WARM_UPS; i < PROGRAMS; i++) {
                change(shape, plan, i);
            }
        }
    }

    private static void step(Shape shape, String what) {
        System.out.println(shape + ": " + what);
    }

    /** Namespaces die in the background; the next pass shall not share the processor with that. */
    private static void settle() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void ipvsadm(Shape shape, Path rules) {
        settle();
        try (FreshNamespace namespace = new FreshNamespace()) {
            recorder.add(
                    "ipvsadm -R",
                    shape,
                    Long.parseLong(namespace
                            .exec(rules, reference, "run", "ipvsadm", "-R")
                            .strip()));
            recorder.add(
                    "ipvsadm -Ln",
                    shape,
                    Long.parseLong(
                            namespace.exec(reference, "run", "ipvsadm", "-Ln").strip()));
        }
    }

    private void cold(Shape shape, String what, List<String> options) {
        settle();
        List<String> command = new ArrayList<>(List.of(reference, "run", java, "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), ColdLoad.class.getName(), shape.toString()));
        try (FreshNamespace namespace = new FreshNamespace()) {
            String[] printed =
                    namespace.exec(command.toArray(String[]::new)).strip().split("\\s+");
            recorder.add("process" + what, shape, Long.parseLong(printed[3]));
            recorder.add("cold open" + what, shape, Long.parseLong(printed[0]));
            recorder.add("cold load" + what, shape, Long.parseLong(printed[1]) + Long.parseLong(printed[2]));
        }
    }

    private void load(Shape shape, IpvsPlan plan, ApplyMode mode, String what, int turn) {
        settle();
        try (FreshNamespace namespace = new FreshNamespace();
                NetlinkIpvs ipvs = namespace.open()) {
            long start = System.nanoTime();
            ApplyOutcome outcome = ipvs.apply(plan, mode);
            record(what, shape, turn, System.nanoTime() - start);
            outcome.orThrow();
        }
    }

    private void reference(Shape shape, String what, int turn, String command, Shape made, int batch) {
        settle();
        try (FreshNamespace namespace = new FreshNamespace()) {
            String[] line = {
                reference, command, "" + made.services(), "" + made.servers(), "" + batch,
            };
            record(what, shape, turn, Long.parseLong(namespace.exec(line).strip()));
        }
    }

    private void read(Shape shape, IpvsPlan plan) {
        settle();
        try (FreshNamespace namespace = new FreshNamespace();
                NetlinkIpvs ipvs = namespace.open()) {
            ipvs.apply(plan).orThrow();
            for (int i = -READING_WARM_UPS; i < TURNS; i++) {
                long start = System.nanoTime();
                int rows = readOnce(ipvs);
                record("read", shape, i, System.nanoTime() - start);
                record(
                        "read C",
                        shape,
                        i,
                        Long.parseLong(namespace.exec(reference, "read", "1").strip()));
                start = System.nanoTime();
                IpvsTable table = ipvs.table();
                record("snapshot", shape, i, System.nanoTime() - start);
                record(
                        "snapshot C",
                        shape,
                        i,
                        Long.parseLong(namespace.exec(reference, "read", "2").strip()));
                if (rows != shape.changes() || !table.equals(shape.table(0))) {
                    throw new IllegalStateException(rows + " rows were read of " + shape);
                }
            }
        }
    }

    private static int readOnce(NetlinkIpvs ipvs) {
        int rows = 0;
        for (VirtualServiceStatus service : ipvs.services()) {
            rows += 1 + ipvs.realServers(service.definition().key()).size();
        }
        return rows;
    }

    private void change(Shape shape, IpvsPlan plan, int turn) {
        settle();
        IpvsTable before = shape.table(0);
        IpvsTable after = shape.table(shape.services() * shape.servers() / 100);
        IpvsPlan whole = IpvsPlan.between(IpvsTable.empty(), after);
        try (FreshNamespace namespace = new FreshNamespace();
                NetlinkIpvs ipvs = namespace.open()) {
            ipvs.apply(plan).orThrow();
            long start = System.nanoTime();
            ipvs.apply(IpvsPlan.between(before, after)).orThrow();
            record("change 1 %", shape, turn, System.nanoTime() - start);
        }
        settle();
        try (FreshNamespace namespace = new FreshNamespace();
                NetlinkIpvs ipvs = namespace.open()) {
            ipvs.apply(plan).orThrow();
            long start = System.nanoTime();
            ipvs.flush();
            ipvs.apply(whole).orThrow();
            record("flush and reload", shape, turn, System.nanoTime() - start);
        }
    }

    private void record(String what, Shape shape, int turn, long nanoseconds) {
        if (turn >= 0) {
            recorder.add(what, shape, nanoseconds);
        }
    }
}
