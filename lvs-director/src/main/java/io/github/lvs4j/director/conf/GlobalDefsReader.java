package io.github.lvs4j.director.conf;

import io.github.lvs4j.director.host.HostName;
import io.github.lvs4j.director.mail.MailSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code global_defs}: the director's name and its mail. */
final class GlobalDefsReader {

    private static final Duration LONGEST = Duration.ofDays(1);

    private final Keywords keywords = new Keywords("global_defs", KnownWords.GLOBAL_DEFS)
            .block("notification_email", this::recipients)
            .on("notification_email_from", arguments -> from = arguments.text("a sender's address"))
            .on("smtp_server", this::server)
            .on("smtp_helo_name", arguments -> greeting = arguments.text("a host name"))
            .on("smtp_connect_timeout", this::timeout)
            .on("router_id", arguments -> routerId = arguments.text("a name"))
            .on("smtp_alert", arguments -> alert = arguments.flag())
            .on("smtp_alert_vrrp", arguments -> alertVrrp = arguments.flag())
            .on("smtp_alert_checker", arguments -> alertChecker = arguments.flag())
            .on("no_email_faults", arguments -> noFaults = arguments.flag().orElse(false))
            .on("vrrp_strict", this::strict)
            .on("vrrp_version", arguments -> vrrpVersion = number(arguments, 2, 3))
            .on("vrrp_check_unicast_src", arguments -> checkUnicastSource = arguments.flag())
            .on("v3_checksum_as_v2", arguments -> checksumAsVersion2 = arguments.flag())
            .on("vrrp_down_timer_adverts", arguments -> downTimerAdverts = number(arguments, 1, 100))
            .on("script_user", this::scriptUser)
            .on(
                    "enable_script_security",
                    arguments -> security = Optional.of(arguments.statement().position()))
            .on("vrrp_startup_delay", arguments -> startupDelay = arguments.seconds("delay", Duration.ZERO, LONGEST));

    private final List<String> recipients = new ArrayList<>();
    private Optional<Position> recipientsAt = Optional.empty();
    private Optional<String> from = Optional.empty();
    private Optional<String> server = Optional.empty();
    private int port = 25;
    private Optional<String> greeting = Optional.empty();
    private Duration timeout = Duration.ofSeconds(30);
    private Optional<String> routerId = Optional.empty();
    private Optional<Boolean> alert = Optional.empty();
    private Optional<Boolean> alertVrrp = Optional.empty();
    private Optional<Boolean> alertChecker = Optional.empty();
    private boolean noFaults;
    Optional<Boolean> checkUnicastSource = Optional.empty();
    Optional<Boolean> checksumAsVersion2 = Optional.empty();
    Optional<Integer> vrrpVersion = Optional.empty();
    Optional<Integer> downTimerAdverts = Optional.empty();
    Optional<Duration> startupDelay = Optional.empty();
    Optional<Word> scriptUser = Optional.empty();
    private Optional<Position> security = Optional.empty();
    final AnnouncementDraft announcement = new AnnouncementDraft();

    void read(Arguments block) {
        announcement.register(keywords, "vrrp_");
        keywords.read(block.children(), block.report());
    }

    /** What of scripts' security is not as in keepalived. */
    void remarkOnScripts(boolean anyOfDefaultUser, Report report) {
        scriptUser
                .filter(user -> !anyOfDefaultUser && !user.text().equals(ScriptUser.own()))
                .ifPresent(user -> report.warning(
                        user.position(), "script_user " + user.text() + " has no effect: no script here runs as it"));
        security.ifPresent(place -> report.warning(
                place,
                "enable_script_security is left out: scripts run even if others than root may write to them; check their"
                        + " permissions by other means"));
    }

    Optional<String> routerId() {
        return routerId;
    }

    boolean mailFaults() {
        return !noFaults;
    }

    /** Whether instances and groups without a word of their own are mailed: off unless set. */
    boolean mailVrrp() {
        return alertVrrp.or(() -> alert).orElse(false);
    }

    /** Whether real servers without a word of their own are mailed: on unless set. */
    boolean mailRealServers() {
        return alertChecker.or(() -> alert).orElse(true);
    }

    /** Whether virtual servers without a word of their own are mailed: off unless set. */
    boolean mailVirtualServers() {
        return alertChecker.or(() -> alert).orElse(false);
    }

    Optional<MailSettings> mail(Report report) {
        if (recipients.isEmpty()) {
            return Optional.empty();
        }
        Position position = recipientsAt.orElseThrow();
        if (server.isEmpty()) {
            report.warning(position, "recipients without a smtp_server: no mail will be sent; add smtp_server ADDRESS");
            return Optional.empty();
        }
        try {
            return Optional.of(MailSettings.builder()
                    .recipients(recipients)
                    .sender(from.orElseGet(() -> System.getProperty("user.name", "lvs4j") + "@" + HostName.shortName()))
                    .server(server.get())
                    .port(port)
                    .greeting(greeting)
                    .timeout(timeout)
                    .build());
        } catch (IllegalArgumentException e) {
            report.error(position, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void recipients(Arguments block) {
        recipientsAt = Optional.of(block.statement().position());
        for (Statement line : block.children()) {
            recipients.add(line.name());
            line.arguments().forEach(word -> recipients.add(word.text()));
        }
    }

    private void server(Arguments arguments) {
        server = arguments.text("the mail server's address");
        if (arguments.hasNext()) {
            arguments.number("port", 1, 65535).ifPresent(number -> port = number);
        }
    }

    private void timeout(Arguments arguments) {
        arguments
                .seconds("timeout", Duration.ZERO, LONGEST)
                .ifPresent(value -> timeout = value.isZero() ? Duration.ofSeconds(1) : value);
    }

    private void scriptUser(Arguments arguments) {
        scriptUser = arguments.word("a user");
        arguments.skip(); // the group, which goes with the user
    }

    private void strict(Arguments arguments) {
        if (arguments.flag().orElse(false)) {
            arguments
                    .report()
                    .warning(
                            arguments.statement().position(),
                            "vrrp_strict is left out: keepalived would drop the authentication and let nobody reach the virtual"
                                    + " addresses; remove the word");
        }
    }

    private static Optional<Integer> number(Arguments arguments, int least, int most) {
        var number = arguments.number("number", least, most);
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }
}
