package io.github.lvs4j.director.conf;

import io.github.lvs4j.director.host.HostName;

/**
 * How a file is read. Immutable.
 *
 * @param strict whether unknown words refuse the file instead of being left out with a warning
 * @param configId what {@code @ID} lines are compared with; keepalived takes the host's short name
 */
public record ConfOptions(boolean strict, String configId) {

    /**
     * As keepalived reads: unknown words are left out with a warning, the configuration id is the host's short name.
     *
     * @return the options
     */
    public static ConfOptions lenient() {
        return new ConfOptions(false, HostName.shortName());
    }

    /**
     * Unknown words refuse the file.
     *
     * @return the options
     */
    public static ConfOptions strictly() {
        return new ConfOptions(true, HostName.shortName());
    }
}
