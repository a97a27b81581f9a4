package io.github.lvs4j.examples.demo;

import io.github.lvs4j.testkit.hosts.Eventually;
import io.github.lvs4j.testkit.hosts.HostException;
import io.github.lvs4j.testkit.hosts.TestHost;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * The steps of the demonstration: each says what it does, waits for what must come of it, and shows it with the system's own
 * tools. Confined to one thread; throws at the first thing that did not come about.
 */
public final class Demonstration implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String URL = "http://" + SeedLan.VIRTUAL_ADDRESS + "/";

    private final Narrator tell;
    private final SeedDeployment deployment;
    private final SeedLan lan;
    private final MailHost mail;

    private Demonstration(Narrator tell, SeedDeployment deployment) {
        this.tell = tell;
        this.deployment = deployment;
        this.lan = deployment.lan();
        this.mail = deployment.mail();
    }

    /**
     * Builds the hosts and starts everything on them.
     *
     * @param tell where the story goes
     * @param configuration the first director's keepalived.conf
     * @return the prepared demonstration
     */
    public static Demonstration prepare(Narrator tell, Path configuration) {
        tell.step("Five hosts on two networks: client, lvs1, lvs2, rs1, rs2");
        return new Demonstration(tell, SeedDeployment.start(configuration));
    }

    /** Tells the story to its end. */
    public void run() {
        hostsAreThere();
        directorsStart();
        policyRoutingIsMissing();
        policyRoutingIsWritten();
        realServerFails();
        linkIsCut();
        masterIsKilled();
        everythingStops();
        tell.step("Done");
        tell.seen(String.format(
                Locale.ROOT, "every step came about, in %.1f s", tell.elapsed().toMillis() / 1000.0));
    }

    private void hostsAreThere() {
        tell.show("ip -br addr  (lvs1)", lan.lvs1().ip("-4", "-br", "addr", "show", "scope", "global"));
        tell.show("ip -br addr  (rs2)", lan.rs2().ip("-4", "-br", "addr", "show", "scope", "global"));
        tell.say("nginx serves ports 8001 and 8002 of 192.168.168.236, 8003 and 8004 of 192.168.168.238");
        tell.say("both real servers also have a public address: their answers take the short way at first");
    }

    private void directorsStart() {
        tell.step("Two directors start, each a Java machine: lvs1 with priority 100, lvs2 with 99");
        await("lvs1 is master of both addresses", () -> SeedView.isMaster(lan.lvs1()));
        await("lvs2 is backup", () -> SeedView.isBackup(lan.lvs2()));
        tell.seen("lvs1 is master: 113.226.77.88 on eth0 and 192.168.168.11 on eth1; lvs2 is backup");
        await("the table on lvs1", () -> SeedView.rows(lan.lvs1()).equals(SeedView.ROWS));
        await("the table on lvs2", () -> SeedView.rows(lan.lvs2()).equals(SeedView.ROWS));
        tell.show("ipvsadm -Ln  (lvs1)", SeedView.table(lan.lvs1()));
        tell.seen("the same table is on lvs2, ready for its turn");
        await(
                "mail of the group's transition",
                () -> mail.subjects().contains("[DEMO] VRRP Group HK_GRP1 - Entering MASTER state"));
        tell.seen("mail arrived: [DEMO] VRRP Group HK_GRP1 - Entering MASTER state");
    }

    private void policyRoutingIsMissing() {
        tell.step("Without policy routing the answers miss the director");
        boolean answered = lan.client()
                .run("curl", "-s", "-m", "2", "-o", "/dev/null", URL)
                .succeeded();
        expect(!answered, "the client was answered although the real servers have no policy routing");
        tell.seen("curl " + URL + " from the client: no answer within 2 s");
    }

    private void policyRoutingIsWritten() {
        tell.step("Policy routing: answers of the balanced addresses go back through 192.168.168.11");
        tell.show("the plan for rs2, applied", deployment.writePolicyRouting().toString());
        tell.show("ip rule  (rs2)", lan.rs2().ip("rule", "show"));
        tell.show("ip route show table 100  (rs2)", lan.rs2().ip("route", "show", "table", "100"));
        int answered = 0;
        for (int i = 0; i < 100; i++) {
            answered += lan.client()
                            .run("curl", "-sf", "-m", "2", "-o", "/dev/null", URL)
                            .succeeded()
                    ? 1
                    : 0;
        }
        expect(answered == 100, answered + " of 100 requests were answered");
        tell.show("curl " + URL, lan.client().run("curl", "-s", "-m", "2", URL).orFail());
        tell.seen("100 of 100 requests were answered");
    }

    private void realServerFails() {
        tell.step("nginx on rs2 stops, and comes back");
        deployment.secondServer().stop();
        await("weight 0 of both ports of rs2", () -> weightOfSecond() == 0);
        tell.show("ipvsadm -Ln  (lvs1)", SeedView.table(lan.lvs1()));
        String page = lan.client().run("curl", "-sf", "-m", "2", URL).orFail().trim();
        expect(page.startsWith("rs1:"), "the client was served by " + page + " while nginx on rs2 was stopped");
        tell.seen("both ports of 192.168.168.238 have weight 0 after their retries; the client is served by " + page);
        await(
                "mail of the real server",
                () -> mail.subjects().stream()
                        .anyMatch(
                                subject -> subject.contains("[192.168.168.238]:tcp:8003") && subject.endsWith("DOWN")));
        tell.seen("mail arrived: " + mail.subjects().get(mail.subjects().size() - 1));
        deployment.secondServer().startAgain();
        await(
                "both weights of rs2 as configured",
                () -> SeedView.rows(lan.lvs1()).equals(SeedView.ROWS));
        tell.seen("nginx is back, so are the weights 3 and 8");
    }

    private int weightOfSecond() {
        return SeedView.weight(lan.lvs1(), "192.168.168.238:8003")
                + SeedView.weight(lan.lvs1(), "192.168.168.238:8004");
    }

    private void linkIsCut() {
        tell.step("The LAN link of lvs1 is cut: both addresses move together");
        Instant cut = Instant.now();
        lan.lvs1().setCarrier("eth1", false);
        await("lvs2 is master of both addresses", () -> SeedView.isMaster(lan.lvs2()));
        tell.seen("lvs2 is master of both addresses " + since(cut) + " after the cut");
        await("lvs1 has neither", () -> SeedView.isBackup(lan.lvs1()));
        String mac = SeedView.mac(lan.lvs2(), "eth0");
        await(
                "the client's ARP cache names lvs2",
                () -> SeedView.neighbour(lan.client()).equals(mac));
        tell.seen("the client's ARP cache names lvs2 (" + mac + ") by gratuitous ARP");
        served("lvs2");
        lan.lvs1().setCarrier("eth1", true);
        await("lvs1 is master again", () -> SeedView.isMaster(lan.lvs1()) && SeedView.isBackup(lan.lvs2()));
        tell.seen("the link is back, lvs1 preempts and is master again");
        served("lvs1");
    }

    private void masterIsKilled() {
        tell.step("kill -9 of the master's Java machine");
        try (Requests requests = Requests.start(lan.client(), URL)) {
            await("a served client", () -> requests.answeredInARow() >= 10);
            Instant killed = Instant.now();
            deployment.crashFirstDirector();
            await("the dead lvs1 loses its leased addresses", () -> SeedView.isBackup(lan.lvs1()));
            tell.seen(
                    "nobody removed them: the leases of lvs1's addresses ran out " + since(killed) + " after the kill");
            await("lvs2 is master of both addresses", () -> SeedView.isMaster(lan.lvs2()));
            tell.seen("lvs2 is master of both addresses " + since(killed) + " after the kill");
            await("a served client", () -> requests.answeredInARow() >= 10);
            tellOutage(requests.attempts());
        }
        tell.say("lvs1 starts again and adopts the table that it left");
        deployment.startFirstDirectorAgain();
        await("lvs1 is master again", () -> SeedView.isMaster(lan.lvs1()) && SeedView.isBackup(lan.lvs2()));
        served("lvs1");
        tell.seen("lvs1 is master again");
    }

    private void tellOutage(List<Requests.Attempt> attempts) {
        List<Requests.Attempt> failed =
                attempts.stream().filter(attempt -> !attempt.answered()).toList();
        if (failed.isEmpty()) {
            tell.seen(attempts.size() + " requests meanwhile, all answered");
            return;
        }
        Duration gap = Duration.between(
                failed.get(0).begin(), failed.get(failed.size() - 1).end());
        tell.seen(String.format(
                Locale.ROOT,
                "%d requests meanwhile, %d without an answer, all within %.2f s",
                attempts.size(),
                failed.size(),
                gap.toNanos() / 1e9));
    }

    private void everythingStops() {
        tell.step("Both directors stop");
        expect(deployment.stopDirectors(), "a director did not end in order; " + deployment.directorOutput());
        for (TestHost host : List.of(lan.lvs1(), lan.lvs2())) {
            expect(SeedView.isBackup(host), "an address was left on " + host.name());
            expect(SeedView.rows(host).isEmpty(), "the table was left on " + host.name());
        }
        tell.seen("no address and no table row is left");
    }

    private void served(String by) {
        await(
                "the client served through " + by,
                () -> lan.client()
                        .run("curl", "-sf", "-m", "2", "-o", "/dev/null", URL)
                        .succeeded());
        tell.seen("curl " + URL + " is served through " + by);
    }

    private void await(String expectation, BooleanSupplier condition) {
        try {
            Eventually.within(SOON, expectation, condition);
        } catch (HostException e) {
            throw new IllegalStateException(e.getMessage() + "; " + deployment.directorOutput(), e);
        }
    }

    private static void expect(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }

    private static String since(Instant begin) {
        return String.format(
                Locale.ROOT, "%.2f s", Duration.between(begin, Instant.now()).toNanos() / 1e9);
    }

    /** Ends every process and removes every host. */
    @Override
    public void close() {
        deployment.close();
    }
}
