package io.github.lvs4j.verification.healthcheck;

import io.github.lvs4j.healthcheck.CheckTarget;
import io.github.lvs4j.testkit.hosts.Eventually;
import io.github.lvs4j.testkit.peers.Nginx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An nginx on loopback with the given locations; its files lie in a directory of the test's. */
final class LocalNginx implements AutoCloseable {

    private final Path directory;
    private final int port;
    private final Process process;

    private LocalNginx(Path directory, int port, Process process) {
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    /** Starts one worker whose server block holds the text; {@code DIR} in it stands for the directory. */
    static LocalNginx start(Path directory, String serverBlock) throws IOException {
        int port = freePort();
        Files.createDirectories(directory.resolve("www"));
        // Started by root, its workers are not: they must be able to read the pages.
        directory.toFile().setExecutable(true, false);
        String text = """
                worker_processes 1;
                pid DIR/nginx.pid;
                error_log stderr;
                events { worker_connections 64; }
                http {
                  access_log off;
                  client_body_temp_path DIR/body;
                  proxy_temp_path DIR/proxy;
                  fastcgi_temp_path DIR/fastcgi;
                  uwsgi_temp_path DIR/uwsgi;
                  scgi_temp_path DIR/scgi;
                  server {
                    root DIR/www;
                    LISTEN
                    SERVER
                  }
                }
                """.replace("SERVER", serverBlock);
        String listen = serverBlock.contains("ssl_certificate")
                ? "listen 127.0.0.1:" + port + " ssl;"
                : "listen 127.0.0.1:" + port + ";";
        Path configuration = directory.resolve("nginx.conf");
        Files.writeString(
                configuration, "user root;\n" + text.replace("LISTEN", listen).replace("DIR", directory.toString()));
        Process process = new ProcessBuilder(Nginx.command(configuration, directory))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("nginx.log").toFile())
                .start();
        LocalNginx nginx = new LocalNginx(directory, port, process);
        try {
            Eventually.within(Duration.ofSeconds(10), "nginx accepts connections", nginx::accepts);
        } catch (RuntimeException e) {
            String log = Files.readString(directory.resolve("nginx.log"));
            nginx.close();
            throw new IllegalStateException("nginx did not start: " + log, e);
        }
        return nginx;
    }

    /** Writes a page, at once and whole. */
    void page(String name, byte[] body) throws IOException {
        Path fresh = directory.resolve("www").resolve(name + ".new");
        Files.write(fresh, body);
        Files.move(
                fresh,
                directory.resolve("www").resolve(name),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }

    CheckTarget target() {
        return CheckTarget.of("127.0.0.1", port);
    }

    int port() {
        return port;
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    @Override
    public void close() {
        // SIGTERM is nginx's fast shutdown; it takes its worker along.
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean accepts() {
        if (!process.isAlive()) {
            throw new IllegalStateException("nginx ended with status " + process.exitValue());
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
