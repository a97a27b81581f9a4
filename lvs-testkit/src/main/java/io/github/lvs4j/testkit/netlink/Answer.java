package io.github.lvs4j.testkit.netlink;

import io.github.lvs4j.error.LvsException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What one receive gives: a datagram, or a failure. */
record Answer(byte[] bytes, @Nullable LvsException failure) {

    private static final byte[] NOTHING = {};

    static Answer of(byte[] datagram) {
        return new Answer(datagram, null);
    }

    static Answer failing(LvsException failure) {
        return new Answer(NOTHING, failure);
    }

    Answer changed(UnaryOperator<byte[]> change) {
        return failure == null ? of(change.apply(bytes)) : this;
    }
}
