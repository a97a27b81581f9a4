/** What failover code is tested with: the kernel in a process, namespaces as hosts, doubles and contract suites. */
module io.github.lvs4j.testkit {
    requires transitive io.github.lvs4j.api;
    requires transitive io.github.lvs4j.netlink;
    requires transitive io.github.lvs4j.vrrp;
    requires static org.jspecify;
    requires org.assertj.core;
    requires transitive org.junit.jupiter.api;

    exports io.github.lvs4j.testkit.hosts;
    exports io.github.lvs4j.testkit.ipvs;
    exports io.github.lvs4j.testkit.junit;
    exports io.github.lvs4j.testkit.netlink;
    exports io.github.lvs4j.testkit.peers;
    exports io.github.lvs4j.testkit.net;
    exports io.github.lvs4j.testkit.time;
    exports io.github.lvs4j.testkit.vm;
    exports io.github.lvs4j.testkit.vrrp;
}
