package io.github.lvs4j.netlink.jna;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory outside the heap in the machine's byte order, its address taken once. Confined to whoever owns it; the memory goes
 * when the object does.
 */
final class NativeMemory {

    private final ByteBuffer bytes;
    private final long address;

    /**
     * Allocates zeroed memory, aligned to 8 bytes.
     *
     * @param size how many bytes
     */
    NativeMemory(int size) {
        ByteBuffer raw = ByteBuffer.allocateDirect(size + 8);
        long start = Pointer.nativeValue(Native.getDirectBufferPointer(raw));
        int skip = (int) (-start & 7);
        this.bytes = raw.slice(skip, size).order(ByteOrder.nativeOrder());
        this.address = start + skip;
    }

    /**
     * The memory for Java; use absolute puts and gets.
     *
     * @return the one buffer over it
     */
    ByteBuffer bytes() {
        return bytes;
    }

    /**
     * The memory for C.
     *
     * @param offset bytes from its beginning
     * @return the address there
     */
    long address(int offset) {
        return address + offset;
    }
}
