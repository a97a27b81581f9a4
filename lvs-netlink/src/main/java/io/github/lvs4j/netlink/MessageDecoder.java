package io.github.lvs4j.netlink;

import org.jspecify.annotations.Nullable;

/**
 * Makes a value of a reply. Called while the channel is held: must not use the channel.
 *
 * @param <T> the value
 */
@FunctionalInterface
public interface MessageDecoder<T> {

    /**
     * Reads one message.
     *
     * @param message valid during the call
     * @return the value; null if the message is of no interest
     */
    @Nullable
    T decode(MessageReader message);
}
