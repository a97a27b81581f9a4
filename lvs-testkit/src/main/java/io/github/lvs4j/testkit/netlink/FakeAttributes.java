package io.github.lvs4j.testkit.netlink;

import io.github.lvs4j.netlink.AttributeReader;
import io.github.lvs4j.netlink.AttributeWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Attributes as they came: types and bytes. Immutable. */
final class FakeAttributes {

    static final FakeAttributes NONE = new FakeAttributes(new TreeMap<>());

    private final Map<Integer, byte[]> values;

    private FakeAttributes(Map<Integer, byte[]> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    static FakeAttributes read(AttributeReader attributes) {
        Map<Integer, byte[]> values = new TreeMap<>();
        while (attributes.next()) {
            values.put(attributes.type(), attributes.bytes());
        }
        return new FakeAttributes(values);
    }

    void write(AttributeWriter into) {
        values.forEach(into::bytes);
    }

    boolean has(int type) {
        return values.containsKey(type);
    }

    byte[] bytes(int type) {
        return values.getOrDefault(type, new byte[0]);
    }

    /** In the machine's order; 0 if it is not there. Shorter numbers are numbers too. */
    int number(int type) {
        byte[] value = bytes(type);
        ByteBuffer whole = ByteBuffer.wrap(value).order(ByteOrder.nativeOrder());
        return switch (value.length) {
            case 0 -> 0;
            case 1 -> value[0] & 0xff;
            case 2, 3 -> whole.getShort(0) & 0xffff;
            default -> whole.getInt(0);
        };
    }

    String text(int type) {
        String text = new String(bytes(type), StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /** With one value in the place of another. */
    FakeAttributes with(int type, byte @Nullable [] value) {
        Map<Integer, byte[]> changed = new TreeMap<>(values);
        if (value == null) {
            changed.remove(type);
        } else {
            changed.put(type, value);
        }
        return new FakeAttributes(changed);
    }

    /** What tells entries apart: the values of some types. */
    String key(int... types) {
        StringBuilder key = new StringBuilder();
        for (int type : types) {
            key.append(Arrays.toString(bytes(type)));
        }
        return key.toString();
    }
}
