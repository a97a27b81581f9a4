package io.github.lvs4j.director.conf;

import io.github.lvs4j.ipvs.ForwardingMethod;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.SchedulerFlag;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.FirewallMark;
import io.github.lvs4j.net.TransportProtocol;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code virtual_server} with its real servers: what the block says, put together by {@link ServiceAssembly}. */
final class VirtualServerReader {

    private static final Set<String> SCHEDULERS =
            Set.of("rr", "wrr", "lc", "wlc", "lblc", "lblcr", "dh", "sh", "mh", "fo", "ovf", "sed", "nq", "twos");

    final Position position;
    final TimingDraft timing = new TimingDraft();
    final List<RealServerReader> realServers = new ArrayList<>();
    final EnumSet<SchedulerFlag> flags = EnumSet.noneOf(SchedulerFlag.class);
    final PersistenceDraft persistence = new PersistenceDraft();
    Optional<InetAddress> address = Optional.empty();
    int port;
    Optional<FirewallMark> mark = Optional.empty();
    Optional<AddressFamily> family = Optional.empty();
    Optional<TransportProtocol> protocol = Optional.empty();
    Scheduler scheduler = Scheduler.WLC;
    ForwardingMethod forwarding = ForwardingMethod.MASQUERADE;
    boolean onePacket;
    Optional<Integer> weight = Optional.empty();
    Optional<Boolean> inhibit = Optional.empty();
    Optional<Boolean> mail = Optional.empty();
    Optional<String> virtualHost = Optional.empty();
    int quorum = 1;
    int hysteresis;
    Optional<InetAddress> sorryAddress = Optional.empty();
    Optional<Integer> sorryPort = Optional.empty();
    boolean sorryInhibit;

    VirtualServerReader(Position position) {
        this.position = position;
    }

    void read(Arguments block) {
        identity(block);
        block.end();
        persistence
                .words(timing.words(new Keywords("virtual_server", KnownWords.VIRTUAL_SERVER)))
                .on("lb_algo", this::scheduler)
                .on("lvs_sched", this::scheduler)
                .on("lb_kind", this::forwarding)
                .on("lvs_method", this::forwarding)
                .on("protocol", this::protocol)
                .on("ip_family", this::family)
                .on("ops", arguments -> onePacket = arguments.flag().orElse(false))
                .on("flag-1", arguments -> flags.add(SchedulerFlag.FLAG_1))
                .on("flag-2", arguments -> flags.add(SchedulerFlag.FLAG_2))
                .on("flag-3", arguments -> flags.add(SchedulerFlag.FLAG_3))
                .on("sh-fallback", arguments -> flags.add(SchedulerFlag.FLAG_1))
                .on("mh-fallback", arguments -> flags.add(SchedulerFlag.FLAG_1))
                .on("sh-port", arguments -> flags.add(SchedulerFlag.FLAG_2))
                .on("mh-port", arguments -> flags.add(SchedulerFlag.FLAG_2))
                .on("weight", arguments -> weight = RealServerReader.readWeight(arguments))
                .on("inhibit_on_failure", arguments -> inhibit = arguments.flag())
                .on("smtp_alert", arguments -> mail = arguments.flag())
                .on("virtualhost", arguments -> virtualHost = arguments.text("a host name"))
                .on(
                        "quorum",
                        arguments ->
                                arguments.number("quorum", 1, Integer.MAX_VALUE).ifPresent(value -> quorum = value))
                .on(
                        "hysteresis",
                        arguments -> arguments
                                .number("hysteresis", 0, Integer.MAX_VALUE)
                                .ifPresent(value -> hysteresis = value))
                .on("sorry_server", this::sorryServer)
                .on(
                        "sorry_server_inhibit",
                        arguments -> sorryInhibit = arguments.flag().orElse(false))
                .block("real_server", this::realServer)
                .read(block.children(), block.report());
    }

    private void identity(Arguments block) {
        Word first = block.peek();
        if (block.hasNext() && first.text().equals("group")) {
            block.report()
                    .error(
                            first.position(),
                            "virtual_server group is known to keepalived, not supported here; write one virtual_server for each"
                                    + " address of the group");
            block.skip();
        } else if (block.hasNext() && first.text().equals("fwmark")) {
            block.word("fwmark");
            var number = block.longNumber("firewall mark", 1, 0xffff_ffffL);
            mark = number.isPresent() ? Optional.of(new FirewallMark(number.getAsLong())) : Optional.empty();
        } else {
            address = block.address("an address");
            port = RealServerReader.readPort(block).orElse(0);
        }
    }

    private void scheduler(Arguments arguments) {
        arguments.word("a scheduler").ifPresent(word -> {
            if (SCHEDULERS.contains(word.text())) {
                scheduler = new Scheduler(word.text());
            } else {
                arguments
                        .report()
                        .error(
                                word.position(),
                                "\"" + word.text() + "\" is no scheduler; one of "
                                        + String.join(
                                                " ",
                                                SCHEDULERS.stream().sorted().toList()));
            }
        });
    }

    private void forwarding(Arguments arguments) {
        ForwardingReader.read(arguments).ifPresent(method -> forwarding = method);
    }

    private void protocol(Arguments arguments) {
        arguments.word("TCP, UDP or SCTP").ifPresent(word -> {
            switch (word.text().toUpperCase(Locale.ROOT)) {
                case "TCP" -> protocol = Optional.of(TransportProtocol.TCP);
                case "UDP" -> protocol = Optional.of(TransportProtocol.UDP);
                case "SCTP" -> protocol = Optional.of(TransportProtocol.SCTP);
                default ->
                    arguments
                            .report()
                            .error(word.position(), "protocol \"" + word.text() + "\" is none of TCP, UDP, SCTP");
            }
        });
    }

    private void family(Arguments arguments) {
        arguments.word("inet or inet6").ifPresent(word -> {
            switch (word.text()) {
                case "inet" -> family = Optional.of(AddressFamily.INET);
                case "inet6" -> family = Optional.of(AddressFamily.INET6);
                default ->
                    arguments
                            .report()
                            .error(word.position(), "ip_family \"" + word.text() + "\" is neither inet nor inet6");
            }
        });
    }

    private void sorryServer(Arguments arguments) {
        sorryAddress = arguments.address("an address");
        sorryPort = RealServerReader.readPort(arguments);
    }

    private void realServer(Arguments block) {
        RealServerReader server = new RealServerReader(block.statement().position());
        server.read(block);
        realServers.add(server);
    }
}
