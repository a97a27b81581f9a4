package io.github.lvs4j.vrrp.packet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Packets of real routers: one in each .hex file, comment lines and then hexadecimal bytes; many in each .pcap file. */
final class Golden {

    private static final int PCAP_HEADER = 24;
    private static final int RECORD_HEADER = 16;

    private Golden() {}

    static byte[] bytes(String name) {
        String hex = lines(name).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replace(" ", ""))
                .collect(Collectors.joining());
        return HexFormat.of().parseHex(hex);
    }

    static ByteBuffer buffer(String name) {
        return ByteBuffer.wrap(bytes(name));
    }

    /** What the file says about itself. */
    static List<String> comments(String name) {
        return lines(name).stream().filter(line -> line.startsWith("#")).toList();
    }

    /** The names of all files with an ending, without it, whoever put them there. */
    static List<String> names(String ending) {
        try (Stream<Path> files = Files.list(directory())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Ethernet frames of a capture, in order. */
    static List<byte[]> frames(String name) {
        try {
            ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(directory().resolve(name + ".pcap")));
            file.order(file.getInt(0) == 0xa1b2c3d4 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            List<byte[]> frames = new ArrayList<>();
            for (int at = PCAP_HEADER; at + RECORD_HEADER <= file.limit(); ) {
                byte[] frame = new byte[file.getInt(at + 8)];
                file.get(at + RECORD_HEADER, frame);
                frames.add(frame);
                at += RECORD_HEADER + frame.length;
            }
            return frames;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(String name) {
        try {
            return Files.readAllLines(directory().resolve(name + ".hex"));
        } catch (IOException e) {
            throw new UncheckedIOException("no golden packet " + name, e);
        }
    }

    private static Path directory() {
        try {
            return Path.of(
                    Objects.requireNonNull(Golden.class.getResource("/golden")).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
