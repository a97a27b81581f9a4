package io.github.lvs4j.director.conf;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Bytes to text, strictly: a file in another encoding or with a NUL in it is refused at its first foreign byte instead of half understood. */
final class Utf8Text {

    private Utf8Text() {}

    static Optional<String> decode(byte[] bytes, String source, Report report) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            int foreign = bytes[in.position()] & 0xff;
            report.error(
                    end(source, text),
                    String.format(
                            "the file is not UTF-8: byte 0x%02x at offset %d; save it as UTF-8 (iconv -f gb18030 -t utf-8"
                                    + " converts one in a Chinese encoding)",
                            foreign, in.position()));
            return Optional.empty();
        }
        int nul = text.indexOf(0);
        if (nul >= 0) {
            report.error(
                    end(source, text.substring(0, nul)),
                    "a NUL character; the file is damaged or not a text file: save it as UTF-8 text");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** The place of what follows a text. */
    private static Position end(String source, String text) {
        int lastBreak = text.lastIndexOf('\n');
        int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
        return new Position(source, line, 1 + text.codePointCount(lastBreak + 1, text.length()));
    }
}
