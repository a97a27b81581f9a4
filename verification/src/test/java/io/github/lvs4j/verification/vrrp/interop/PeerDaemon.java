package io.github.lvs4j.verification.vrrp.interop;

/** The other program on its host. Confined to the thread of its bed. */
interface PeerDaemon {

    /** Starts it, for the first time or again. */
    void start();

    /** SIGTERM, and waits for its end. */
    void stop();

    /** SIGKILL to all that belongs to it. */
    void kill();

    /** Its state by its own log: MASTER, BACKUP, or something else. */
    String state();

    /** What it logged, for the message of a failure. */
    String log();
}
