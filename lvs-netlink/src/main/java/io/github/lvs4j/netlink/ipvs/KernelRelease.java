package io.github.lvs4j.netlink.ipvs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The release of a kernel, as uname(2) tells it.
 *
 * @param text as "4.18.0-553.el8.x86_64"
 * @param major 0, as the others, if the text is of no known form
 * @param minor the second number
 * @param patch the third number
 */
record KernelRelease(String text, int major, int minor, int patch) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})(?:\\.([0-9]{1,4}))?.*");

    /** The release of the kernel that this program runs on. */
    static KernelRelease running() {
        return of(System.getProperty("os.version", ""));
    }

    /** Reads a release; what is of no known form is older than everything. */
    static KernelRelease of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return new KernelRelease(text, 0, 0, 0);
        }
        String patch = matcher.group(3);
        return new KernelRelease(
                text,
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                patch == null ? 0 : Integer.parseInt(patch));
    }

    boolean isKnown() {
        return major > 0;
    }

    boolean isAtLeast(KernelRelease other) {
        if (major != other.major) {
            return major > other.major;
        }
        return minor != other.minor ? minor > other.minor : patch >= other.patch;
    }
}
