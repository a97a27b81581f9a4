package io.github.lvs4j.event;

/**
 * Something that happened and may interest the embedding program. Plain, because a sealed interface cannot span modules:
 * each module seals its own kind below this one. Events are immutable.
 */
public interface LvsEvent {

    /**
     * The event as one line for a log.
     *
     * @return a sentence without a line break
     */
    String describe();
}
