package io.github.lvs4j.verification.director;

import com.sun.net.httpserver.HttpServer;
import io.github.lvs4j.netlink.namespace.NetworkNamespace;
import io.github.lvs4j.testkit.hosts.TestHost;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A web server on a test host whose one page the test changes. */
public final class PageServer implements AutoCloseable {

    private final HttpServer server;
    private volatile int status = 200;
    private volatile String body = "hello\n";

    public PageServer(TestHost host, String address, int port) throws Exception {
        try (NetworkNamespace namespace = NetworkNamespace.at(host.namespacePath())) {
            server = namespace.run(() -> HttpServer.create(new InetSocketAddress(address, port), 0));
        }
        server.createContext("/", exchange -> {
            byte[] page = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
    }

    public void answer(int newStatus, String newBody) {
        status = newStatus;
        body = newBody;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
