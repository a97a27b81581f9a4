package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.error.NotSupportedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Loads the kernel's IPVS. Nothing else in lvs4j does so. Any thread; blocks while {@code modprobe} runs. */
public final class IpvsModule {

    private static final List<String> PLACES = List.of("/usr/sbin/modprobe", "/sbin/modprobe", "/bin/modprobe");
    private static final Path LOADED = Path.of("/sys/module/ip_vs");
    private static final int PATIENCE_SECONDS = 30;

    private IpvsModule() {}

    /**
     * Runs {@code modprobe ip_vs}, and nothing if the kernel shows the module already: then containers without {@code
     * modprobe} or without module files are served too. Schedulers load by themselves when they are first named. What can be
     * used afterwards tells {@link NetlinkIpvs#probe()}.
     *
     * @throws NotSupportedException if there is no {@code modprobe}, or it fails, as without CAP_SYS_MODULE: its own words are
     *     in the message
     * @throws LvsException if the thread is interrupted, which stays set, or {@code modprobe} does not end within 30 s
     */
    public static void load() {
        if (Files.isDirectory(LOADED)) {
            return;
        }
        Optional<String> program = PLACES.stream()
                .filter(place -> Files.isExecutable(Path.of(place)))
                .findFirst();
        if (program.isEmpty()) {
            throw refused("there is no modprobe in " + PLACES);
        }
        try {
            Process process = new ProcessBuilder(program.get(), "ip_vs")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new LvsException("load module ip_vs: modprobe did not end within " + PATIENCE_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw refused(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
            }
        } catch (IOException e) {
            throw new LvsException("load module ip_vs: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LvsException("load module ip_vs: interrupted while modprobe ran", e);
        }
    }

    private static NotSupportedException refused(String words) {
        return new NotSupportedException("load module ip_vs", 0, "", words);
    }
}
