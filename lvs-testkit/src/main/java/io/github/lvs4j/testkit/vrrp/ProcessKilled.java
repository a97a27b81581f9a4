package io.github.lvs4j.testkit.vrrp;

/** Unwinds what a process was doing when it was killed. No handler of a program catches it. */
final class ProcessKilled extends Error {

    private static final long serialVersionUID = 1L;

    ProcessKilled() {
        super("the process is killed", null, false, false);
    }
}
