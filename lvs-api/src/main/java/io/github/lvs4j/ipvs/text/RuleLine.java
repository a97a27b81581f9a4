package io.github.lvs4j.ipvs.text;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One line of rules as its options, split as popt(3) splits what {@code ipvsadm} is given: short options may be bundled, a
 * value may follow in the same word, after an equals sign, or as the next word. Confined to one thread.
 */
final class RuleLine {

    private static final Set<String> OTHER_COMMANDS = Set.of(
            "-E",
            "-D",
            "-C",
            "-R",
            "-S",
            "-e",
            "-d",
            "-L",
            "-l",
            "-Z",
            "-h",
            "-v",
            "--edit-service",
            "--delete-service",
            "--clear",
            "--restore",
            "--save",
            "--edit-server",
            "--delete-server",
            "--list",
            "--zero",
            "--set",
            "--start-daemon",
            "--stop-daemon",
            "--help",
            "--version");

    /** A word of the line, with the column of its first character. */
    private record Word(int column, String text) {}

    /** An option's value, with the column of its first character. */
    record Given(int column, @Nullable String value) {}

    private final int number;
    private final List<Word> words;
    private final Map<RuleOption, Given> options = new EnumMap<>(RuleOption.class);
    private final List<RuleOption> order = new ArrayList<>();
    private int next;

    /**
     * Splits a line.
     *
     * @param number of the line, from 1
     * @param text without its line break
     * @throws MalformedRulesException if it is no line of rules
     */
    RuleLine(int number, String text) {
        this.number = number;
        this.words = words(text);
        if (!isEmpty()) {
            read();
            checkPlaces();
        }
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    /** {@link RuleOption#ADD_SERVICE} or {@link RuleOption#ADD_SERVER}. */
    RuleOption command() {
        return order.get(0);
    }

    boolean has(RuleOption option) {
        return options.containsKey(option);
    }

    @Nullable
    Given get(RuleOption option) {
        return options.get(option);
    }

    /** Which of some options that exclude each other is there. */
    @Nullable
    RuleOption oneOf(List<RuleOption> exclusive) {
        RuleOption found = null;
        for (RuleOption option : order) {
            if (exclusive.contains(option)) {
                if (found != null) {
                    throw error(get(option), "options " + found + " and " + option + " exclude each other; remove one");
                }
                found = option;
            }
        }
        return found;
    }

    /** Whether one option stands before another. */
    boolean isBefore(RuleOption first, RuleOption second) {
        return has(first) && (!has(second) || order.indexOf(first) < order.indexOf(second));
    }

    MalformedRulesException error(@Nullable Given at, String what) {
        return new MalformedRulesException(number, at == null ? words.get(0).column() : at.column(), what);
    }

    private MalformedRulesException error(int column, String what) {
        return new MalformedRulesException(number, column, what);
    }

    private static List<Word> words(String text) {
        List<Word> words = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            int start = i;
            while (i < text.length() && text.charAt(i) > ' ') {
                i++;
            }
            if (i > start) {
                words.add(new Word(start + 1, text.substring(start, i)));
            }
            i++;
        }
        return words;
    }

    private void read() {
        if (words.get(0).text().equals("ipvsadm")) {
            next = 1;
        }
        if (next == words.size()) {
            throw error(words.get(0).column(), "no command; write -A for a virtual service or -a for a real server");
        }
        while (next < words.size()) {
            Word word = words.get(next++);
            if (word.text().startsWith("--")) {
                readLong(word);
            } else if (word.text().startsWith("-") && word.text().length() > 1) {
                readShort(word);
            } else {
                throw stray(word);
            }
        }
    }

    private MalformedRulesException stray(Word word) {
        if (word.text().startsWith("#")) {
            return error(word.column(), "rules have no comments, for ipvsadm -R neither; remove it");
        }
        return error(
                word.column(),
                "\"" + word.text() + "\" belongs to no option"
                        + (order.isEmpty()
                                ? "; a rule begins with -A or -a"
                                : "; remove it, or write its option before it"));
    }

    private void readLong(Word word) {
        int equals = word.text().indexOf('=');
        String name = equals < 0 ? word.text() : word.text().substring(0, equals);
        RuleOption option = option(word.column(), name);
        if (equals < 0) {
            add(word.column(), option, valueAfter(word.column(), option));
        } else if (option.value == RuleOption.Value.NONE) {
            throw error(word.column() + equals, "option " + option + " takes no value; remove it");
        } else {
            add(
                    word.column(),
                    option,
                    new Given(word.column() + equals + 1, word.text().substring(equals + 1)));
        }
    }

    private void readShort(Word word) {
        int i = 1;
        while (i < word.text().length()) {
            int column = i == 1 ? word.column() : word.column() + i;
            RuleOption option = option(column, "-" + word.text().charAt(i++));
            if (option.value == RuleOption.Value.NONE) {
                add(column, option, new Given(column, null));
                continue;
            }
            if (i == word.text().length()) {
                add(column, option, valueAfter(column, option));
                return;
            }
            int start = word.text().charAt(i) == '=' ? i + 1 : i;
            add(column, option, new Given(word.column() + start, word.text().substring(start)));
            return;
        }
    }

    private RuleOption option(int column, String name) {
        RuleOption option = RuleOption.find(name);
        if (option != null) {
            return option;
        }
        if (OTHER_COMMANDS.contains(name)) {
            throw error(
                    column,
                    "command " + name + " does not describe a table; only -A and -a do."
                            + " Let ipvsadm -R carry this file out, and save the outcome with ipvsadm -Sn");
        }
        throw error(column, "unknown option " + name + "; ipvsadm(8) names those that there are");
    }

    /** The next word, if it is one: a number may be negative, anything else with a hyphen is the next option. */
    private Given valueAfter(int column, RuleOption option) {
        if (option.value == RuleOption.Value.NONE) {
            return new Given(column, null);
        }
        if (next < words.size()) {
            Word word = words.get(next);
            boolean negative =
                    option.value == RuleOption.Value.NEEDED && word.text().matches("-[0-9]+");
            if (!word.text().startsWith("-") || negative) {
                next++;
                return new Given(word.column(), word.text());
            }
        }
        if (option.value == RuleOption.Value.NEEDED) {
            throw error(column, "option " + option + " needs a value; write it after the option");
        }
        return new Given(column, null);
    }

    private void add(int column, RuleOption option, Given given) {
        boolean command = option.place == RuleOption.Place.COMMAND;
        if (order.isEmpty() && !command) {
            throw error(column, "a rule begins with its command; write -A or -a before option " + option);
        }
        if (!order.isEmpty() && command) {
            throw error(
                    column,
                    "a rule has one command, this one " + command() + "; write " + option + " on a line of its own");
        }
        if (options.putIfAbsent(option, given) != null) {
            throw error(column, "option " + option + " is given twice; remove one");
        }
        order.add(option);
    }

    private void checkPlaces() {
        RuleOption.Place other =
                command() == RuleOption.ADD_SERVICE ? RuleOption.Place.SERVER : RuleOption.Place.SERVICE;
        for (RuleOption option : order) {
            if (option.place == other) {
                throw error(
                        get(option),
                        "option " + option + " belongs to a "
                                + (other == RuleOption.Place.SERVER ? "real server (-a)" : "virtual service (-A)")
                                + "; write it on that line");
            }
        }
    }
}
