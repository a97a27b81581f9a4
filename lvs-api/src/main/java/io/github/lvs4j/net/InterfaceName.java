package io.github.lvs4j.net;

/**
 * The name of a network interface, by the kernel's rule (dev_valid_name in net/core/dev.c): 1 to 15 bytes, no slash, no
 * colon, no white space, not "." or "..".
 *
 * @param value the name
 */
public record InterfaceName(String value) {

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if the kernel would refuse it
     */
    public InterfaceName {
        boolean wrong = value.isEmpty()
                || value.length() > 15
                || value.equals(".")
                || value.equals("..")
                || !value.chars().allMatch(c -> c > ' ' && c < 127 && c != '/' && c != ':');
        if (wrong) {
            throw new IllegalArgumentException(
                    "not an interface name: \"" + value + "\" (1 to 15 characters, no blank, slash or colon)");
        }
    }

    /**
     * An interface name.
     *
     * @param value the name
     * @return the checked name
     * @throws IllegalArgumentException if the kernel would refuse it
     */
    public static InterfaceName of(String value) {
        return new InterfaceName(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
