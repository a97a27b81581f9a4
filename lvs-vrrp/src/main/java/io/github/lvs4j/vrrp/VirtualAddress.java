package io.github.lvs4j.vrrp;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpPrefix;
import java.util.Optional;

/**
 * An address that the master holds. Immutable.
 *
 * @param prefix the address, /32 or /128 unless the network behind it moves too
 * @param interfaceName where it is installed; empty means the virtual router's own interface
 */
public record VirtualAddress(IpPrefix prefix, Optional<InterfaceName> interfaceName) {

    /**
     * A virtual address on the virtual router's own interface.
     *
     * @param text the address, with or without a prefix length
     * @return the virtual address
     * @throws IllegalArgumentException if the text is no address
     */
    public static VirtualAddress parse(String text) {
        return new VirtualAddress(IpPrefix.parse(text), Optional.empty());
    }

    @Override
    public String toString() {
        return prefix + interfaceName.map(name -> " dev " + name).orElse("");
    }
}
