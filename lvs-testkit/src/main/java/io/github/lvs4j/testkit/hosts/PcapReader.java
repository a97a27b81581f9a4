package io.github.lvs4j.testkit.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads files of the classic pcap format, in either byte order, with times in micro- or nanoseconds. Stateless, so
 * thread-safe.
 *
 * <pre>
 * file:   magic(4) major(2) minor(2) zone(4) accuracy(4) snaplen(4) linktype(4)   = 24 bytes
 * record: seconds(4) fraction(4) captured length(4) original length(4)            = 16 bytes, then the frame
 * </pre>
 *
 * <p>Source: pcap-savefile(5).
 */
public final class PcapReader {
    private static final int MAGIC_MICROS = 0xa1b2c3d4;
    private static final int MAGIC_NANOS = 0xa1b23c4d;
    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;

    private PcapReader() {}

    /**
     * Every whole record of a file; one that is still being written at the end is left out.
     *
     * @param file a pcap file, or an empty one
     * @return in the order of the file
     * @throws IllegalArgumentException when the file is of another format
     * @throws UncheckedIOException when it cannot be read
     */
    public static List<CapturedFrame> read(Path file) {
        try {
            return read(ByteBuffer.wrap(Files.readAllBytes(file)), file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the capture " + file, e);
        }
    }

    private static List<CapturedFrame> read(ByteBuffer bytes, Path file) {
        List<CapturedFrame> frames = new ArrayList<>();
        if (bytes.remaining() < FILE_HEADER) {
            return frames;
        }
        int nanosPerFraction = readMagic(bytes, file);
        bytes.position(FILE_HEADER);
        while (bytes.remaining() >= RECORD_HEADER) {
            long seconds = Integer.toUnsignedLong(bytes.getInt());
            long fraction = Integer.toUnsignedLong(bytes.getInt());
            int captured = bytes.getInt();
            int original = bytes.getInt();
            if (captured < 0 || captured > bytes.remaining()) {
                break;
            }
            ByteBuffer frame = bytes.slice(bytes.position(), captured);
            frames.add(new CapturedFrame(Instant.ofEpochSecond(seconds, fraction * nanosPerFraction), frame, original));
            bytes.position(bytes.position() + captured);
        }
        return frames;
    }

    private static int readMagic(ByteBuffer bytes, Path file) {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            int magic = bytes.order(order).getInt(0);
            if (magic == MAGIC_MICROS) {
                return 1_000;
            }
            if (magic == MAGIC_NANOS) {
                return 1;
            }
        }
        throw new IllegalArgumentException(
                file + " is not in the classic pcap format: it begins with " + Integer.toHexString(bytes.getInt(0)));
    }
}
