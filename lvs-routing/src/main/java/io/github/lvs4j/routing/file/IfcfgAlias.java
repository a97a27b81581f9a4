package io.github.lvs4j.routing.file;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.route.InterfaceAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An {@code ifcfg-DEV:N} file, which a shell reads: assignments, the last of a name counts (sysconfig.txt of initscripts). */
final class IfcfgAlias {

    private static final String HEADER = "# Written by lvs4j.";
    private static final Pattern ASSIGNMENT = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)");

    private IfcfgAlias() {}

    static String fileName(InterfaceAddress address) {
        if (address.prefix().family() != AddressFamily.INET) {
            throw new IllegalArgumentException("address " + address.prefix()
                    + ": network scripts have alias files for IPv4 only; write an IPv6 address by hand as"
                    + " IPV6ADDR_SECONDARIES in ifcfg-" + address.interfaceName());
        }
        String label = address.label()
                .filter(text -> text.indexOf(':') > 0)
                .orElseThrow(() -> new IllegalArgumentException("address " + address.prefix() + " on "
                        + address.interfaceName() + " has no label to name its file after; give it one, as "
                        + address.interfaceName() + ":1"));
        return "ifcfg-" + label;
    }

    /** The file's new text; the old one if it says the same. */
    static String text(Path path, Optional<String> old, InterfaceAddress address) {
        Map<String, String> wanted = wanted(address);
        if (old.isEmpty()) {
            return HEADER + "\n" + assignments(wanted);
        }
        if (isOurs(old.get())) {
            return rewrite(old.get(), wanted);
        }
        refuseOther(path, old.get(), address);
        return old.get();
    }

    private static Map<String, String> wanted(InterfaceAddress address) {
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("DEVICE", "\"" + address.label().orElseThrow() + "\"");
        wanted.put("BOOTPROTO", "\"none\"");
        wanted.put("ONBOOT", "\"yes\"");
        wanted.put("IPADDR", IpAddress.format(address.prefix().address()));
        wanted.put("NETMASK", netmask(address.prefix()));
        wanted.put("TYPE", "\"Ethernet\"");
        return wanted;
    }

    /** Whether the file is one of ours and nobody has added to it. */
    static boolean isDisposable(String text) {
        return isOurs(text)
                && TextFile.lines(text).stream()
                        .filter(line -> !line.equals(HEADER) && !line.isBlank())
                        .allMatch(line -> assignment(line)
                                .filter(match -> List.of("DEVICE", "BOOTPROTO", "ONBOOT", "IPADDR", "NETMASK", "TYPE")
                                        .contains(match.group(1)))
                                .isPresent());
    }

    static boolean isOurs(String text) {
        return TextFile.lines(text).contains(HEADER);
    }

    /** Changes the values that differ, in place; lines and names of others stay. */
    private static String rewrite(String old, Map<String, String> wanted) {
        StringBuilder text = new StringBuilder();
        Map<String, String> left = new LinkedHashMap<>(wanted);
        for (String line : TextFile.lines(old)) {
            Optional<Matcher> assignment = assignment(line);
            String name = assignment.map(match -> match.group(1)).orElse("");
            if (wanted.containsKey(name) && !value(assignment.orElseThrow()).equals(unquoted(wanted.get(name)))) {
                text.append(name).append('=').append(wanted.get(name)).append('\n');
            } else {
                text.append(line).append('\n');
            }
            left.remove(name);
        }
        return text.append(assignments(left)).toString();
    }

    private static void refuseOther(Path path, String text, InterfaceAddress address) {
        String address4 = "";
        String netmask = "";
        int addressLine = 0;
        int number = 0;
        for (String line : TextFile.lines(text)) {
            number++;
            Matcher match = assignment(line).orElse(null);
            if (match == null) {
                continue;
            }
            String value = value(match);
            if (match.group(1).matches("IPADDR0?")) {
                address4 = value;
                addressLine = number;
            } else if (match.group(1).matches("NETMASK0?") && netmask.isEmpty()) {
                netmask = value;
            } else if (match.group(1).matches("PREFIX0?") && value.matches("[0-9]|[12][0-9]|3[0-2]")) {
                netmask = netmask(new IpPrefix(IpAddress.parse("0.0.0.0"), Integer.parseInt(value)));
            }
        }
        boolean same = address4.equals(IpAddress.format(address.prefix().address()))
                && netmask.equals(netmask(address.prefix()));
        if (!same) {
            throw new FileConflictException(
                    path,
                    addressLine,
                    "the file is somebody else's and gives " + address.label().orElse("") + " the address "
                            + (address4.isEmpty() ? "none" : address4 + " netmask " + netmask) + ", not "
                            + address.prefix() + "; choose another label, or remove the file");
        }
    }

    private static Optional<Matcher> assignment(String line) {
        Matcher match = ASSIGNMENT.matcher(line);
        return match.matches() ? Optional.of(match) : Optional.empty();
    }

    private static String value(Matcher assignment) {
        return unquoted(assignment.group(2));
    }

    private static String unquoted(String text) {
        String value = text.strip();
        boolean quoted = value.length() > 1
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.indexOf(value.charAt(0), 1) == value.length() - 1;
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static String assignments(Map<String, String> values) {
        StringBuilder text = new StringBuilder();
        values.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        return text.toString();
    }

    private static String netmask(IpPrefix prefix) {
        long bits = prefix.length() == 0 ? 0 : (0xffff_ffffL << (32 - prefix.length())) & 0xffff_ffffL;
        return (bits >> 24) + "." + ((bits >> 16) & 0xff) + "." + ((bits >> 8) & 0xff) + "." + (bits & 0xff);
    }
}
