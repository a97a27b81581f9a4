package io.github.lvs4j.netlink;

/**
 * The hot path of {@link NetlinkChannel#batch}: two system calls for up to 128 requests, no allocation per request.
 * Confined to the channel's turn.
 */
final class BatchSender {

    /** With default socket buffers some 237 replies fit unread, so 128 can never overrun. */
    private static final int MOST = 128;

    /** No further message is begun beyond this; the buffer has as much again for the one under way. */
    private static final int ENOUGH = 32 * 1024;

    private final Wire wire;
    private final MessageWriter writer;
    private final MessageReader reader;
    private final long[] answered = new long[MOST / 64];

    BatchSender(Wire wire, MessageWriter writer, MessageReader reader) {
        this.wire = wire;
        this.writer = writer;
        this.reader = reader;
    }

    BatchOutcome send(Object operation, int count, int base, MessageEncoder requests) {
        BatchOutcome outcome = new BatchOutcome(count);
        int first = 0;
        while (first < count && outcome.breakOff() == null) {
            int end;
            try {
                end = encode(first, count, base, requests);
                wire.send(operation, writer.length());
            } catch (RuntimeException e) {
                outcome.brokeOff(first, e);
                return outcome;
            }
            outcome.sent(end);
            drain(operation, first, end, base, outcome);
            first = end;
        }
        return outcome;
    }

    private int encode(int first, int count, int base, MessageEncoder requests) {
        writer.clear();
        int limit = Math.min(count, first + MOST);
        int index = first;
        while (index < limit && writer.length() < ENOUGH) {
            int before = writer.length();
            writer.sequence(base + index);
            requests.encode(index, writer);
            if (!writer.isClosed() || writer.length() == before) {
                throw new IllegalStateException("the encoder did not write one whole message");
            }
            index++;
        }
        writer.acknowledgeLast();
        return index;
    }

    /**
     * Reads answers until the last request's; the kernel queued them all before the send returned. What cannot be read does
     * not keep the rest from being read: what stays without an answer is unknown.
     */
    private void drain(Object operation, int first, int end, int base, BatchOutcome outcome) {
        answered[0] = 0;
        answered[1] = 0;
        boolean lost = false;
        boolean done = false;
        RuntimeException failure = null;
        while (!done) {
            try {
                int length = wire.receive(operation);
                if (length == 0) {
                    failure = lost ? failure : Wire.unanswered(operation);
                    break;
                }
                lost |= length == Wire.LOST;
                done = length > 0 && readAnswers(first, end, base, outcome);
            } catch (MalformedMessageException e) {
                failure = NetlinkChannel.named(operation, e);
                lost = true;
            } catch (RuntimeException e) {
                failure = e;
                break;
            }
        }
        if (done) {
            wire.settle();
        }
        if (lost || !done) {
            int least = outcome.unknown(first, end, answered);
            if (failure != null && least >= 0) {
                outcome.brokeOff(least, failure);
            }
        }
    }

    private boolean readAnswers(int first, int end, int base, BatchOutcome outcome) {
        boolean last = false;
        while (reader.next()) {
            int offset = reader.sequence() - base - first;
            if (reader.type() != MessageFlags.TYPE_ERROR || offset < 0 || offset >= end - first || !wire.isOurs()) {
                continue;
            }
            int errno = reader.errno();
            answered[offset >> 6] |= 1L << (offset & 63);
            if (errno > 0) {
                outcome.refused(first + offset, errno);
            }
            last |= offset == end - first - 1;
        }
        return last;
    }
}
