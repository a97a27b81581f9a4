/** Values, ports and pure plans that every lvs4j module shares; depends on nothing at run time. */
module io.github.lvs4j.api {
    requires static org.jspecify;
    requires static org.immutables.value.annotations;

    exports io.github.lvs4j.error;
    exports io.github.lvs4j.event;
    exports io.github.lvs4j.ipvs;
    exports io.github.lvs4j.ipvs.status;
    exports io.github.lvs4j.ipvs.text;
    exports io.github.lvs4j.net;
    exports io.github.lvs4j.route;
    exports io.github.lvs4j.style;
    exports io.github.lvs4j.time;
}
