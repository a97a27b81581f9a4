package io.github.lvs4j.routing.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Whole files of lines. Reading as ISO 8859-1 and writing the same way keeps every byte of a foreign line, whatever its
 * encoding. A file is replaced by writing a hidden neighbour, giving it the old one's owner and mode, and renaming it: a
 * reader sees the old or the new one.
 */
final class TextFile {

    private TextFile() {}

    /** The file's text, with its line ends; empty if there is no such file. */
    static Optional<String> read(Path path) {
        try {
            return Optional.of(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("read " + path, e);
        }
    }

    /** Lines without their ends. */
    static List<String> lines(String text) {
        return text.lines().toList();
    }

    /** Text that ends with a line end, so that a line can be added. */
    static String closed(String text) {
        return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    }

    /** Replaces or creates a file, with its directories; through a symbolic link, the file it points to. */
    static void write(Path path, String text) {
        try {
            Path target = Files.exists(path) ? path.toRealPath() : path;
            Path directory = Objects.requireNonNull(target.toAbsolutePath().getParent());
            Files.createDirectories(directory);
            Path temporary = Files.createTempFile(directory, ".lvs4j-", ".tmp");
            try {
                fill(temporary, text);
                dress(temporary, target);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
            sync(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("write " + path, e);
        }
    }

    static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("remove " + path, e);
        }
    }

    private static void fill(Path temporary, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void dress(Path temporary, Path target) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        if (!Files.exists(target)) {
            view.setPermissions(PosixFilePermissions.fromString("rw-r--r--"));
            return;
        }
        PosixFileAttributes old = Files.readAttributes(target, PosixFileAttributes.class);
        PosixFileAttributes now = view.readAttributes();
        if (!old.owner().equals(now.owner())) {
            view.setOwner(old.owner());
        }
        if (!old.group().equals(now.group())) {
            view.setGroup(old.group());
        }
        view.setPermissions(old.permissions());
    }

    /** Makes the rename itself durable. */
    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
