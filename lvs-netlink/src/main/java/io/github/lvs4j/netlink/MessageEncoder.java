package io.github.lvs4j.netlink;

/** Writes one request. Called while the channel is held: must not use the channel. */
@FunctionalInterface
public interface MessageEncoder {

    /**
     * Writes exactly one message, from {@link MessageWriter#begin} to {@link MessageWriter#end}.
     *
     * @param index which one, in a batch; 0 for a single request
     * @param into where to
     */
    void encode(int index, MessageWriter into);
}
