package io.github.lvs4j.director.conf;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * What a check's block says, before the words that it inherits from its real server and virtual server are known:
 * keepalived lets them stand anywhere in the file.
 */
abstract class CheckDraft {

    final Position position;
    final TimingDraft timing = new TimingDraft();
    Optional<InetAddress> connectAddress = Optional.empty();
    Optional<Integer> connectPort = Optional.empty();
    Optional<InetAddress> bindAddress = Optional.empty();
    int bindPort;

    CheckDraft(Position position) {
        this.position = position;
    }

    /** The words that every check knows. */
    Keywords commonWords(Keywords keywords) {
        timing.words(keywords);
        return keywords.on("connect_ip", arguments -> connectAddress = arguments.address("an address"))
                .on("connect_port", arguments -> {
                    var port = arguments.number("port", 1, 65535);
                    connectPort = port.isPresent() ? Optional.of(port.getAsInt()) : Optional.empty();
                })
                .on("bindto", arguments -> bindAddress = arguments.address("an address"))
                .on("bind_port", arguments -> arguments.number("port", 1, 65535).ifPresent(port -> bindPort = port));
    }

    /** The wait between a failure and the next attempt when nobody sets one (keepalived.conf(5)). */
    abstract Duration defaultDelayBeforeRetry();
}
