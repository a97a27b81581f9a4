package io.github.lvs4j.director.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class MailQueueTest {

    private final List<String> delivered = Collections.synchronizedList(new ArrayList<>());
    private final List<String> reported = Collections.synchronizedList(new ArrayList<>());

    @Test
    void shouldDeliverInOrderAndTryAgain() throws InterruptedException {
        AtomicInteger attempts = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(2);
        MailTransport transport = (settings, message) -> {
            if (attempts.incrementAndGet() < 3) {
                throw new IOException("not now");
            }
            delivered.add(message.subject());
            done.countDown();
        };
        try (MailQueue queue = queue(transport, 10, 5)) {
            queue.offer(new MailMessage("one", ""));
            queue.offer(new MailMessage("two", ""));
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(delivered).containsExactly("one", "two");
        assertThat(reported).isEmpty();
    }

    @Test
    void shouldGiveUpAfterTheLastAttemptAndSaySo() throws InterruptedException {
        CountDownLatch second = new CountDownLatch(1);
        MailTransport transport = (settings, message) -> {
            if (message.subject().equals("one")) {
                throw new IOException("550 no");
            }
            second.countDown();
        };
        try (MailQueue queue = queue(transport, 10, 2)) {
            queue.offer(new MailMessage("one", ""));
            queue.offer(new MailMessage("two", ""));
            assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(queue.dropped()).isEqualTo(1);
        }

        assertThat(reported).containsExactly("mail \"one\" given up after 2 attempts: 550 no");
    }

    @Test
    void shouldRefuseWhatDoesNotFitAndNeverWait() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        MailTransport transport = (settings, message) -> {
            busy.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        };
        try (MailQueue queue = queue(transport, 2, 1)) {
            assertThat(queue.offer(new MailMessage("one", ""))).isTrue();
            busy.await();
            assertThat(queue.offer(new MailMessage("two", ""))).isTrue();
            assertThat(queue.offer(new MailMessage("three", ""))).isFalse();
            release.countDown();
        }

        assertThat(reported).hasSize(1).first().asString().contains("three").contains("full");
    }

    @Test
    void shouldTryWhatIsWaitingOnceMoreWhenItCloses() {
        AtomicInteger attempts = new AtomicInteger();
        MailTransport transport = (settings, message) -> {
            attempts.incrementAndGet();
            throw new IOException("down");
        };
        MailQueue queue = new MailQueue(settings(10, 100, Duration.ofHours(1)), transport, this::report);
        queue.offer(new MailMessage("one", ""));
        queue.offer(new MailMessage("two", ""));
        queue.close();

        assertThat(queue.dropped()).isEqualTo(2);
        assertThat(attempts.get()).isBetween(2, 3);
        assertThat(queue.offer(new MailMessage("late", ""))).isFalse();
    }

    private MailQueue queue(MailTransport transport, int capacity, int attempts) {
        return new MailQueue(settings(capacity, attempts, Duration.ofMillis(1)), transport, this::report);
    }

    private void report(String where, Throwable failure) {
        reported.add(where + ": " + failure.getMessage());
    }

    private static MailSettings settings(int capacity, int attempts, Duration delay) {
        return MailSettings.builder()
                .server("192.0.2.25")
                .sender("a@example.org")
                .addRecipients("b@example.org")
                .queueCapacity(capacity)
                .attempts(attempts)
                .retryDelay(delay)
                .build();
    }
}
