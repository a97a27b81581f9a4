package io.github.lvs4j.vrrp;

/** What a program asks a virtual router or a sync group for through its {@link VrrpControl}. */
public enum VrrpRequest {
    /** Step down, and leave mastership to others while there is another. */
    RELEASE("release"),
    /** Step down, and stay backup whatever happens. */
    HOLD("hold"),
    /** Contend again, and take over. */
    PREFER("prefer"),
    /** Contend with another priority from now on. */
    PRIORITY("priority change");

    private final String phrase;

    VrrpRequest(String phrase) {
        this.phrase = phrase;
    }

    /**
     * The request as a phrase for a log line.
     *
     * @return a few words
     */
    public String phrase() {
        return phrase;
    }
}
