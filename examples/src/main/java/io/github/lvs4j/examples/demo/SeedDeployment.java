package io.github.lvs4j.examples.demo;

import io.github.lvs4j.routing.RoutingPlan;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The seed's deployment at work: network, web servers with their balanced addresses, mail servers, two directors. Policy routing
 * is written by a call of its own, so that one can see what is missing without it. Confined to one thread.
 */
public final class SeedDeployment implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final SeedDirectors files;
    private final SeedLan lan;
    private final WebServer secondServer;
    private final MailHost mail;
    private DirectorProcess director1;
    private DirectorProcess director2;

    private SeedDeployment(Path configuration) {
        files = SeedDirectors.of(configuration);
        lan = keep(SeedLan.create());
        try {
            keep(WebServer.start(lan.rs1(), 8001, 8002));
            secondServer = keep(WebServer.start(lan.rs2(), 8003, 8004));
            mail = keep(MailHost.start(lan.lvs1()));
            keep(MailHost.start(lan.lvs2()));
            RealServerRouting.apply(lan.rs1(), RealServerRouting.alias("192.168.168.236"));
            RealServerRouting.apply(lan.rs2(), RealServerRouting.alias("192.168.168.238"));
            director1 = keep(DirectorProcess.start(lan.lvs1(), files.master()));
            director2 = keep(DirectorProcess.start(lan.lvs2(), files.backup()));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Builds the network and starts everything on it.
     *
     * @param configuration the first director's keepalived.conf; the second's is derived from it
     * @return the deployment; its directors may still be starting
     */
    public static SeedDeployment start(Path configuration) {
        return new SeedDeployment(configuration);
    }

    /**
     * The network.
     *
     * @return the hosts
     */
    public SeedLan lan() {
        return lan;
    }

    /**
     * The web server of rs2, ports 8003 and 8004.
     *
     * @return to be stopped and started again
     */
    WebServer secondServer() {
        return secondServer;
    }

    /**
     * What the first director has mailed.
     *
     * @return its mail server
     */
    public MailHost mail() {
        return mail;
    }

    /**
     * Sends the answers of both balanced addresses back through the virtual gateway.
     *
     * @return what was changed on rs2
     */
    public RoutingPlan writePolicyRouting() {
        RealServerRouting.apply(lan.rs1(), RealServerRouting.whole("192.168.168.236"));
        return RealServerRouting.apply(lan.rs2(), RealServerRouting.whole("192.168.168.238"));
    }

    /** Ends the first director by SIGKILL. */
    public void crashFirstDirector() {
        director1.crash();
    }

    /** Starts the first director anew. */
    public void startFirstDirectorAgain() {
        director1 = keep(DirectorProcess.start(lan.lvs1(), files.master()));
    }

    /**
     * Ends both directors by SIGTERM.
     *
     * @return true if both ended in order
     */
    public boolean stopDirectors() {
        int first = director1.stop();
        int second = director2.stop();
        return endedBySigterm(first) && endedBySigterm(second);
    }

    /** A Java machine that SIGTERM ends reports 128 + 15 after its shutdown hooks have run. */
    private static boolean endedBySigterm(int status) {
        return status == 0 || status == 143;
    }

    /**
     * What the directors have written.
     *
     * @return their lines, for a report of what went wrong
     */
    public String directorOutput() {
        return "lvs1 wrote:\n" + String.join("\n", director1.lines()) + "\nlvs2 wrote:\n"
                + String.join("\n", director2.lines());
    }

    private <T extends AutoCloseable> T keep(T resource) {
        open.push(resource);
        return resource;
    }

    /** Ends every process and removes every host, the latest first. */
    @Override
    public void close() {
        IllegalStateException failure = new IllegalStateException("the deployment was not removed whole");
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }
}
