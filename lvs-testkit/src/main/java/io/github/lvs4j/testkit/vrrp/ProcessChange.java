package io.github.lvs4j.testkit.vrrp;

/** What befalls a process. */
public enum ProcessChange {
    /** It begins. */
    STARTED("process starts"),
    /** It ends in order. */
    STOPPED("process stops in order"),
    /** It is killed: its sockets are gone, what it did to the kernel stays. */
    KILLED("process is killed"),
    /** It stands still; its kernel goes on. */
    FROZEN("process is frozen"),
    /** It goes on. */
    RESUMED("process goes on");

    private final String phrase;

    ProcessChange(String phrase) {
        this.phrase = phrase;
    }

    /**
     * The change in words.
     *
     * @return a few words
     */
    public String phrase() {
        return phrase;
    }
}
