package io.github.lvs4j.ipvs.text;

import io.github.lvs4j.net.IpAddress;
import java.net.InetAddress;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The values of a line's options, each refused with its place. Confined to one thread. */
final class RuleValues {

    private static final String NO_NAMES = "; names are not looked up: write numbers, as ipvsadm -Sn does";

    /** A host, and a port where there is one. */
    record HostPort(InetAddress host, OptionalInt port) {}

    private final RuleLine line;

    RuleValues(RuleLine line) {
        this.line = line;
    }

    /** {@code host[:port]}, with brackets around IPv6 where a port follows. */
    HostPort hostPort(RuleLine.Given given) {
        String text = text(given);
        int colon = text.lastIndexOf(':');
        if (text.startsWith("[")) {
            int end = text.indexOf("]:");
            if (end < 0) {
                throw line.error(
                        given, "\"" + text + "\" has no port after its brackets; write it as [2001:db8::1]:80");
            }
            return new HostPort(host(given, text.substring(1, end)), port(given, text.substring(end + 2)));
        }
        if (colon < 0 || text.indexOf(':') != colon) {
            return new HostPort(host(given, text), OptionalInt.empty());
        }
        return new HostPort(host(given, text.substring(0, colon)), port(given, text.substring(colon + 1)));
    }

    private InetAddress host(RuleLine.Given given, String text) {
        try {
            return IpAddress.parse(text);
        } catch (IllegalArgumentException e) {
            boolean name = text.chars().anyMatch(Character::isLetter) && text.indexOf(':') < 0;
            throw line.error(given, e.getMessage() + (name ? NO_NAMES : ""));
        }
    }

    private OptionalInt port(RuleLine.Given given, String text) {
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw line.error(given, "not a port: \"" + text + "\" (0 to 65535)" + (text.isEmpty() ? "" : NO_NAMES));
        }
        return OptionalInt.of((int) number(given, text, 0, 65535, "port"));
    }

    /** A decimal number, or the default where the option is not there. */
    long number(RuleLine.@Nullable Given given, long lowest, long highest, long otherwise) {
        return given == null ? otherwise : number(given, text(given), lowest, highest, "number");
    }

    private long number(RuleLine.Given given, String text, long lowest, long highest, String what) {
        if (text.matches("[+-]?[0-9]{1,18}")) {
            long value = Long.parseLong(text);
            if (value >= lowest && value <= highest) {
                return value;
            }
        }
        throw line.error(given, "not a " + what + " from " + lowest + " to " + highest + ": \"" + text + "\"");
    }

    /** An option that was looked for and found. */
    static RuleLine.Given present(RuleLine.@Nullable Given given) {
        return Objects.requireNonNull(given);
    }

    /** The value of an option that has one. */
    String text(RuleLine.Given given) {
        String value = given.value();
        if (value == null || value.isEmpty()) {
            throw line.error(given, "a value is missing; write it after the option");
        }
        return value;
    }

    /** What a value's own checks refuse is refused at the option's place. */
    <T> T checked(RuleLine.@Nullable Given given, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            throw line.error(given, String.valueOf(e.getMessage()));
        }
    }
}
