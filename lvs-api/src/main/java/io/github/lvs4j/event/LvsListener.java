package io.github.lvs4j.event;

/**
 * Receives events, one at a time and in the order in which they happened, on a thread that belongs to the notifying
 * part and does no other work: a slow listener delays later events to itself, never a decision.
 *
 * @param <E> the kind of events
 */
@FunctionalInterface
public interface LvsListener<E extends LvsEvent> {

    /**
     * Called for each event. What it throws is handed to the {@link ErrorHandler} and has no other effect.
     *
     * @param event what happened
     */
    void onEvent(E event);
}
