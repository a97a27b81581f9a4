/** VRRP with sync groups: packet codecs, pure machines and the loop that hosts them on Linux. */
module io.github.lvs4j.vrrp {
    requires transitive io.github.lvs4j.api;
    requires io.github.lvs4j.netlink;
    requires org.slf4j;
    requires static org.jspecify;
    requires static org.immutables.value.annotations;

    exports io.github.lvs4j.vrrp;
    exports io.github.lvs4j.vrrp.group;
    exports io.github.lvs4j.vrrp.linux;
    exports io.github.lvs4j.vrrp.machine;
    exports io.github.lvs4j.vrrp.packet;
    exports io.github.lvs4j.vrrp.port;
    exports io.github.lvs4j.vrrp.track;
}
