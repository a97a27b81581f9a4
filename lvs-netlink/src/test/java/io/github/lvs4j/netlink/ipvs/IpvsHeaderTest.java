package io.github.lvs4j.netlink.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every command and attribute of the kernel's header is known, under its number. */
class IpvsHeaderTest {

    private static final Path HEADER = Path.of("/usr/include/linux/ip_vs.h");
    private static final Pattern ENUM = Pattern.compile("enum \\{(.*?)\\}", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("\\b(IPVS_[A-Z0-9_]+)");

    /** Used by nobody: lengths of enums, placeholders, and the command of a reply, which is not looked at. */
    private static boolean isMarker(String name) {
        return name.endsWith("_UNSPEC")
                || name.endsWith("_MAX")
                || name.endsWith("_PAD")
                || name.equals("IPVS_CMD_SET_INFO");
    }

    private static Map<String, Integer> header() throws IOException {
        Map<String, Integer> numbers = new TreeMap<>();
        String text = Files.readString(HEADER).replaceAll("(?s)/\\*.*?\\*/", "");
        Matcher enums = ENUM.matcher(text);
        while (enums.find()) {
            Matcher names = NAME.matcher(enums.group(1));
            for (int number = 0; names.find(); number++) {
                if (!isMarker(names.group(1))) {
                    numbers.put(names.group(1), number);
                }
            }
        }
        return numbers;
    }

    private static Map<String, Integer> ours() throws IllegalAccessException {
        Map<String, Integer> numbers = new TreeMap<>();
        for (Field field : IpvsAttribute.class.getDeclaredFields()) {
            String name = field.getName();
            if (!isNumber(field) || name.startsWith("FLAG_") || name.equals("FORWARDING_MASK")) {
                continue;
            }
            Matcher object =
                    Pattern.compile("(SVC|DEST|STATS|DAEMON|INFO)_(.+)").matcher(name);
            String full =
                    object.matches() ? "IPVS_" + object.group(1) + "_ATTR_" + object.group(2) : "IPVS_CMD_ATTR_" + name;
            numbers.put(full, field.getInt(null));
        }
        for (Field field : IpvsCommand.class.getDeclaredFields()) {
            if (isNumber(field) && !field.getName().equals("VERSION")) {
                numbers.put("IPVS_CMD_" + field.getName(), field.getInt(null));
            }
        }
        return numbers;
    }

    private static boolean isNumber(Field field) {
        return Modifier.isStatic(field.getModifiers()) && field.getType() == int.class;
    }

    @Test
    void shouldKnowEveryNameOfTheHeaderAndNoOther() throws Exception {
        assumeTrue(Files.isReadable(HEADER), "needs " + HEADER + "; install it with: apt-get install linux-libc-dev");
        assertThat(ours()).isEqualTo(header());
    }
}
