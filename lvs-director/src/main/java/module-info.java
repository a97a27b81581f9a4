/** The front door: a whole director from a typed configuration or a keepalived.conf. */
module io.github.lvs4j.director {
    requires transitive io.github.lvs4j.api;
    requires transitive io.github.lvs4j.healthcheck;
    requires transitive io.github.lvs4j.vrrp;
    requires io.github.lvs4j.netlink;
    requires org.slf4j;
    requires static jakarta.mail;
    requires static org.immutables.value.annotations;
    requires static org.jspecify;

    exports io.github.lvs4j.director;
    exports io.github.lvs4j.director.conf;
    exports io.github.lvs4j.director.mail;
    exports io.github.lvs4j.director.plan;
}
