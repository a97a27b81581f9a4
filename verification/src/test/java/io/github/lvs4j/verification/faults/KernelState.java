package io.github.lvs4j.verification.faults;

import io.github.lvs4j.testkit.hosts.TestHost;
import java.nio.file.Files;
import java.nio.file.Path;

/** All of a host that a director could change, as other tools print it. */
record KernelState(String table, String addresses, String rules, String routes) {

    static KernelState of(TestHost host) {
        String table = Files.exists(Path.of("/proc/net/ip_vs"))
                ? host.run("ipvsadm", "-Sn").orFail()
                : "";
        return new KernelState(
                table,
                host.ip("-o", "-4", "address", "show") + host.ip("-o", "-6", "address", "show", "scope", "global"),
                host.ip("-4", "rule") + host.ip("-6", "rule"),
                host.ip("-4", "route", "show", "table", "all"));
    }
}
