package io.github.lvs4j.director.conf;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.vrrp.Authentication;
import io.github.lvs4j.vrrp.VirtualAddress;
import io.github.lvs4j.vrrp.VirtualMac;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code vrrp_instance NAME}: what the block says, put together by {@link VrrpAssembly}. */
final class InstanceReader {

    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(255);
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);

    final Position position;
    final Map<VirtualAddress, Position> addresses = new LinkedHashMap<>();
    final List<InetAddress> unicastPeers = new ArrayList<>();
    Optional<String> name = Optional.empty();
    boolean startsAsMaster;
    Optional<InterfaceName> interfaceName = Optional.empty();
    Optional<Integer> id = Optional.empty();
    Position idPosition;
    Optional<Integer> priority = Optional.empty();
    Optional<Integer> version = Optional.empty();
    Optional<Duration> interval = Optional.empty();
    Position intervalPosition;
    Optional<Boolean> mail = Optional.empty();
    boolean preempt = true;
    Duration preemptDelay = Duration.ZERO;
    Optional<Integer> downTimerAdverts = Optional.empty();
    final Map<VirtualAddress, Position> excludedAddresses = new LinkedHashMap<>();
    final AnnouncementDraft announcement = new AnnouncementDraft();
    final TrackingReader tracking = new TrackingReader();
    final VirtualRoutingReader routing = new VirtualRoutingReader();
    boolean transmitOnBase;
    Optional<VirtualMac> virtualMac = Optional.empty();
    Optional<InetAddress> sourceAddress = Optional.empty();
    Optional<Boolean> checkUnicastSource = Optional.empty();
    Optional<Boolean> checksumAsVersion2 = Optional.empty();
    private final Map<Word, Integer> leastTimesToLive = new LinkedHashMap<>();
    private Set<String> said = Set.of();
    private Optional<String> authenticationType = Optional.empty();
    private Optional<Word> password = Optional.empty();

    InstanceReader(Position position) {
        this.position = position;
        this.idPosition = position;
        this.intervalPosition = position;
    }

    void read(Arguments block) {
        name = block.text("a name");
        block.end();
        Keywords keywords = new Keywords("vrrp_instance", KnownWords.INSTANCE);
        announcement.register(keywords, "");
        tracking.register(keywords);
        said = keywords.on("state", this::state)
                .on("interface", arguments -> interfaceName = arguments.value("an interface", InterfaceName::of))
                .on("virtual_router_id", this::id)
                .on("priority", arguments -> priority = number(arguments, "priority", 1, 255))
                .on("version", arguments -> version = number(arguments, "version", 2, 3))
                .on("advert_int", this::interval)
                .on("smtp_alert", arguments -> mail = arguments.flag())
                .on("nopreempt", arguments -> preempt = !arguments.flag().orElse(true))
                .on("preempt", arguments -> preempt = arguments.flag().orElse(true))
                .on(
                        "preempt_delay",
                        arguments -> arguments
                                .seconds("delay", Duration.ZERO, Duration.ofSeconds(1000))
                                .ifPresent(delay -> preemptDelay = delay))
                .on("down_timer_adverts", arguments -> downTimerAdverts = number(arguments, "number", 1, 100))
                .on("mcast_src_ip", arguments -> sourceAddress = arguments.address("an address"))
                .on("unicast_src_ip", arguments -> sourceAddress = arguments.address("an address"))
                .on("accept", arguments -> arguments.flag())
                .on("use_vmac", this::virtualMac)
                .on(
                        "vmac_xmit_base",
                        arguments -> transmitOnBase = arguments.flag().orElse(true))
                .on("use_ipvlan", arguments -> refuse(arguments, "remove it: the interface's own MAC address is used"))
                .on("check_unicast_src", arguments -> checkUnicastSource = arguments.flag())
                .on("unicast_ttl", this::timeToLive)
                .on("v3_checksum_as_v2", arguments -> checksumAsVersion2 = arguments.flag())
                .block("unicast_peer", this::unicastPeer)
                .block("authentication", this::authentication)
                .block(
                        "auth_hmac",
                        hmac -> refuse(hmac, "remove it, or define this virtual router in Java, with an Hmac"))
                .block("virtual_ipaddress", lines -> addresses(lines, addresses))
                .block("virtual_ipaddress_excluded", lines -> addresses(lines, excludedAddresses))
                .block("virtual_routes", routing::routes)
                .block("virtual_rules", routing::rules)
                .read(block.children(), block.report());
    }

    /** Whether a word is missing: one that is there but wrong is reported already. */
    boolean lacks(String word) {
        return !said.contains(word);
    }

    /** The priority that the file means; 255 without any for state MASTER (keepalived.conf(5)). */
    int rank() {
        return priority.orElse(startsAsMaster ? 255 : 100);
    }

    Optional<Authentication> authentication(Report report) {
        if (authenticationType.isEmpty() && password.isEmpty()) {
            return Optional.empty();
        }
        if (password.isEmpty()) {
            report.warning(
                    position, "authentication without auth_pass is dropped, as keepalived drops it; add auth_pass");
            return Optional.empty();
        }
        String text = password.get().text();
        if (text.getBytes(StandardCharsets.UTF_8).length > 8) {
            report.warning(
                    password.get().position(),
                    "auth_pass is longer than 8 bytes: only the first 8 travel in an advertisement and count");
        }
        return Optional.of(
                authenticationType.orElse("PASS").equals("AH")
                        ? Authentication.authenticationHeader(text)
                        : Authentication.simpleText(text));
    }

    private void state(Arguments arguments) {
        arguments.word("MASTER or BACKUP").ifPresent(word -> {
            startsAsMaster = word.text().equals("MASTER");
            if (!startsAsMaster && !word.text().equals("BACKUP")) {
                arguments
                        .report()
                        .warning(
                                word.position(),
                                "state \"" + word.text() + "\" is neither MASTER nor BACKUP and means BACKUP");
            }
        });
    }

    private void id(Arguments arguments) {
        idPosition = arguments.peek().position();
        id = number(arguments, "virtual router id", 1, 255);
    }

    private void interval(Arguments arguments) {
        intervalPosition = arguments.peek().position();
        interval = arguments.seconds("interval", SHORTEST_INTERVAL, LONGEST_INTERVAL);
    }

    /** Version 2 counts whole seconds; keepalived rounds half up. */
    Duration roundedToSeconds(Duration duration) {
        long seconds = BigDecimal.valueOf(duration.toNanos(), 9)
                .setScale(0, RoundingMode.HALF_UP)
                .longValue();
        return Duration.ofSeconds(Math.max(1, seconds));
    }

    private void unicastPeer(Arguments block) {
        for (Statement line : block.children()) {
            Arguments words = new Arguments(line, block.report());
            words.checked(line.position(), () -> IpAddress.parse(line.name())).ifPresent(unicastPeers::add);
            peerOptions(words);
        }
        if (block.children().isEmpty()) {
            block.report()
                    .error(
                            block.statement().position(),
                            "unicast_peer is empty; name the other director or remove the block");
        }
    }

    /**
     * min_ttl N and max_ttl N of a peer. One bound holds for all peers here, the least of all; 0 for a peer without, as in
     * keepalived, which lets it be behind routers.
     */
    private void peerOptions(Arguments words) {
        Optional<Word> said = Optional.empty();
        int least = 0;
        while (words.hasNext()) {
            Word option = words.word("an option").orElseThrow();
            if (option.text().equals("min_ttl")) {
                said = Optional.of(words.peek());
                least = number(words, "TTL", 0, 255).orElse(0);
            } else {
                words.report()
                        .warning(
                                option.position(),
                                "\"" + option.text() + "\" after a unicast peer is not supported here and left out");
                words.skip();
            }
        }
        leastTimesToLive.put(said.orElse(words.statement().keyword()), least);
    }

    /** The TTL that is asked of unicast; empty without peers. Tells of peers that ask for more. */
    Optional<Integer> leastTimeToLive(Report report) {
        if (leastTimesToLive.isEmpty()) {
            return Optional.empty();
        }
        int least = Collections.min(leastTimesToLive.values());
        leastTimesToLive.forEach((place, asked) -> {
            if (asked > least) {
                report.warning(
                        place.position(),
                        "min_ttl " + asked + " becomes " + least
                                + ", the lowest of this unicast_peer: one bound holds for all peers here; give each one a"
                                + " min_ttl");
            }
        });
        return Optional.of(least);
    }

    private void timeToLive(Arguments arguments) {
        Position place = arguments.peek().position();
        number(arguments, "TTL", 0, 255)
                .filter(ttl -> ttl != 255)
                .ifPresent(ttl -> arguments
                        .report()
                        .warning(place, "unicast_ttl " + ttl + " is left out: advertisements are sent with 255"));
    }

    private void authentication(Arguments block) {
        new Keywords("authentication", Set.of())
                .on("auth_type", this::authenticationType)
                .on("auth_pass", arguments -> password = arguments.word("a password"))
                .read(block.children(), block.report());
    }

    private void authenticationType(Arguments arguments) {
        arguments.word("PASS or AH").ifPresent(word -> {
            authenticationType = Optional.of(word.text());
            if (!Set.of("PASS", "AH").contains(word.text())) {
                arguments
                        .report()
                        .error(word.position(), "auth_type \"" + word.text() + "\" is unknown; use PASS or AH");
            }
        });
    }

    /** {@code use_vmac [NAME]}; a MAC address of one's own and the other options have no counterpart. */
    private void virtualMac(Arguments arguments) {
        virtualMac = Optional.of(VirtualMac.DEFAULT);
        if (arguments.hasNext()) {
            Word word = arguments.word("an interface").orElseThrow();
            virtualMac = arguments.checked(word.position(), () -> VirtualMac.DEFAULT.named(word.text()));
        }
        if (arguments.hasNext()) {
            refuse(arguments, "remove what follows the name: the virtual MAC is that of RFC 9568");
        }
    }

    private void addresses(Arguments block, Map<VirtualAddress, Position> into) {
        for (Statement line : block.children()) {
            Arguments words = new Arguments(line, block.report());
            Optional<IpPrefix> prefix = words.checked(line.position(), () -> IpPrefix.parse(line.name()));
            Optional<InterfaceName> device = Optional.empty();
            while (words.hasNext()) {
                Word option = words.word("an option").orElseThrow();
                if (option.text().equals("dev")) {
                    device = words.value("an interface", InterfaceName::of);
                } else {
                    block.report()
                            .warning(
                                    option.position(),
                                    "\"" + option.text()
                                            + "\" after a virtual address is not supported here; the rest of the line"
                                            + " is left out");
                    words.skip();
                }
            }
            Optional<InterfaceName> where = device;
            prefix.ifPresent(address -> add(new VirtualAddress(address, where), line.position(), into, block.report()));
        }
    }

    private static void add(VirtualAddress address, Position place, Map<VirtualAddress, Position> into, Report report) {
        if (into.putIfAbsent(address, place) != null) {
            report.warning(place, "the virtual address " + address + " is listed again; once is enough");
        }
    }

    private static void refuse(Arguments arguments, String remedy) {
        String word = arguments.statement().name();
        arguments.skip();
        arguments
                .report()
                .error(
                        arguments.statement().position(),
                        "\"" + word + "\" is known to keepalived, not supported here, and cannot be left out silently; "
                                + remedy);
    }

    private static Optional<Integer> number(Arguments arguments, String what, int least, int most) {
        var number = arguments.number(what, least, most);
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }
}
