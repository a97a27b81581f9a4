/** Policy routing as values: named tables, addresses, routes and rules, applied live or written to files. */
module io.github.lvs4j.routing {
    requires transitive io.github.lvs4j.api;
    requires static org.jspecify;
    requires static org.immutables.value.annotations;

    exports io.github.lvs4j.routing;
    exports io.github.lvs4j.routing.file;
}
