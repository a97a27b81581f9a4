package io.github.lvs4j.verification.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes bad datagrams of good ones. The same seed makes the same ones. */
final class Mutator {

    private static final int[] NUMBERS = {
        0, 1, 3, 4, 5, 15, 16, 17, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, -1, 1 << 31
    };
    private static final int MOST = 32 * 1024;

    private final Random random;

    Mutator(long seed) {
        random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** Sometimes as long as its first message says it is: else no reader looks further. */
    byte[] mutate(byte[] good, byte[] other) {
        byte[] bytes = good.clone();
        for (int i = 0, times = oneIn(8) ? 20 : 1 + below(4); i < times; i++) {
            bytes = once(bytes, other);
        }
        if (bytes.length == 0) {
            bytes = random(1 + below(64));
        }
        if (bytes.length >= 4 && oneIn(4)) {
            ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putInt(0, bytes.length);
        }
        return bytes;
    }

    private byte[] once(byte[] bytes, byte[] other) {
        if (bytes.length == 0) {
            return random(below(64));
        }
        int at = below(bytes.length);
        switch (below(9)) {
            case 0 -> bytes[at] ^= (byte) (1 << below(8));
            case 1 -> bytes[at] = (byte) below(256);
            case 2 -> put(bytes, at & ~1, 2);
            case 3 -> put(bytes, at & ~3, 4);
            case 4 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 5 -> {
                return splice(bytes, at, random(below(64)), at);
            }
            case 6 -> {
                return splice(bytes, at, new byte[0], Math.min(bytes.length, at + 1 + below(32)));
            }
            case 7 -> {
                int from = below(other.length);
                byte[] piece = Arrays.copyOfRange(other, from, Math.min(other.length, from + 1 + below(128)));
                return splice(bytes, at & ~3, piece, at & ~3);
            }
            default -> {
                return splice(bytes, at & ~3, Arrays.copyOfRange(bytes, at & ~3, bytes.length), at & ~3);
            }
        }
        return bytes;
    }

    byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private void put(byte[] bytes, int at, int size) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        int number = NUMBERS[below(NUMBERS.length)];
        if (size == 2 && at + 2 <= bytes.length) {
            buffer.putShort(at, (short) number);
        } else if (at + 4 <= bytes.length) {
            buffer.putInt(at, number);
        }
    }

    private static byte[] splice(byte[] bytes, int at, byte[] piece, int rest) {
        int tail = Math.min(bytes.length - rest, Math.max(0, MOST - at - piece.length));
        byte[] spliced = Arrays.copyOf(bytes, at + piece.length + tail);
        System.arraycopy(piece, 0, spliced, at, piece.length);
        System.arraycopy(bytes, rest, spliced, at + piece.length, tail);
        return spliced;
    }
}
