package io.github.lvs4j.ipvs;

import java.util.Arrays;
import java.util.List;

/**
 * Finds real servers of a list by their keys: a hash table of list positions in one array, which serves one list after the
 * other. A map would make an object for each server, and tables have a hundred thousand. Confined to one thread.
 */
final class RealServerIndex {

    private static final int NONE = -1;

    /** Position in the list plus one; 0 is free. */
    private int[] slots = new int[32];

    private int mask = slots.length - 1;
    private List<RealServer> servers = List.of();

    /** Forgets the list before and indexes this one. */
    void index(List<RealServer> list) {
        clear(list);
        for (int i = 0; i < list.size(); i++) {
            add(i);
        }
    }

    /**
     * Indexes a list as long as its keys differ.
     *
     * @return the position of the first server whose key was there before; -1 if there is none
     */
    int firstRepetition(List<RealServer> list) {
        clear(list);
        for (int i = 0; i < list.size(); i++) {
            if (position(list.get(i).key()) != NONE) {
                return i;
            }
            add(i);
        }
        return NONE;
    }

    /** Where the server with this key stands in the list; -1 if it does not. */
    int position(RealServerKey key) {
        for (int slot = key.hashCode() & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            int position = slots[slot] - 1;
            if (servers.get(position).key().equals(key)) {
                return position;
            }
        }
        return NONE;
    }

    private void clear(List<RealServer> list) {
        servers = list;
        int room = Integer.highestOneBit(Math.max(16, list.size())) * 2; // at most half to wholly full, but for one
        if (room > slots.length) {
            slots = new int[room];
        } else {
            Arrays.fill(slots, 0, room, 0);
        }
        mask = room - 1;
    }

    private void add(int position) {
        int slot = servers.get(position).key().hashCode() & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = position + 1;
    }
}
