package com.example;

import io.github.lvs4j.director.Director;
import io.github.lvs4j.director.DirectorConfig;
import io.github.lvs4j.director.DirectorOptions;
import io.github.lvs4j.director.RealServerConfig;
import io.github.lvs4j.director.ServiceConfig;
import io.github.lvs4j.director.plan.Reconciler;
import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import java.io.IOException;

/**
 * A director inside a program that has one dependency, lvs-director. It prints its plan; with the word "start" it also runs,
 * until Enter is pressed.
 */
public final class EmbeddedDirector {

    private EmbeddedDirector() {}

    public static void main(String[] args) throws IOException {
        DirectorConfig config = DirectorConfig.builder()
                .addServices(ServiceConfig.builder()
                        .service(VirtualService.builder()
                                .key(VirtualServiceKey.tcp("192.0.2.1", 80))
                                .scheduler(Scheduler.WRR)
                                .build())
                        .addRealServers(RealServerConfig.unchecked(RealServer.masquerade("10.0.0.1", 8080, 1)))
                        .build())
                .build();
        System.out.println(IpvsPlan.between(IpvsTable.empty(), Reconciler.initial(config)));
        if (args.length == 0 || !args[0].equals("start")) {
            return;
        }
        try (Director director = Director.start(config, DirectorOptions.defaults())) {
            System.out.println(director.status());
            System.in.read();
        } catch (LvsException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
