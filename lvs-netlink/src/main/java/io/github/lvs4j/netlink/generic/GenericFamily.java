package io.github.lvs4j.netlink.generic;

/**
 * A family of generic netlink as the kernel has it now. The number is given out when a module registers, so it differs from
 * boot to boot and changes when the module is loaded again.
 *
 * @param name as "IPVS"
 * @param id the type of its messages
 * @param version of its interface
 */
public record GenericFamily(String name, int id, int version) {}
