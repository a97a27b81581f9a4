package io.github.lvs4j.vrrp;

/** Why a request to a {@link VrrpControl} did not reach its end. */
public enum HandoverFailure {
    /** The deadline passed, and no other router had taken over in every member. */
    NOBODY_TOOK_OVER("no other router has taken over by the deadline"),
    /** Nobody took over within the master down interval, so that this router is master again. */
    MASTER_AGAIN("no other router took over, so this one is master again"),
    /** Another master ranks higher, so that this router cannot take over before that one goes away. */
    OUTRANKED("another master ranks higher"),
    /** The deadline passed before mastership was confirmed or the election was settled. */
    NOT_SETTLED("the election was not settled by the deadline"),
    /** A fault kept the router, or a member of the group, from taking part until the deadline. */
    AT_FAULT("a fault keeps it from taking part"),
    /** A newer request has taken the place of this one. */
    REPLACED("a newer request replaced it"),
    /** The router owns its addresses (priority 255): its rank is not at anyone's disposal. */
    OWNER("an owner's priority is 255 always"),
    /** The router was stopped. */
    STOPPED("the router was stopped");

    private final String phrase;

    HandoverFailure(String phrase) {
        this.phrase = phrase;
    }

    /**
     * The failure as a phrase for a log line.
     *
     * @return a few words
     */
    public String phrase() {
        return phrase;
    }
}
