package io.github.lvs4j.director.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TreePropertyTest {

    private static final Position ANYWHERE = new Position("p", 1, 1);

    @Property
    void shouldReadBackWhatItPrints(@ForAll("trees") List<Statement> tree) {
        Report report = new Report(true);

        List<Statement> read = parse(TreePrinter.print(tree), report);

        assertThat(report.diagnostics()).isEmpty();
        assertThat(read.stream().map(TreePropertyTest::withoutPlaces).toList()).isEqualTo(tree);
    }

    @Property
    void shouldAnswerAnyTextWithDiagnosticsAlone(@ForAll("texts") String text) {
        ConfReading reading = KeepalivedConf.parse(text, "p", new ConfOptions(false, "lvs1"));

        assertThat(reading.config().isPresent()).isEqualTo(reading.errors().isEmpty());
    }

    @Property
    void shouldAnswerAnyBytesWithDiagnosticsAlone(@ForAll byte[] bytes) {
        Report report = new Report(false);

        Optional<String> text = Utf8Text.decode(bytes, "p", report);

        assertThat(text.isPresent()).isNotEqualTo(report.hasErrors());
        text.ifPresent(
                decoded -> assertThat(new String(bytes, StandardCharsets.UTF_8)).endsWith(decoded));
    }

    private static List<Statement> parse(String text, Report report) {
        SourceFile file = new SourceFile("p", text, Optional.empty());
        return TreeReader.read(new Lexer(new ConfOptions(true, "lvs1"), report).lex(file), report);
    }

    private static Statement withoutPlaces(Statement statement) {
        return new Statement(
                new Word(statement.name(), ANYWHERE),
                statement.arguments().stream()
                        .map(word -> new Word(word.text(), ANYWHERE))
                        .toList(),
                statement
                        .block()
                        .map(block -> block.stream()
                                .map(TreePropertyTest::withoutPlaces)
                                .toList()));
    }

    /** Half noise, half the words of the language in any order, which gets much further. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> words = Arbitraries.of(
                        "global_defs",
                        "vrrp_instance",
                        "vrrp_sync_group",
                        "virtual_server",
                        "real_server",
                        "{",
                        "}",
                        "{\n",
                        "}\n",
                        "\n",
                        "\r\n",
                        "A",
                        "state MASTER",
                        "interface eth0",
                        "virtual_router_id 7",
                        "virtual_ipaddress { 192.0.2.1 }",
                        "192.0.2.1",
                        "80",
                        "fwmark 3",
                        "protocol TCP",
                        "weight",
                        "-1",
                        "TCP_CHECK",
                        "HTTP_GET",
                        "url",
                        "path /",
                        "digest",
                        "#",
                        "!",
                        "\"",
                        "\\",
                        "$A=",
                        "$A",
                        "${A}",
                        "@lvs1",
                        "@",
                        "~SEQ(1)",
                        "include x",
                        "group",
                        "quorum 3",
                        "inhibit_on_failure",
                        "persistence_timeout",
                        "2001:db8::1",
                        "lb_kind TUN",
                        "advert_int 0.5",
                        "authentication",
                        "auth_type PASS",
                        "auth_pass x",
                        "status_code 200-199",
                        "smtp_alert",
                        "sorry_server",
                        "notification_email",
                        "a@b",
                        "smtp_server ::1",
                        "unicast_peer",
                        "权重",
                        "\u0000",
                        "version 3")
                .list()
                .ofMaxSize(60)
                .map(list -> String.join(" ", list));
        return Arbitraries.oneOf(words, Arbitraries.strings().ofMaxLength(200));
    }

    @Provide
    Arbitrary<List<Statement>> trees() {
        return statements(3);
    }

    private static Arbitrary<List<Statement>> statements(int depth) {
        return statement(depth).list().ofMaxSize(4);
    }

    private static Arbitrary<Statement> statement(int depth) {
        Arbitrary<Word> word = words().map(text -> new Word(text, ANYWHERE));
        Arbitrary<Optional<List<Statement>>> block = depth == 0
                ? Arbitraries.just(Optional.empty())
                : Arbitraries.lazy(() -> statements(depth - 1)).optional();
        return Combinators.combine(word, word.list().ofMaxSize(3), block).as(Statement::new);
    }

    /** Anything a file can say: no quote and no line break in a word, no {@code $} that could be a name, no include. */
    private static Arbitrary<String> words() {
        return Arbitraries.strings()
                .excludeChars('"', '\n', '\r', '\u0000', '$', '~')
                .ofMaxLength(12)
                .filter(text ->
                        !Includes.isInclude(text) && text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff));
    }
}
