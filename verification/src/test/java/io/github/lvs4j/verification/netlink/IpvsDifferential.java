package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.ipvs.IpvsScope;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.text.IpvsadmRules;
import io.github.lvs4j.ipvs.text.TableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Random tables through lvs4j and through {@code ipvsadm}, looked at by both and by a reader of raw attributes: what either
 * writes, all read alike. Confined to one thread. Gone when closed.
 */
final class IpvsDifferential implements AutoCloseable {

    /** Tables that follow each other in one namespace; deleted servers slow it down for minutes. */
    static final int BATCH = 20;

    private static final int SETTINGS = 3;
    private static final int ENOUGH = 5;

    private static final Pattern MARK = Pattern.compile("(?m)^FWM  (\\d+)");

    private final RawReader reader = new RawReader();
    private final SettingsDifferential settings = new SettingsDifferential(reader);
    private int services;
    private int servers;
    private int changes;
    private int sayable;

    /** Runs batches, the first with this seed and each further one with the next; then shows the failures of all. */
    String run(long seed, int states) {
        List<AssertionError> failures = new ArrayList<>();
        for (int done = 0; done < states && failures.size() < ENOUGH; done += BATCH) {
            try {
                batch(seed + done / BATCH, Math.min(BATCH, states - done));
            } catch (RuntimeException | AssertionError e) {
                failures.add(new AssertionError("batch of seed " + (seed + done / BATCH) + ": " + e.getMessage(), e));
            }
        }
        if (!failures.isEmpty()) {
            AssertionError first = failures.remove(0);
            failures.forEach(first::addSuppressed);
            throw first;
        }
        return states + " states with " + services + " services and " + servers + " real servers, reached by " + changes
                + " changes; " + sayable + " of them made by ipvsadm too, attribute for attribute; " + settings;
    }

    private void batch(long seed, int states) {
        RandomTables tables = new RandomTables(seed);
        try (DifferentialSide ours = new DifferentialSide();
                DifferentialSide theirs = new DifferentialSide()) {
            RandomDefinitions definitions = new RandomDefinitions(new Random(seed));
            for (int i = 0; i < SETTINGS; i++) {
                settings.check(definitions, ours, theirs);
            }
            for (int state = 0; state < states; state++) {
                IpvsTable table = tables.next();
                try {
                    check(table, ours, theirs);
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError(
                            "state " + state + " of seed " + seed
                                    + " (again: ./lvs4j soak IpvsDifferential -Dsoak.seed=" + seed + " -Dsoak.states="
                                    + BATCH + "), which is\n" + table + "\n" + e.getMessage(),
                            e);
                }
            }
        }
    }

    private void check(IpvsTable table, DifferentialSide ours, DifferentialSide theirs) {
        IpvsPlan plan = IpvsPlan.between(ours.ipvs.table(), table, IpvsScope.everything());
        ours.ipvs.apply(plan).orThrow();
        changes += plan.changes().size();
        services += table.pools().size();
        table.pools().forEach(pool -> servers += pool.realServers().size());
        assertThat(ours.ipvs.table()).as("lvs4j's table").isEqualTo(table);
        List<String> attributes = reader.table(ours.shell);
        assertThat(attributes).as("raw attributes").isEqualTo(RawText.table(ours.ipvs));
        seenByTools(table, ours);

        IpvsTable said = RandomTables.forIpvsadm(table);
        restore(said, theirs);
        assertThat(theirs.ipvs.table()).as("what ipvsadm -R wrote").isEqualTo(said);
        if (said.equals(table)) {
            sayable++;
            assertThat(reader.table(theirs.shell))
                    .as("attributes after ipvsadm -R and after lvs4j")
                    .isEqualTo(attributes);
        }
    }

    private static void restore(IpvsTable table, DifferentialSide side) {
        String rules = IpvsadmRules.format(table);
        assertThat(RandomTables.ordered(IpvsadmRules.parse(rules)))
                .as("rules read again")
                .isEqualTo(table);
        NamespaceShell.Printed restored = side.shell.feed("ipvsadm -C; ipvsadm -R", rules);
        assertThat(restored.text()).as("what ipvsadm -R complains of").isEmpty();
        assertThat(restored.status()).isZero();
    }

    private static void seenByTools(IpvsTable table, DifferentialSide side) {
        assertThat(side.shell.run("ipvsadm -Sn")).as("ipvsadm -Sn").isEqualTo(IpvsadmRules.asSaved(table));
        assertThat(side.shell.run("ipvsadm -Ln").lines().map(String::stripTrailing))
                .as("ipvsadm -Ln")
                .containsExactlyElementsOf(
                        ourList(side.ipvs).lines().map(String::stripTrailing).toList());
        assertThat(ToolText.rows(side.shell.run("ipvsadm -Ln --stats --exact")))
                .as("ipvsadm -Ln --stats --exact")
                .isEqualTo(ToolText.rows(table, " 0 0 0 0 0", server -> " 0 0 0 0 0"));
        assertThat(ToolText.servers(side.shell.run("ipvsadm -Ln --thresholds")))
                .as("ipvsadm -Ln --thresholds")
                .isEqualTo(ToolText.servers(
                        table,
                        server -> " " + server.thresholds().upper() + " "
                                + server.thresholds().lower() + " 0 0"));
    }

    /** ipvsadm prints the upper half of the marks as negative numbers, and has no word for a method. */
    private static String ourList(Ipvs ipvs) {
        return MARK.matcher(TableText.of(ipvs).replace(" Bypass ", " (null) "))
                .replaceAll(found -> String.format("FWM  %d", (int) Long.parseLong(found.group(1))));
    }

    @Override
    public void close() {
        reader.close();
    }
}
