package io.github.lvs4j.vrrp.linux;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings of single interfaces (ip-sysctl of the kernel's documentation), in the network namespace of the calling thread.
 * Immutable.
 */
final class InterfaceSysctls {

    private static final Logger LOG = LoggerFactory.getLogger(InterfaceSysctls.class);

    private final Path root;

    InterfaceSysctls(Path root) {
        this.root = root;
    }

    /** Reads a setting; "0" where the kernel has none of this name, as without IPv6. */
    String read(AddressFamily family, String where, String key) {
        try {
            return Files.readString(path(family, where, key)).strip();
        } catch (IOException e) {
            return "0";
        }
    }

    /** Writes a setting; one that the kernel does not have, or that may not be written here, is left and logged. */
    void write(AddressFamily family, InterfaceName where, String key, String value) {
        Path path = path(family, where.value(), key);
        try {
            if (Files.exists(path)) {
                Files.writeString(path, value);
            }
        } catch (IOException e) {
            LOG.warn("cannot write {} to {}: set it by hand, or neighbours may hear two answers", value, path, e);
        }
    }

    void copy(AddressFamily family, InterfaceName from, InterfaceName to, String key) {
        write(family, to, key, read(family, from.value(), key));
    }

    private Path path(AddressFamily family, String where, String key) {
        return root.resolve(Path.of(family == AddressFamily.INET ? "ipv4" : "ipv6", "conf", where, key));
    }
}
