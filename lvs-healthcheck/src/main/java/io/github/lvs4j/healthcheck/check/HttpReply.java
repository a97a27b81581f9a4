package io.github.lvs4j.healthcheck.check;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A reply as it comes in, byte by byte: header, status, and the digest of the body. Pure; confined to one thread. The rules
 * are keepalived's and stand in {@link HttpChecker}.
 */
final class HttpReply {

    /** The header and the empty line behind it must lie within this many bytes. */
    static final int HEADER_LIMIT = 4095;

    private static final String CONTENT_LENGTH = "Content-Length:";
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final byte[] header = new byte[HEADER_LIMIT];
    private final MessageDigest md5 = BodyDigest.md5();
    private int headerBytes;
    private boolean headerEnded;
    private int status;
    private long announced = UNKNOWN;
    private long bodyBytes;
    private byte[] digest = {};

    /**
     * Takes in what was read.
     *
     * @return false if nothing that may follow can matter: the header is too long
     */
    boolean add(byte[] bytes, int length) {
        if (headerEnded) {
            addBody(bytes, 0, length);
            return true;
        }
        int taken = Math.min(length, HEADER_LIMIT - headerBytes);
        System.arraycopy(bytes, 0, header, headerBytes, taken);
        // The terminator may have begun in an earlier read.
        int bodyStart = endOfHeader(Math.max(0, headerBytes - 3), headerBytes + taken);
        if (bodyStart < 0) {
            headerBytes += taken;
            return headerBytes < HEADER_LIMIT;
        }
        int before = headerBytes;
        headerBytes = bodyStart;
        headerEnded = true;
        String text = new String(header, 0, headerBytes, StandardCharsets.ISO_8859_1);
        status = status(text);
        announced = announcedLength(text);
        addBody(bytes, bodyStart - before, length - (bodyStart - before));
        return true;
    }

    boolean hasHeader() {
        return headerEnded;
    }

    /** The status; 0 if there is none that can be read. */
    int status() {
        return status;
    }

    long receivedBytes() {
        return headerBytes + bodyBytes;
    }

    long bodyBytes() {
        return bodyBytes;
    }

    /** The digest of the body; call it at the end only. */
    BodyDigest digest() {
        if (digest.length == 0) {
            digest = md5.digest();
        }
        return BodyDigest.of(digest);
    }

    private void addBody(byte[] bytes, int offset, int length) {
        long hashable = Math.min(length, announced - Math.min(announced, bodyBytes));
        md5.update(bytes, offset, (int) hashable);
        bodyBytes += length;
    }

    private int endOfHeader(int from, int to) {
        for (int i = from; i + 4 <= to; i++) {
            if (header[i] == '\r' && header[i + 1] == '\n' && header[i + 2] == '\r' && header[i + 3] == '\n') {
                return i + 4;
            }
        }
        return -1;
    }

    private static int status(String header) {
        int blank = header.indexOf(' ');
        boolean inFirstLine = blank >= 0 && blank < header.indexOf('\r');
        if (!inFirstLine || header.length() < blank + 5 || header.charAt(blank + 4) != ' ') {
            return 0;
        }
        String digits = header.substring(blank + 1, blank + 4);
        return digits.chars().allMatch(HttpReply::isDigit) ? Integer.parseInt(digits) : 0;
    }

    /** The first number behind the exact spelling; anything but digits up to the line's end makes it unknown. */
    private static long announcedLength(String header) {
        int start = header.indexOf(CONTENT_LENGTH);
        if (start < 0) {
            return UNKNOWN;
        }
        int first = start + CONTENT_LENGTH.length();
        while (header.charAt(first) == ' ' || header.charAt(first) == '\t') {
            first++;
        }
        int end = first;
        while (isDigit(header.charAt(end))) {
            end++;
        }
        boolean clean = end > first && end - first <= 18 && (header.charAt(end) == '\r' || header.charAt(end) == '\n');
        return clean ? Long.parseLong(header.substring(first, end)) : UNKNOWN;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
