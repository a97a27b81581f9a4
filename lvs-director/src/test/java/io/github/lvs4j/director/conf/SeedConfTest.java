package io.github.lvs4j.director.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.director.DirectorConfig;
import io.github.lvs4j.director.RealServerConfig;
import io.github.lvs4j.director.ServiceConfig;
import io.github.lvs4j.ipvs.ForwardingMethod;
import io.github.lvs4j.ipvs.Persistence;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.vrrp.Authentication;
import io.github.lvs4j.vrrp.SyncGroup;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The deployment this library was made for: its file, and the block in the article that it comes from. */
class SeedConfTest {

    private static final Path EXAMPLES = Path.of("../examples/seed");

    private static final ConfOptions OPTIONS = new ConfOptions(false, "lvs1");

    @Test
    void shouldReadTheSeedsFileWithTwoWarningsThatHaveAPlace() throws IOException {
        ConfReading reading = KeepalivedConf.read(EXAMPLES.resolve("keepalived.conf"), OPTIONS);

        assertThat(reading.diagnostics())
                .extracting(diagnostic ->
                        diagnostic.severity() + " " + diagnostic.position().line() + ":"
                                + diagnostic.position().column())
                .containsExactly("WARNING 18:5", "WARNING 63:21");
        assertThat(reading.diagnostics().get(0).message())
                .contains("smtp_alter")
                .contains("smtp_alert");
        assertThat(reading.diagnostics().get(1).message())
                .contains("nb_get_retry")
                .contains("retry");
        assertSeed(reading.orThrow());
    }

    @Test
    void shouldReadTheBlockOfTheArticleAsItStands() throws IOException {
        Optional<Path> seed = seedDirectory();
        if (!"true".equals(System.getenv("CI"))) {
            Assumptions.assumeTrue(seed.isPresent(), "shared/seed is not beside the checkout");
        }
        Path directory = seed.orElseThrow(() -> new AssertionError("shared/seed is not beside the checkout"));
        String article;
        try (Stream<Path> files = Files.list(directory)) {
            article = Files.readString(files.sorted().findFirst().orElseThrow());
        }
        String block = article.substring(article.indexOf("global_defs {"), article.indexOf("注意"));

        ConfReading reading = KeepalivedConf.parse(block, "article", OPTIONS);

        assertThat(reading.errors()).isEmpty();
        assertThat(reading.warnings()).hasSize(2);
        assertSeed(reading.orThrow());
    }

    @Test
    void shouldReadTheFourPortsBehindOneAddressWithoutARemark() throws IOException {
        ConfReading reading = KeepalivedConf.read(EXAMPLES.resolve("four-ports.conf"), OPTIONS);

        assertThat(reading.diagnostics()).isEmpty();
        ServiceConfig service = reading.orThrow().services().get(0);
        assertThat(service.service().scheduler()).isEqualTo(Scheduler.WRR);
        assertThat(service.service().persistence()).contains(Persistence.of(Duration.ofSeconds(60)));
        assertThat(service.realServers())
                .extracting(server ->
                        server.realServer().key() + " " + server.realServer().weight())
                .containsExactly(
                        "192.168.168.236:8001 2",
                        "192.168.168.236:8002 6",
                        "192.168.168.238:8003 3",
                        "192.168.168.238:8004 8");
        assertThat(service.realServers()).allMatch(RealServerConfig::inhibitOnFailure);
        assertThat(service.realServers()).allMatch(server -> server.checks().size() == 1);
    }

    /** The article lies outside the repository, beside the checkout or a few levels above. */
    private static Optional<Path> seedDirectory() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .map(path -> path.resolve("shared/seed"))
                .filter(Files::isDirectory)
                .findFirst();
    }

    private static void assertSeed(DirectorConfig config) {
        assertThat(config.routerId()).contains("DEMO");
        assertThat(config.mail()).hasValueSatisfying(mail -> {
            assertThat(mail.recipients()).containsExactly("admin@higkoo.org");
            assertThat(mail.sender()).isEqualTo("lvs@higkoo.org");
            assertThat(mail.server()).isEqualTo("127.0.0.1");
        });
        assertThat(config.mailedGroups()).containsExactly("HK_GRP1");
        assertThat(config.mailedRouters()).isEmpty();
        VrrpConfig vrrp = config.vrrp().orElseThrow();
        assertThat(vrrp.groups()).containsExactly(SyncGroup.of("HK_GRP1", "LVS_WAN", "LVS_LAN"));
        assertThat(vrrp.routers())
                .extracting(SeedConfTest::describe)
                .containsExactly("LVS_WAN eth0 100 100 [113.226.77.88/32]", "LVS_LAN eth1 100 100 [192.168.168.11/32]");
        assertThat(vrrp.routers())
                .extracting(VirtualRouter::authentication)
                .isEqualTo(List.of(Authentication.simpleText("1c7f545a"), Authentication.simpleText("9aa614f7")));
        ServiceConfig service = config.services().get(0);
        assertThat(service.key()).isEqualTo(VirtualServiceKey.tcp("113.226.77.88", 80));
        RealServerConfig server = service.realServers().get(0);
        assertThat(server.realServer().forwarding()).isEqualTo(ForwardingMethod.MASQUERADE);
        assertThat(server.inhibitOnFailure()).isTrue();
        assertThat(server.checks()).hasSize(1);
    }

    private static String describe(VirtualRouter router) {
        return router.name() + " " + router.interfaceName() + " " + router.id() + " " + router.priority() + " "
                + router.addresses();
    }
}
