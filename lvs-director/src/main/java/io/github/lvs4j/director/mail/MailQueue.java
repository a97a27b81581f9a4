package io.github.lvs4j.director.mail;

import io.github.lvs4j.event.ErrorHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Messages waiting for the mail server, delivered in order by a thread of their own. Thread-safe; {@link #offer} never
 * waits for the network, so any loop may call it.
 */
public final class MailQueue implements AutoCloseable {

    private static final Duration CLOSING_GRACE = Duration.ofSeconds(5);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(10);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<MailMessage> waiting = new ArrayDeque<>();
    private final MailSettings settings;
    private final MailTransport transport;
    private final ErrorHandler errors;
    private final Thread thread;
    private boolean closing;
    private long dropped;
    private long delivered;

    /**
     * Starts the mail thread.
     *
     * @param settings where to, how often, how many
     * @param transport who delivers
     * @param errors told of each message that is dropped or given up
     */
    public MailQueue(MailSettings settings, MailTransport transport, ErrorHandler errors) {
        this.settings = settings;
        this.transport = transport;
        this.errors = errors;
        this.thread = new Thread(this::run, "lvs4j-mail");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Puts a message at the end.
     *
     * @param message what to send
     * @return false if the queue is full or closed; the message is dropped then, and reported
     */
    public boolean offer(MailMessage message) {
        lock.lock();
        try {
            if (!closing && waiting.size() < settings.queueCapacity()) {
                waiting.add(message);
                changed.signalAll();
                return true;
            }
            dropped++;
        } finally {
            lock.unlock();
        }
        errors.onError(
                "mail \"" + message.subject() + "\"",
                new IOException("dropped: the queue of " + settings.queueCapacity() + " messages is full or closed"));
        return false;
    }

    /**
     * How many messages the server has taken.
     *
     * @return a count since the start
     */
    public long delivered() {
        lock.lock();
        try {
            return delivered;
        } finally {
            lock.unlock();
        }
    }

    /**
     * How many messages were dropped or given up.
     *
     * @return a count since the start
     */
    public long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes no more messages, tries each waiting one once more within 5 s in all, and ends the thread. What is left then is
     * reported as dropped.
     */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(CLOSING_GRACE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
        int left;
        lock.lock();
        try {
            left = waiting.size();
            dropped += left;
            waiting.clear();
        } finally {
            lock.unlock();
        }
        if (left > 0) {
            errors.onError("mail", new IOException(left + " messages were still waiting when the director closed"));
        }
    }

    private void run() {
        try {
            Optional<MailMessage> head;
            while ((head = awaitHead()).isPresent()) {
                deliver(head.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<MailMessage> awaitHead() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closing) {
                changed.await();
            }
            return Optional.ofNullable(waiting.peek());
        } finally {
            lock.unlock();
        }
    }

    private void deliver(MailMessage message) throws InterruptedException {
        Duration delay = settings.retryDelay();
        for (int attempt = 1; ; attempt++) {
            try {
                transport.deliver(settings, message);
                finish(true);
                return;
            } catch (IOException | RuntimeException e) {
                boolean last = attempt >= settings.attempts() || !pause(delay);
                if (last) {
                    finish(false);
                    errors.onError("mail \"" + message.subject() + "\" given up after " + attempt + " attempts", e);
                    return;
                }
                Duration doubled = delay.multipliedBy(2);
                delay = doubled.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : doubled;
            }
        }
    }

    /** Waits before the next attempt; false when the queue is closing and there will be none. */
    private boolean pause(Duration delay) throws InterruptedException {
        lock.lock();
        try {
            long left = delay.toNanos();
            while (left > 0 && !closing) {
                left = changed.awaitNanos(left);
            }
            return !closing;
        } finally {
            lock.unlock();
        }
    }

    private void finish(boolean success) {
        lock.lock();
        try {
            waiting.poll();
            if (success) {
                delivered++;
            } else {
                dropped++;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
