/**
 * IPVS and rtnetlink over netlink sockets, raw and packet sockets, network namespaces: the ports of {@code lvs-api} on
 * the Linux kernel. Start the JVM with {@code --enable-native-access=com.sun.jna} (or {@code ALL-UNNAMED} on the class path).
 */
module io.github.lvs4j.netlink {
    requires transitive io.github.lvs4j.api;
    requires com.sun.jna;
    requires org.slf4j;
    requires static org.jspecify;
    requires static org.immutables.value.annotations;

    exports io.github.lvs4j.netlink;
    exports io.github.lvs4j.netlink.generic;
    exports io.github.lvs4j.netlink.ipvs;
    exports io.github.lvs4j.netlink.namespace;
    exports io.github.lvs4j.netlink.route;
    exports io.github.lvs4j.netlink.socket;

    opens io.github.lvs4j.netlink.jna to
            com.sun.jna;
}
