package io.github.lvs4j.vrrp;

import java.util.HashSet;
import java.util.List;

/**
 * Virtual routers that move together: all are master, or none. Immutable.
 *
 * @param name what people call it
 * @param members the names of its virtual routers, at least one
 */
public record SyncGroup(String name, List<String> members) {

    /**
     * Checks the members.
     *
     * @throws IllegalArgumentException if the name is blank, or members are missing or named twice
     */
    public SyncGroup {
        members = List.copyOf(members);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a sync group needs a name");
        }
        if (members.isEmpty()) {
            throw new IllegalArgumentException("sync group " + name + " has no member");
        }
        if (new HashSet<>(members).size() != members.size()) {
            throw new IllegalArgumentException("sync group " + name + " names a member twice: " + members);
        }
    }

    /**
     * A sync group.
     *
     * @param name what people call it
     * @param members the names of its virtual routers
     * @return the group
     * @throws IllegalArgumentException if the name is blank, or members are missing or named twice
     */
    public static SyncGroup of(String name, String... members) {
        return new SyncGroup(name, List.of(members));
    }
}
