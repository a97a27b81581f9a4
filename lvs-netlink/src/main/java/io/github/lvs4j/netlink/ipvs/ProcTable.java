package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.TransportProtocol;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a table from /proc/net/ip_vs (ip_vs_info_seq_show of net/netfilter/ipvs/ip_vs_ctl.c): all services and servers
 * in one file, some three times cheaper than as many dumps. It tells less than netlink, so it only serves to see whether a
 * dump lost anything. The file belongs for good to the network namespace of the thread that opened it. Confined to one
 * thread at a time.
 */
final class ProcTable implements AutoCloseable {

    private static final String FILE = "/proc/thread-self/net/ip_vs";
    private static final int HEADER_LINES = 3;

    /** The kernel gives a page at a time. */
    private final byte[] bytes = new byte[8192];

    private final RandomAccessFile file;

    private ProcTable(RandomAccessFile file) {
        this.file = file;
    }

    /** Opens the file of the calling thread's namespace; null where it is not to be had. */
    static @Nullable ProcTable open() {
        try {
            return new ProcTable(new RandomAccessFile(FILE, "r"));
        } catch (FileNotFoundException e) {
            return null;
        }
    }

    /** Reads all keys; empty if that fails or a line is not understood. */
    OptionalLong keys() {
        Lines lines = new Lines();
        try {
            file.seek(0);
            int end = 0;
            for (int length = file.read(bytes, 0, bytes.length); length > 0; ) {
                end += length;
                int rest = lines.readAll(bytes, end);
                if (rest < 0 || (rest == 0 && end == bytes.length)) {
                    return OptionalLong.empty();
                }
                System.arraycopy(bytes, rest, bytes, 0, end - rest);
                end -= rest;
                length = file.read(bytes, end, bytes.length - end);
            }
            return end == 0 ? OptionalLong.of(lines.digest.value()) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            // Nothing was written, so nothing is lost.
            return;
        }
    }

    /** Takes lines one by one; a server belongs to the service before it. */
    static final class Lines {
        private final KeyDigest digest = new KeyDigest();
        private byte[] text = {};
        private int at;
        private int count;
        private long service;
        private boolean sound = true;

        /** Takes all whole lines; returns where the first unfinished one begins, or -1 if one is not understood. */
        int readAll(byte[] bytes, int end) {
            text = bytes;
            int begin = 0;
            for (int i = 0; i < end; i++) {
                if (bytes[i] == '\n') {
                    at = begin;
                    if (++count > HEADER_LINES) {
                        readLine();
                    }
                    begin = i + 1;
                }
            }
            return sound ? begin : -1;
        }

        long digest() {
            return digest.value();
        }

        private void readLine() {
            if (skip("  -> ")) {
                digest.add(service, endpoint());
            } else if (skip("FWM  ")) {
                service = KeyDigest.mark(hex());
                digest.add(service);
            } else {
                service = KeyDigest.service(protocol(), endpoint());
                digest.add(service);
            }
        }

        private int protocol() {
            for (TransportProtocol protocol : TransportProtocol.values()) {
                if (skip(protocol.name())) {
                    skipBlanks();
                    return protocol.number();
                }
            }
            sound = false;
            return 0;
        }

        private void skipBlanks() {
            while (text[at] == ' ') {
                at++;
            }
        }

        /** C0A80001:0050, or [2001:0db8:…:0001]:0050. */
        private long endpoint() {
            if (!skip("[")) {
                long address = hex();
                return KeyDigest.endpoint(AddressFamily.INET.number(), address << 32, 0, port());
            }
            long first = 0;
            long second = 0;
            for (int i = 0; i < 8; i++) {
                long group = hex();
                first = i < 4 ? (first << 16) | group : first;
                second = i < 4 ? second : (second << 16) | group;
                sound &= skip(i < 7 ? ":" : "]");
            }
            return KeyDigest.endpoint(AddressFamily.INET6.number(), first, second, port());
        }

        private int port() {
            sound &= skip(":");
            return (int) hex();
        }

        private long hex() {
            int begin = at;
            long number = 0;
            for (int digit = Character.digit(text[at], 16); digit >= 0; digit = Character.digit(text[at], 16)) {
                number = (number << 4) | digit;
                at++;
            }
            sound &= at > begin && at - begin <= 8;
            return number;
        }

        private boolean skip(String expected) {
            if (at + expected.length() > text.length) {
                return false;
            }
            for (int i = 0; i < expected.length(); i++) {
                if (text[at + i] != expected.charAt(i)) {
                    return false;
                }
            }
            at += expected.length();
            return true;
        }
    }
}
