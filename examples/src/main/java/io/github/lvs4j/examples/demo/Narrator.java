package io.github.lvs4j.examples.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Tells on standard output what is done and what is seen, each line with the seconds since the start. Colours only where the
 * environment variable LVS4J_COLOR is 1: the output of a virtual machine is never a terminal itself. Confined to one thread.
 */
public final class Narrator {

    private static final String BOLD = "1";
    private static final String GREEN = "32";
    private static final String RED = "31";
    private static final String DIM = "2";

    private final PrintStream out;
    private final boolean colour;
    private final long startNanos = System.nanoTime();
    private int steps;

    /**
     * A narrator.
     *
     * @param out where it writes
     * @param colour whether to mark lines by colour
     */
    public Narrator(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    /**
     * Begins a step.
     *
     * @param title what is done next
     */
    public void step(String title) {
        steps++;
        out.println();
        line(BOLD, steps + ". " + title);
    }

    /**
     * Tells what is done.
     *
     * @param text one sentence
     */
    public void say(String text) {
        line("", "   " + text);
    }

    /**
     * Tells what was expected and seen.
     *
     * @param text one sentence
     */
    public void seen(String text) {
        line(GREEN, "   \u2713 " + text);
    }

    /**
     * Shows what a tool printed.
     *
     * @param tool the command line
     * @param output its output
     */
    public void show(String tool, String output) {
        line(DIM, "   $ " + tool);
        output.lines().forEach(row -> out.println("            " + row));
    }

    /**
     * Tells why the demonstration ends early.
     *
     * @param why what was expected and not seen
     */
    public void failed(String why) {
        line(RED, "   \u2717 " + why);
    }

    /**
     * The time since the start.
     *
     * @return of this narrator
     */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    private void line(String code, String text) {
        String stamp = String.format(Locale.ROOT, "[%7.2f]", elapsed().toNanos() / 1e9);
        boolean plain = !colour || code.isEmpty();
        out.println(plain ? stamp + " " + text : stamp + " \u001b[" + code + "m" + text + "\u001b[0m");
        out.flush();
    }
}
