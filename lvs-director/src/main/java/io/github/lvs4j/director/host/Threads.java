package io.github.lvs4j.director.host;

import java.util.concurrent.ThreadFactory;

/** Names for the director's threads; daemons all, so that a program that forgets to close still ends. */
final class Threads {

    private Threads() {}

    static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
