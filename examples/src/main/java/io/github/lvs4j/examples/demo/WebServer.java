package io.github.lvs4j.examples.demo;

import io.github.lvs4j.testkit.hosts.HostProcess;
import io.github.lvs4j.testkit.hosts.TestHost;
import io.github.lvs4j.testkit.peers.Nginx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An nginx on a host, one port for each of its "processes"; every page names host and port. Confined to one thread. */
public final class WebServer implements AutoCloseable {

    private final TestHost host;
    private final Path directory;
    private final Path configuration;
    private HostProcess process;

    private WebServer(TestHost host, Path directory, Path configuration) {
        this.host = host;
        this.directory = directory;
        this.configuration = configuration;
        this.process = run();
    }

    /**
     * Starts nginx.
     *
     * @param host where
     * @param ports on which it listens, at every address of the host
     * @return the running server
     */
    static WebServer start(TestHost host, int... ports) {
        String servers = IntStream.of(ports)
                .mapToObj(port -> "  server { listen %d; location / { return 200 \"%s:%d\\n\"; } }"
                        .formatted(port, host.name(), port))
                .collect(Collectors.joining("\n"));
        try {
            Path directory = Files.createTempDirectory("lvs4j-web-" + host.name() + "-");
            Path configuration = Files.writeString(directory.resolve("nginx.conf"), """
                    user root;
                    master_process off;
                    pid nginx.pid;
                    error_log error.log;
                    events { worker_connections 512; }
                    http {
                      access_log off;
                      client_body_temp_path body;
                      proxy_temp_path proxy;
                      fastcgi_temp_path fastcgi;
                      uwsgi_temp_path uwsgi;
                      scgi_temp_path scgi;
                    %s
                    }
                    """.formatted(servers));
            return new WebServer(host, directory, configuration);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the configuration of nginx on " + host.name(), e);
        }
    }

    private HostProcess run() {
        return host.start(Nginx.command(configuration, directory), Map.of());
    }

    /** Stops nginx; its ports refuse connections from now on. */
    void stop() {
        process.stop(Duration.ofSeconds(5));
    }

    /** Starts nginx again. */
    void startAgain() {
        process = run();
    }

    @Override
    public void close() {
        process.kill();
    }
}
