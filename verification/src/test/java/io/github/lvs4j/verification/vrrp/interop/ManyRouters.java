package io.github.lvs4j.verification.vrrp.interop;

import io.github.lvs4j.director.conf.KeepalivedConf;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpRouter;
import io.github.lvs4j.vrrp.linux.LinuxVrrp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The virtual routers of a keepalived.conf, until SIGTERM: {@code FILE}. */
final class ManyRouters {

    private ManyRouters() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        VrrpConfig config = KeepalivedConf.read(Path.of(arguments[0]))
                .config()
                .orElseThrow()
                .vrrp()
                .orElseThrow();
        VrrpRouter router = LinuxVrrp.start(config, event -> {});
        Runtime.getRuntime().addShutdownHook(new Thread(router::close));
        System.out.println("started " + config.routers().size());
        new CountDownLatch(1).await();
    }
}
