package io.github.lvs4j.director.conf;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code real_server ADDRESS [PORT]} with its checks. */
final class RealServerReader {

    final Position position;
    final TimingDraft timing = new TimingDraft();
    final List<CheckDraft> checks = new ArrayList<>();
    Optional<InetAddress> address = Optional.empty();
    Optional<Integer> port = Optional.empty();
    Optional<Integer> weight = Optional.empty();
    Optional<Boolean> inhibit = Optional.empty();
    Optional<Boolean> mail = Optional.empty();
    Optional<String> virtualHost = Optional.empty();
    long upperThreshold;
    long lowerThreshold;

    RealServerReader(Position position) {
        this.position = position;
    }

    void read(Arguments block) {
        address = block.address("an address");
        port = readPort(block);
        block.end();
        timing.words(new Keywords("real_server", KnownWords.REAL_SERVER))
                .on("weight", arguments -> weight = readWeight(arguments))
                .on("inhibit_on_failure", arguments -> inhibit = arguments.flag())
                .on("smtp_alert", arguments -> mail = arguments.flag())
                .on("virtualhost", arguments -> virtualHost = arguments.text("a host name"))
                .on(
                        "uthreshold",
                        arguments -> arguments
                                .longNumber("number of connections", 0, 0xffff_ffffL)
                                .ifPresent(value -> upperThreshold = value))
                .on(
                        "lthreshold",
                        arguments -> arguments
                                .longNumber("number of connections", 0, 0xffff_ffffL)
                                .ifPresent(value -> lowerThreshold = value))
                .block("TCP_CHECK", this::tcpCheck)
                .block("HTTP_GET", check -> httpGet(check, false))
                .block("SSL_GET", check -> httpGet(check, true))
                .read(block.children(), block.report());
    }

    static Optional<Integer> readPort(Arguments arguments) {
        if (!arguments.hasNext()) {
            return Optional.empty();
        }
        var port = arguments.number("port", 0, 65535);
        return port.isPresent() ? Optional.of(port.getAsInt()) : Optional.empty();
    }

    static Optional<Integer> readWeight(Arguments arguments) {
        var weight = arguments.number("weight", 0, Integer.MAX_VALUE);
        return weight.isPresent() ? Optional.of(weight.getAsInt()) : Optional.empty();
    }

    private void tcpCheck(Arguments block) {
        TcpCheckReader check = new TcpCheckReader(block.statement().position());
        check.read(block);
        checks.add(check);
    }

    private void httpGet(Arguments block, boolean tls) {
        HttpGetReader check = new HttpGetReader(block.statement().position(), tls);
        check.read(block);
        checks.add(check);
    }
}
