/** Health checkers, the pure health machine and the monitor that runs them; knows neither IPVS nor VRRP. */
module io.github.lvs4j.healthcheck {
    requires static org.immutables.value.annotations;
    requires static org.jspecify;
    requires transitive io.github.lvs4j.api;
    requires org.slf4j;

    exports io.github.lvs4j.healthcheck;
    exports io.github.lvs4j.healthcheck.check;
    exports io.github.lvs4j.healthcheck.machine;
}
