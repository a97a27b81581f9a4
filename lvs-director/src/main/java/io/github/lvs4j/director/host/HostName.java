package io.github.lvs4j.director.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of this host as the kernel holds it: the JDK would ask DNS for it. Any thread. */
public final class HostName {

    private HostName() {}

    /**
     * The name up to its first dot.
     *
     * @return "localhost" if the kernel does not say
     */
    public static String shortName() {
        try {
            String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            int dot = name.indexOf('.');
            return dot < 0 ? name : name.substring(0, dot);
        } catch (IOException e) {
            return "localhost";
        }
    }
}
