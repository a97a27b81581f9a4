package io.github.lvs4j.director.conf;

import io.github.lvs4j.healthcheck.check.HttpProtocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code HTTP_GET} and {@code SSL_GET}: up when every url answers with the right status and body. */
final class HttpGetReader extends CheckDraft {

    final List<UrlReader> urls = new ArrayList<>();
    Optional<String> virtualHost = Optional.empty();
    HttpProtocol protocol = HttpProtocol.HTTP_1_0;
    boolean fastRecovery;

    final boolean tls;
    boolean indicatesName;
    Optional<String> serverName = Optional.empty();

    HttpGetReader(Position position, boolean tls) {
        super(position);
        this.tls = tls;
    }

    void read(Arguments block) {
        String name = block.statement().name();
        commonWords(new Keywords(name, KnownWords.HTTP_GET))
                .on("nb_get_retry", timing::retry)
                .on("virtualhost", arguments -> virtualHost = arguments.text("a host name"))
                .on("http_protocol", this::protocol)
                .on(
                        "fast_recovery",
                        arguments -> fastRecovery = arguments.flag().orElse(false))
                .on("enable_sni", arguments -> indicatesName = arguments.flag().orElse(false))
                .on("sni_name", arguments -> serverName = arguments.text("a host name"))
                .block("url", this::url)
                .read(block.children(), block.report());
        if (urls.isEmpty()) {
            block.report().error(position, name + " without a url asks nothing; add url { path / }");
        }
    }

    @Override
    Duration defaultDelayBeforeRetry() {
        return Duration.ofSeconds(3);
    }

    private void url(Arguments block) {
        UrlReader url = new UrlReader(block.statement().position());
        url.read(block);
        urls.add(url);
    }

    private void protocol(Arguments arguments) {
        arguments.word("1.0, 1.0C or 1.1").ifPresent(word -> {
            switch (word.text()) {
                case "1.0" -> protocol = HttpProtocol.HTTP_1_0;
                case "1.0C", "1.0c" -> protocol = HttpProtocol.HTTP_1_0_CLOSE;
                case "1.1" -> protocol = HttpProtocol.HTTP_1_1;
                default ->
                    arguments
                            .report()
                            .error(word.position(), "http_protocol \"" + word.text() + "\" is none of 1.0, 1.0C, 1.1");
            }
        });
    }
}
