package io.github.lvs4j.testkit.vm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs a command on a kernel of its own: User Mode Linux, booted for this one command in about two seconds.
 *
 * <p>Immutable and thread-safe; {@link #run} blocks the calling thread until the guest has powered off. Several guests
 * may run at once; each has one CPU.
 *
 * <p>The guest sees the host's file system: {@code /etc}, {@code /tmp} and {@code /var} with a layer in memory over it,
 * {@code /run} and {@code /dev} its own, the rest read-only. The output directory has the same path inside and
 * outside, is the command's working directory, and is the one place by which files leave. The command runs as root of
 * the guest, whoever starts it on the host; it can read what its starter can read. IPVS with all its schedulers,
 * connection tracking, veth, bridge and the like are loaded, other modules load when the kernel wants them, {@code lo}
 * is up and there is no other network.
 *
 * <p>Source: user-mode-linux(1); the kernel's Documentation/virt/uml.
 */
public final class KernelVm {
    private static final Path MODULES = Path.of("/usr/lib/uml/modules");
    private static final int DEFAULT_MEBIBYTES = 2048;
    private static final List<String> DEFAULT_MODULES = List.of(
            "ip_vs",
            "ip_vs_rr",
            "ip_vs_wrr",
            "ip_vs_lc",
            "ip_vs_wlc",
            "ip_vs_fo",
            "ip_vs_ovf",
            "ip_vs_lblc",
            "ip_vs_lblcr",
            "ip_vs_dh",
            "ip_vs_sh",
            "ip_vs_mh",
            "ip_vs_sed",
            "ip_vs_nq",
            "ip_vs_pe_sip",
            "nf_conntrack",
            "nf_nat",
            "veth",
            "bridge",
            "dummy",
            "macvlan",
            "ipip");

    private final int mebibytes;
    private final List<String> modules;
    private final Map<String, String> environment;
    private final Consumer<String> console;

    private KernelVm(Builder builder) {
        this.mebibytes = builder.mebibytes;
        this.modules = List.copyOf(builder.modules);
        this.environment = Map.copyOf(builder.environment);
        this.console = builder.console;
    }

    /**
     * A builder with 2,048 MiB of memory, the modules named above, no environment and nobody listening.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Why this machine cannot run the guest. Looks at the file system only.
     *
     * @return the reason and what to install, or empty when the guest can run
     */
    public static Optional<String> obstacle() {
        List<String> missing = new ArrayList<>();
        if (kernel().isEmpty() || !Files.isDirectory(MODULES)) {
            missing.add("user-mode-linux");
        }
        if (tool("taskset").isEmpty() || tool("setsid").isEmpty()) {
            missing.add("util-linux");
        }
        if (tool("modprobe").isEmpty()) {
            missing.add("kmod");
        }
        if (tool("ip").isEmpty()) {
            missing.add("iproute2");
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("the kernel VM needs what is not here; install it with: apt-get install "
                        + String.join(" ", missing));
    }

    private static Optional<Path> kernel() {
        return tool("linux.uml");
    }

    private static Optional<Path> tool(String name) {
        for (String directory : List.of("/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin")) {
            Path file = Path.of(directory, name);
            if (Files.isExecutable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /**
     * Boots the guest, runs the command in it with nothing on standard input, and powers the guest off.
     *
     * @param command the program, found by the guest's PATH, and its arguments
     * @param output a directory of the host, made when absent; the guest can write there under the same path
     * @param timeout for everything, boot included; the guest is killed at its end
     * @return the exit status, the output and the times
     * @throws KernelVmException when the guest cannot start, fails before its command ends, or takes too long; also
     *     when {@link #obstacle()} is present
     * @throws IllegalArgumentException when the command is empty, or the output directory cannot be seen by the guest
     * @throws InterruptedException when the calling thread is interrupted; the guest has been killed then
     */
    public VmResult run(List<String> command, Path output, Duration timeout) throws InterruptedException {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("no command for the guest");
        }
        obstacle().ifPresent(reason -> {
            throw new KernelVmException(reason);
        });
        Path directory = output.toAbsolutePath().normalize();
        GuestFiles files = GuestFiles.write(directory, MODULES, modules, environment, command);
        try (GuestMemory memory = GuestMemory.reserve(mebibytes)) {
            return run(files, memory, directory.resolve("console.log"), timeout);
        }
    }

    private VmResult run(GuestFiles files, GuestMemory memory, Path log, Duration timeout) throws InterruptedException {
        GuestConsole guestConsole = new GuestConsole(log, console);
        long started = System.nanoTime();
        boolean ended;
        Thread reader;
        try (GuestProcess guest = GuestProcess.start(kernel().orElseThrow(), mebibytes, files, memory.directory())) {
            reader = guestConsole.follow(guest.console());
            ended = guest.waitFor(timeout);
        }
        reader.join();
        long stopped = System.nanoTime();
        int status =
                files.exitStatus().orElseThrow(() -> new KernelVmException(failure(ended, timeout, log, guestConsole)));
        guestConsole.throwListenerFailure();
        return new VmResult(
                status,
                guestConsole.output(),
                log,
                Duration.ofNanos(guestConsole.readyNanos() - started),
                Duration.ofNanos(stopped - started));
    }

    private static String failure(boolean ended, Duration timeout, Path log, GuestConsole console) {
        String what;
        if (!ended) {
            what = "the guest did not end within " + timeout + " and was killed: allow more time if it was at work";
        } else if (console.readyNanos() == 0) {
            what = "the guest ended before its command could start";
        } else {
            what = "the guest died while its command ran";
        }
        return what + "; console in " + log + ", last lines:\n" + console.lastLines(30);
    }

    /** Collects what a {@link KernelVm} is made with. Not thread-safe. */
    public static final class Builder {
        private int mebibytes = DEFAULT_MEBIBYTES;
        private final List<String> modules = new ArrayList<>(DEFAULT_MODULES);
        private final Map<String, String> environment = new LinkedHashMap<>();
        private Consumer<String> console = line -> {};

        private Builder() {}

        /**
         * The guest's memory. The host must have as much room in TMPDIR, dev/shm or tmp.
         *
         * @param mebibytes at least 128
         * @return this builder
         * @throws IllegalArgumentException below 128, where the kernel does not boot reliably
         */
        public Builder memoryMebibytes(int mebibytes) {
            if (mebibytes < 128) {
                throw new IllegalArgumentException("a guest needs 128 MiB of memory or more, not " + mebibytes);
            }
            this.mebibytes = mebibytes;
            return this;
        }

        /**
         * One more kernel module to load before the command; one that is absent is reported on the console.
         *
         * @param name as modprobe(8) knows it
         * @return this builder
         * @throws IllegalArgumentException when the name is not letters, digits, hyphens and underscores
         */
        public Builder module(String name) {
            if (!name.matches("[A-Za-z0-9_-]+")) {
                throw new IllegalArgumentException("not the name of a kernel module: " + name);
            }
            modules.add(name);
            return this;
        }

        /**
         * A variable in the command's environment, which is otherwise small: PATH, HOME, LANG, TERM.
         *
         * @param name letters, digits and underscores
         * @param value any text
         * @return this builder
         * @throws IllegalArgumentException when the name is not one of a variable
         */
        public Builder environment(String name, String value) {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new IllegalArgumentException("not the name of an environment variable: " + name);
            }
            environment.put(name, value);
            return this;
        }

        /**
         * Who hears the command's lines as they come, on a thread of the VM. An exception it throws does not stop the
         * guest; {@link KernelVm#run} throws the last one at the end.
         *
         * @param listener takes one line without its end
         * @return this builder
         */
        public Builder console(Consumer<String> listener) {
            this.console = listener;
            return this;
        }

        /**
         * The description as collected so far.
         *
         * @return a new VM, not started
         */
        public KernelVm build() {
            return new KernelVm(this);
        }
    }
}
