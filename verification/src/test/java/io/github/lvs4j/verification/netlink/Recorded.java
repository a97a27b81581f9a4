package io.github.lvs4j.verification.netlink;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Datagrams that Linux 6.1 (x86-64) gave, by what was asked; the table and the interfaces behind them are made up. That of the
 * sync daemon is written by hand.
 */
final class Recorded {

    private final Map<String, List<byte[]>> byName = new LinkedHashMap<>();
    private final List<byte[]> all = new ArrayList<>();

    Recorded() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Recorded.class.getResourceAsStream("datagrams.txt"), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split(" ");
                byte[] datagram = HexFormat.of().parseHex(parts[1]);
                byName.computeIfAbsent(parts[0], name -> new ArrayList<>()).add(datagram);
                all.add(datagram);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<byte[]> of(String name) {
        return byName.get(name);
    }

    List<byte[]> all() {
        return all;
    }
}
