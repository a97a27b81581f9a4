package io.github.lvs4j.director.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.track.FileTracker;
import io.github.lvs4j.vrrp.track.ScriptTracker;
import io.github.lvs4j.vrrp.track.Tracker;
import io.github.lvs4j.vrrp.track.TrackerUse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is tracked, as keepalived 2.2.7 was seen to read the same lines. */
class TrackingConfTest {

    private static final ConfOptions OPTIONS = new ConfOptions(false, "lvs1");

    private static final String INSTANCE = """
            vrrp_instance A {
                interface eth0
                virtual_router_id 9
                virtual_ipaddress { 192.0.2.7 }
            """;

    @Test
    void shouldReadScriptsWithKeepalivedsDefaults() {
        VirtualRouter router = only("""
                vrrp_script plain {
                    script /usr/bin/true
                }
                vrrp_script whole {
                    script "/bin/sh -c 'test -e /run/ok'"
                    interval 5
                    timeout 2.5
                    weight -30
                    rise 2
                    fall 3
                    init_fail
                }
                """ + INSTANCE + """
                    track_script {
                        plain
                        whole
                    }
                }
                """);
        ScriptTracker plain = Tracker.script("plain", "/usr/bin/true");
        ScriptTracker whole = Tracker.script("whole", "/bin/sh", "-c", "test -e /run/ok")
                .every(Duration.ofSeconds(5))
                .timeout(Duration.ofMillis(2500))
                .riseAndFall(2, 3)
                .startingDown();
        assertThat(plain.interval()).isEqualTo(Duration.ofSeconds(1)).isEqualTo(plain.timeout());
        assertThat(router.trackers()).containsExactly(plain.fault(), whole.weight(-30));
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', weight 0",
        "weight 10, '', weight 10",
        "weight 10 reverse, '', weight 10 reversed",
        "weight 10 reverse, weight 3, weight 3 reversed",
        "weight 10 reverse, weight 3 noreverse, weight 3",
        "weight 10, weight -3 reverse, weight -3 reversed",
        "weight 10, weight 0, weight 0",
        "weight 0 reverse, '', weight 0 reversed",
    })
    void shouldLetAUseOverrideTheWeightOfItsScript(String defined, String used, String expected) {
        VirtualRouter router = only("vrrp_script s {\n script /bin/true\n" + defined + "\n}\n" + INSTANCE
                + "track_script {\n s " + used + "\n}\n}");
        assertThat(router.trackers()).hasToString("[s " + expected + "]");
    }

    @Test
    void shouldReadFilesAndInterfaces() {
        VirtualRouter router = only("""
                track_file load {
                    file "/run/load"
                }
                vrrp_track_file level {
                    file /run/level
                    weight -2 reverse
                    init_file 3 overwrite
                }
                track_file made {
                    file /run/made
                    weight 0
                    init_file
                }
                """ + INSTANCE + """
                    track_file {
                        load
                        level
                        made
                    }
                    track_interface {
                        eth1
                        eth2 weight 20
                        eth3 weight -20 reverse
                    }
                }
                """);
        FileTracker load = Tracker.file("load", Path.of("/run/load"));
        FileTracker level = Tracker.file("level", Path.of("/run/level")).startingWith(3, true);
        FileTracker made = Tracker.file("made", Path.of("/run/made")).startingWith(0, false);
        assertThat(router.trackers())
                .containsExactly(
                        Tracker.link("eth1").fault(),
                        Tracker.link("eth2").weight(20),
                        Tracker.link("eth3").weight(-20).reverse(),
                        load.weight(1),
                        level.weight(-2).reverse(),
                        made.fault());
    }

    @Test
    void shouldKeepTheNamesOfScriptsFilesAndInterfacesApart() {
        VirtualRouter router = only("""
                vrrp_script eth1 {
                    script /bin/true
                }
                track_file eth1 {
                    file /run/eth1
                }
                """ + INSTANCE + """
                    track_script { eth1 }
                    track_file { eth1 }
                    track_interface { eth1 }
                }
                """);
        assertThat(router.trackers()).hasToString("[eth1 (script) weight 0, eth1 weight 0, eth1 (file) weight 1]");
    }

    @Test
    void shouldTakeWeightsFromMembersOfAGroupAsKeepalivedDoes() {
        ConfReading reading = read(group(""));
        VrrpConfig vrrp = reading.orThrow().vrrp().orElseThrow();
        assertThat(vrrp.routers().get(0).trackers())
                .hasToString("[w0 weight 0, eth3 weight 0 reversed, load weight 0]");
        assertThat(vrrp.groups().get(0).trackers()).hasToString("[wg weight 20, both weight 3, eth2 weight 7]");
        assertThat(vrrp.trackersOf("B")).isEqualTo(vrrp.groups().get(0).trackers());
        assertThat(messages(reading))
                .containsExactly(
                        "script w10 with a weight is left out, as keepalived leaves it out: members of vrrp_sync_group G"
                                + " must rank alike; track it in the group, or add sync_group_tracking_weight there",
                        "\"both\" is left out here: vrrp_sync_group G tracks both already",
                        "\"eth2\" is left out here: vrrp_sync_group G tracks eth2 already",
                        "the weight of eth3 becomes 0, as in keepalived, which is a fault while it is up: members of"
                                + " vrrp_sync_group G must rank alike; track it in the group, or add"
                                + " sync_group_tracking_weight there",
                        "the weight of load becomes 0, as in keepalived, which is a fault while its number is not 0:"
                                + " members of vrrp_sync_group G must rank alike; track it in the group, or add"
                                + " sync_group_tracking_weight there");
    }

    @Test
    void shouldLeaveMembersTheirWeightsWhenTheGroupSaysSo() {
        ConfReading reading = read(group("sync_group_tracking_weight"));
        VrrpConfig vrrp = reading.orThrow().vrrp().orElseThrow();
        assertThat(vrrp.routers().get(0).trackers())
                .hasToString("[w10 weight 10, w0 weight 0, eth3 weight 30 reversed, load weight 1]");
        assertThat(messages(reading))
                .allMatch(
                        message -> message.endsWith("tracks both already") || message.endsWith("tracks eth2 already"));
    }

    @Test
    void shouldLeaveWeightsOutOfAnOwner() {
        ConfReading reading = read("""
                vrrp_script s {
                    script /bin/true
                }
                """ + INSTANCE + """
                    priority 255
                    track_script { s }
                    track_interface { eth1 weight 5 }
                }
                """);
        assertThat(reading.orThrow().vrrp().orElseThrow().routers().get(0).trackers())
                .hasToString("[s weight 0]");
        assertThat(messages(reading))
                .containsExactly("\"eth1\" is left out here: an owner, of priority 255, has no weights");
    }

    /** Seen of keepalived 2.2.7 with a script that writes down its arguments. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"/bin/x one 'two three' four\" | [/bin/x, one, two three, four]",
                "\"/bin/x \\\"in quotes\\\" x\" | [/bin/x, in quotes, x]",
                "\"/bin/x a\\ b ~\" | [/bin/x, a, b, ~]",
                "\"/bin/x 'a b'; echo x > /dev/null\" | [/bin/x, a b;, echo, x, >, /dev/null]",
                "\"/bin/x p '' q'r s't\" | [/bin/x, p, , qr st]",
                "/bin/x\\ n\\ o | [/bin/x, n, o]",
                "'/bin/x \"k l\"' | [/bin/x, k l]",
                "\"/bin/x \\101\\061x \\x4a\\x4B \\8 \\xg \\q a\\\\\\\\b a\\\\ b\" | [/bin/x, A1x, JK, 8, xg, q, a\\b, a b]",
                "\"/bin/x a\\vb\\fc\\rd\\ne\" | [/bin/x, a, b, c, d, e]",
                "\"/bin/x \\x141b\" | [/bin/x, \u001b]",
            })
    void shouldSplitACommandAsKeepalivedDoes(String command, String words) {
        VirtualRouter router =
                only("vrrp_script s {\n script " + command + "\n}\n" + INSTANCE + "track_script {\n s\n}\n}");
        assertThat(((ScriptTracker) router.trackers().get(0).tracker()).command())
                .hasToString(words);
    }

    @Test
    void shouldRunTheFirstWordAloneAsKeepalivedDoesAndSaySo() {
        ConfReading reading =
                read("vrrp_script s {\n script /bin/x one two\n}\n" + INSTANCE + "track_script {\n s\n}\n}");
        TrackerUse use = reading.orThrow()
                .vrrp()
                .orElseThrow()
                .routers()
                .get(0)
                .trackers()
                .get(0);
        assertThat(((ScriptTracker) use.tracker()).command()).containsExactly("/bin/x");
        assertThat(messages(reading).toString()).contains("put the whole command between one pair of double quotes");
    }

    @Test
    void shouldAcceptTheUserThatRunsThisProcess() {
        only("global_defs {\n script_user " + ScriptUser.own() + "\n}\nvrrp_script s {\n script /bin/x\n user "
                + ScriptUser.own() + "\n}\n" + INSTANCE + "track_script {\n s\n}\n}");
    }

    @Test
    void shouldRefuseAUserWithLessThanThisProcess() {
        for (String text : List.of(
                "vrrp_script s {\n script /bin/x\n user nosuchuser\n}\n",
                "global_defs {\n script_user nosuchuser\n}\nvrrp_script s {\n script /bin/x\n}\n")) {
            assertThat(messages(read(text + INSTANCE + "track_script {\n s\n}\n}")))
                    .containsExactly("vrrp_script s cannot run as nosuchuser: scripts run as " + ScriptUser.own()
                            + ", the user of this process; remove the word and begin the command with setpriv"
                            + " --reuid=nosuchuser --regid=GROUP --init-groups");
        }
        assertThat(messages(read("global_defs {\n script_user nosuchuser\n}\n" + INSTANCE + "}")))
                .containsExactly("script_user nosuchuser has no effect: no script here runs as it");
    }

    @Test
    void shouldTakeControlCharactersFromACommandAsKeepalivedDoes() {
        VirtualRouter router = only(
                "vrrp_script s {\n script \"/bin/x a\\\\b \\a\\b\\E\\e\"\n}\n" + INSTANCE + "track_script {\n s\n}\n}");
        assertThat(((ScriptTracker) router.trackers().get(0).tracker()).command())
                .containsExactly("/bin/x", "a\b", "\u0007\b\u001be");
    }

    @Test
    void shouldRefuseBytesThatNoWordOfACommandCanHold() {
        for (String escape : List.of("\\0", "\\x00", "\\400", "\\303")) {
            ConfReading reading = read(
                    "vrrp_script s {\n script \"/bin/x " + escape + "\"\n}\n" + INSTANCE + "track_script {\n s\n}\n}");
            assertThat(reading.diagnostics()).first().satisfies(diagnostic -> {
                assertThat(diagnostic.isError()).isTrue();
                assertThat(diagnostic.position()).isEqualTo(new Position("k", 2, 17));
                assertThat(diagnostic.message()).contains("no ASCII character");
            });
        }
    }

    /** keepalived looks a name up where it stands. */
    @Test
    void shouldLeaveOutWhatIsDefinedBelowItsUseAsKeepalivedDoes() {
        ConfReading reading = read("""
                vrrp_sync_group G {
                    group { A B }
                    track_script { s weight 4 }
                    track_file { f }
                }
                vrrp_script s {
                    script /bin/true
                }
                """ + INSTANCE + """
                    track_script {
                        s
                        t
                    }
                }
                track_file f {
                    file /run/f
                }
                vrrp_script t {
                    script /bin/true
                }
                vrrp_instance B {
                    interface eth1
                    virtual_router_id 9
                    virtual_ipaddress { 192.0.2.8 }
                    track_script { t }
                }
                """);
        VrrpConfig config = reading.orThrow().vrrp().orElseThrow();
        assertThat(config.groups().get(0).trackers()).isEmpty();
        assertThat(config.routers().get(0).trackers())
                .containsExactly(Tracker.script("s", "/bin/true").fault());
        assertThat(config.routers().get(1).trackers())
                .containsExactly(Tracker.script("t", "/bin/true").fault());
        String left = " follows only below: it is left out, as keepalived leaves it out; move the ";
        assertThat(messages(reading))
                .containsExactlyInAnyOrder(
                        "vrrp_sync_group G tracks \"s\", whose vrrp_script" + left + "vrrp_script up",
                        "vrrp_sync_group G tracks \"f\", whose track_file" + left + "track_file up",
                        "vrrp_instance A tracks \"t\", whose vrrp_script" + left + "vrrp_script up",
                        "track_file f is tracked by nobody and has no effect");
    }

    @Test
    void shouldLetTheFirstWeightOfAUseCountAsKeepalivedDoes() {
        ConfReading reading = read(INSTANCE + "track_interface {\n eth1 weight 5 weight 6\n}\n}");
        assertThat(reading.orThrow().vrrp().orElseThrow().routers().get(0).trackers())
                .containsExactly(Tracker.link("eth1").weight(5));
        assertThat(messages(reading)).containsExactly("\"weight\" after \"eth1\" has no meaning; it is left out");
    }

    @Test
    void shouldLeaveOutAUseWithAnUnknownWordInPlaceOfWeightAsKeepalivedDoes() {
        for (String word : List.of("reverse", "10", "eth2 weight 5")) {
            ConfReading reading = read(INSTANCE + "track_interface {\n eth1 " + word + "\n}\n}");
            assertThat(reading.orThrow().vrrp().orElseThrow().routers().get(0).trackers())
                    .isEmpty();
            assertThat(messages(reading)).hasSize(1).first().asString().contains("\"eth1\" is left out");
        }
    }

    @Test
    void shouldLeaveOutAFileWithAnUnknownWordBehindItsWeightAsKeepalivedDoes() {
        ConfReading reading =
                read("track_file f {\n file /run/f\n}\n" + INSTANCE + "track_file {\n f weight 5 weight 6\n}\n}");
        assertThat(reading.orThrow().vrrp().orElseThrow().routers().get(0).trackers())
                .isEmpty();
        assertThat(messages(reading))
                .contains("\"weight\" after \"f\" has no meaning; \"f\" is left out, as keepalived leaves it out");
    }

    @Test
    void shouldLetTheFirstDirectionCountAsKeepalivedDoes() {
        for (String words : List.of("reverse noreverse", "noreverse reverse")) {
            ConfReading reading = read("vrrp_script s {\n script /bin/true\n weight 5 " + words + "\n}\n" + INSTANCE
                    + "track_script {\n s\n}\n track_interface {\n eth1 weight 5 " + words + "\n}\n}");
            assertThat(reading.orThrow().vrrp().orElseThrow().routers().get(0).trackers())
                    .hasSize(2)
                    .allMatch(use -> use.reversed() == words.startsWith("reverse"));
            assertThat(messages(reading))
                    .hasSize(2)
                    .allMatch(message -> message.endsWith("is left out: the first such word counts, as in keepalived"));
        }
    }

    @Test
    void shouldTakeTheNumberOfAFileOnEitherSideOfOverwrite() {
        for (String words : List.of("7 overwrite", "overwrite 7")) {
            VirtualRouter router = only("track_file f {\n file /run/f\n init_file " + words + "\n}\n" + INSTANCE
                    + "track_file {\n f\n}\n}");
            assertThat(router.trackers())
                    .containsExactly(Tracker.file("f", Path.of("/run/f"))
                            .startingWith(7, true)
                            .weight(1));
        }
    }

    private static String group(String word) {
        return """
                vrrp_script w10 {
                    script /bin/true
                    weight 10
                }
                vrrp_script w0 {
                    script /bin/true
                }
                vrrp_script wg {
                    script /bin/true
                    weight 20
                }
                vrrp_script both {
                    script /bin/true
                    weight 3
                }
                track_file load {
                    file /run/load
                }
                vrrp_sync_group G {
                    group { A B }
                    track_script {
                        wg
                        both
                    }
                    track_interface { eth2 weight 7 }
                """ + word + "\n}\n" + INSTANCE + """
                    track_script {
                        w10
                        w0
                        both
                    }
                    track_interface {
                        eth2
                        eth3 weight 30 reverse
                    }
                    track_file { load }
                }
                vrrp_instance B {
                    interface eth1
                    virtual_router_id 9
                    virtual_ipaddress { 192.0.2.8 }
                }
                """;
    }

    private static VirtualRouter only(String text) {
        ConfReading reading = read(text);
        assertThat(reading.diagnostics()).isEmpty();
        return reading.orThrow().vrrp().orElseThrow().routers().get(0);
    }

    private static ConfReading read(String text) {
        return KeepalivedConf.parse(text, "k", OPTIONS);
    }

    private static List<String> messages(ConfReading reading) {
        return reading.diagnostics().stream().map(Diagnostic::message).toList();
    }
}
