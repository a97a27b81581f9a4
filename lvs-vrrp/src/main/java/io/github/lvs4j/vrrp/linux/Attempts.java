package io.github.lvs4j.vrrp.linux;

import io.github.lvs4j.error.NotFoundException;
import org.jspecify.annotations.Nullable;

/** Several things to do of which all are tried; the first failure is thrown at the end, with the others. One thread. */
final class Attempts {

    private @Nullable RuntimeException first;

    void make(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            if (first == null) {
                first = failure;
            } else {
                first.addSuppressed(failure);
            }
        }
    }

    /** What is gone already, removed by somebody else or with its interface, is as wanted. */
    void removal(Runnable task) {
        make(() -> {
            try {
                task.run();
            } catch (NotFoundException gone) {
                // as wanted
            }
        });
    }

    void end() {
        RuntimeException failure = first;
        if (failure != null) {
            throw failure;
        }
    }
}
