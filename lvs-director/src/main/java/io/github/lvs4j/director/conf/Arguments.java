package io.github.lvs4j.director.conf;

import io.github.lvs4j.net.IpAddress;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The words after a keyword, taken one by one. A word that is missing or wrong is reported and comes back empty, so that
 * reading goes on and finds the next mistake too.
 */
final class Arguments {

    private final Statement statement;
    private final Report report;
    private int next;

    Arguments(Statement statement, Report report) {
        this.statement = statement;
        this.report = report;
    }

    Statement statement() {
        return statement;
    }

    Report report() {
        return report;
    }

    List<Statement> children() {
        return statement.children();
    }

    boolean hasNext() {
        return next < statement.arguments().size();
    }

    /** The next word without taking it; the keyword itself when there is none, for its place. */
    Word peek() {
        return hasNext() ? statement.arguments().get(next) : statement.keyword();
    }

    Optional<Word> word(String what) {
        if (!hasNext()) {
            report.error(statement.position(), "\"" + statement.name() + "\" wants " + what + " after it");
            return Optional.empty();
        }
        return Optional.of(statement.arguments().get(next++));
    }

    Optional<String> text(String what) {
        return word(what).map(Word::text);
    }

    OptionalInt number(String what, int least, int most) {
        OptionalLong number = longNumber(what, least, most);
        return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
    }

    OptionalLong longNumber(String what, long least, long most) {
        Optional<Word> word = word(what);
        if (word.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long value = Long.parseLong(word.get().text());
            if (value >= least && value <= most) {
                return OptionalLong.of(value);
            }
            report.error(
                    word.get().position(),
                    what + " " + value + " of \"" + statement.name() + "\" is out of range: " + least + " to " + most);
        } catch (NumberFormatException e) {
            report.error(
                    word.get().position(),
                    "\"" + word.get().text() + "\" is no " + what + "; \"" + statement.name()
                            + "\" wants a number from " + least + " to " + most);
        }
        return OptionalLong.empty();
    }

    /** Seconds, with a fraction down to the microsecond keepalived counts in. */
    Optional<Duration> seconds(String what, Duration least, Duration most) {
        return word(what).flatMap(word -> {
            if (!word.text().matches("[0-9]{1,9}([.][0-9]{1,9})?")) {
                report.error(
                        word.position(),
                        "\"" + word.text() + "\" is no " + what + "; \"" + statement.name() + "\" wants seconds");
                return Optional.empty();
            }
            long nanos = new BigDecimal(word.text()).movePointRight(9).longValue();
            Duration value = Duration.ofNanos(nanos - nanos % 1000);
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                report.error(
                        word.position(),
                        what + " " + word.text() + " s of \"" + statement.name() + "\" is out of range: " + text(least)
                                + " to " + text(most) + " s");
                return Optional.empty();
            }
            return Optional.of(value);
        });
    }

    /** on, true, yes and nothing at all mean true; off, false, no mean false (keepalived.conf(5)). */
    Optional<Boolean> flag() {
        if (!hasNext()) {
            return Optional.of(true);
        }
        Word word = word("on or off").orElseThrow();
        switch (word.text()) {
            case "on", "true", "yes":
                return Optional.of(true);
            case "off", "false", "no":
                return Optional.of(false);
            default:
                report.error(
                        word.position(),
                        "\"" + word.text() + "\" after \"" + statement.name()
                                + "\" is neither on, true, yes nor off, false, no");
                return Optional.empty();
        }
    }

    Optional<InetAddress> address(String what) {
        return value(what, IpAddress::parse);
    }

    /** A value whose own factory says what is wrong with the text. */
    <T> Optional<T> value(String what, Function<String, T> factory) {
        return word(what).flatMap(word -> checked(word.position(), () -> factory.apply(word.text())));
    }

    /** Turns a refusal by a value's constructor into a remark at a place. */
    <T> Optional<T> checked(Position position, Supplier<T> supplier) {
        try {
            return Optional.of(supplier.get());
        } catch (IllegalArgumentException e) {
            report.error(position, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Whatever nobody took. */
    void end() {
        if (hasNext()) {
            report.unknown(
                    peek().position(),
                    "\"" + peek().text() + "\" after \"" + statement.name() + "\" has no meaning",
                    "it is left out",
                    Optional.empty());
            skip();
        }
    }

    void skip() {
        next = statement.arguments().size();
    }

    private static String text(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString();
    }
}
